package dev.tandem.laptop.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;

/** The service's API, as a node may use it. */
public final class Service {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONNECT_MILLIS = 3_000;
    private static final int READ_MILLIS = 60_000;

    private final ServiceAddress address;
    private final String url;
    private final Optional<String> token;

    /** The service at that address, with this credential. */
    public Service(ServiceAddress address, Optional<String> token) {
        this.address = address;
        this.url = address.url();
        this.token = token;
    }

    /**
     * Gets what stands at a path.
     *
     * @throws ServiceAwayException if the service cannot be reached
     * @throws NoCredentialException if it asks for a credential, and there is none
     * @throws UserError if it refuses
     */
    public JsonNode get(String path) {
        return ask("GET", path, "");
    }

    /** Posts JSON to a path, and answers what comes back. */
    public JsonNode post(String path, JsonNode body) {
        return ask("POST", path, body.toString());
    }

    private JsonNode ask(String method, String path, String body) {
        try {
            HttpURLConnection connection = address.open(path, CONNECT_MILLIS, READ_MILLIS);
            connection.setRequestMethod(method);
            connection.setRequestProperty("Accept-Encoding", "gzip");
            connection.setRequestProperty("Accept", "application/json");
            token.ifPresent(t -> connection.setRequestProperty("Authorization", "Bearer " + t));
            if (!body.isEmpty()) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            byte[] answer = read(connection, status);
            if (status == 200) {
                return JSON.readTree(answer);
            }
            throw refused(status, path, answer);
        } catch (JsonProcessingException e) {
            throw UserError.failed(
                    "What answers at " + url + path + " is not Tandem's service.",
                    "Check the address (--service-url).",
                    e);
        } catch (SSLException e) {
            throw UserError.failed(
                    "What answers at " + url + " is not sure to be the service: " + e.getMessage() + ".",
                    ServiceAddress.DISTRUSTED,
                    e);
        } catch (IOException e) {
            throw new ServiceAwayException(url, String.valueOf(e.getMessage()), e);
        }
    }

    private static byte[] read(HttpURLConnection connection, int status) throws IOException {
        InputStream raw = status < 400 ? connection.getInputStream() : connection.getErrorStream();
        if (raw == null) {
            return new byte[0];
        }
        boolean zipped = "gzip".equalsIgnoreCase(connection.getContentEncoding());
        try (InputStream in = zipped ? new GZIPInputStream(raw) : raw) {
            return in.readAllBytes();
        }
    }

    private RuntimeException refused(int status, String path, byte[] answer) {
        String detail = detail(answer);
        String what = "The service at " + url + " answered " + status + " to " + path
                + (detail.isEmpty() ? "." : ": " + detail);
        if (status == 401 && token.isEmpty() && !path.startsWith("/pair")) {
            return new NoCredentialException(what);
        }
        if (status == 401 || (status == 403 && !path.startsWith("/pair"))) {
            return UserError.failed(what, NoCredentialException.PAIR);
        }
        if (status == 403) {
            return UserError.failed(what, "Make a new link on the server: ./tandem nodes add NAME.");
        }
        return UserError.failed(
                what,
                status == 404
                        ? "Check the address (--service-url), and that the service is of this version."
                        : "See what the service itself says, and try again.");
    }

    private static String detail(byte[] answer) {
        try {
            return JSON.readTree(answer).path("detail").asText();
        } catch (IOException e) {
            return "";
        }
    }
}
