package dev.tandem.service.ready;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tandem.cli.process.NotedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/**
 * Where the running service of a data folder is, for verbs that work on the folder. It is there while the service runs;
 * one that a killed service left behind does not count.
 */
public final class ReadyFile implements AutoCloseable {
    private static final String NAME = "service.json";
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path file;

    private ReadyFile(Path file) {
        this.file = file;
    }

    /** Notes that the service is ready at that address, and which database it works on. */
    public static ReadyFile write(Path serverFolder, String serviceUrl, Path database) throws IOException {
        Path file = serverFolder.resolve(NAME);
        Path half = serverFolder.resolve(NAME + ".tmp");
        Map<String, Object> content = NotedProcess.current();
        content.put("serviceUrl", serviceUrl);
        content.put("database", database.toAbsolutePath().toString());
        Files.write(half, MAPPER.writeValueAsBytes(content));
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new ReadyFile(file);
    }

    /** The address of the service that runs on that folder, if one does. */
    public static Optional<String> serviceUrl(Path serverFolder) {
        Path file = serverFolder.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode content = MAPPER.readTree(Files.readAllBytes(file));
            return NotedProcess.runs(content)
                    ? Optional.of(content.path("serviceUrl").asText())
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The service has stopped. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
