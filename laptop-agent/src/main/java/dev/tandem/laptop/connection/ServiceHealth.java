package dev.tandem.laptop.connection;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks the service how it is, beside other work; a verb never waits long for the answer. */
public final class ServiceHealth {
    private static final int CONNECT_MILLIS = 400;
    private static final int READ_MILLIS = 800;

    private ServiceHealth() {}

    /** Whether the service says that it is well; empty if it does not answer. */
    public static CompletableFuture<Optional<Boolean>> ask(String serviceUrl) {
        return Aside.start("service-health", () -> answer(serviceUrl));
    }

    private static Optional<Boolean> answer(String serviceUrl) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(serviceUrl + "/health").toURL().openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            return Optional.of(connection.getResponseCode() == 200);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
