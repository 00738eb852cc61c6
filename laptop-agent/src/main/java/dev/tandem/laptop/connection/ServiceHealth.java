package dev.tandem.laptop.connection;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks the service how it is, beside other work; a verb never waits long for the answer. */
public final class ServiceHealth {
    private static final int CONNECT_MILLIS = 400;
    private static final int READ_MILLIS = 800;

    private ServiceHealth() {}

    /** Whether the service says that it is well; empty if it does not answer. */
    public static CompletableFuture<Optional<Boolean>> ask(ServiceAddress service) {
        return Aside.start("service-health", () -> answer(service));
    }

    private static Optional<Boolean> answer(ServiceAddress service) {
        try {
            return Optional.of(
                    service.open("/health", CONNECT_MILLIS, READ_MILLIS).getResponseCode() == 200);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
