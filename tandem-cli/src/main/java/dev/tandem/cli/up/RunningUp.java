package dev.tandem.cli.up;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says in the data folder that {@code up} runs on it, and where. The lock is what counts: the system releases it however
 * the process ends, so a file that a killed one left behind misleads nobody.
 */
final class RunningUp implements AutoCloseable {

    private static final String LOCK = "up.lock";
    private static final String FILE = "up.json";

    private final Path folder;
    private final FileChannel channel;

    private RunningUp(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Takes the data folder, making it if need be. A second one on the same folder is an error that names the first. */
    static RunningUp take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel = open(folder);
            @Nullable FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw alreadyRunning(folder);
            }
            RunningUp running = new RunningUp(folder, channel);
            running.write(Map.of("pid", ProcessHandle.current().pid()));
            return running;
        } catch (IOException e) {
            throw UserError.failed(
                    "The data folder " + folder + " cannot be used: " + e + ".",
                    "Check its permissions, or choose another with --data DIR.",
                    e);
        }
    }

    /** Notes where it runs, for {@code down} and for a second {@code up}. */
    void ready(Up.Ready ready) {
        try {
            write(Map.of(
                    "pid", ready.pid(),
                    "serviceUrl", ready.serviceUrl(),
                    "bootstrapServers", ready.bootstrapServers()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that runs on the folder, if one does. */
    static Optional<ProcessHandle> on(Path folder) {
        if (!isLocked(folder)) {
            return Optional.empty();
        }
        return read(folder).map(state -> state.path("pid").asLong()).flatMap(ProcessHandle::of);
    }

    private static boolean isLocked(Path folder) {
        if (!Files.exists(folder.resolve(LOCK))) {
            return false;
        }
        try (FileChannel channel = open(folder)) {
            return channel.tryLock() == null;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not look at " + folder.resolve(LOCK), e);
        }
    }

    private static Optional<JsonNode> read(Path folder) {
        try {
            return Json.read(Files.readString(folder.resolve(FILE)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static UserError alreadyRunning(Path folder) {
        String where = read(folder)
                .map(state -> " as process " + state.path("pid").asText()
                        + (state.has("serviceUrl")
                                ? ", at " + state.path("serviceUrl").asText()
                                : ""))
                .orElse("");
        return UserError.failed(
                "Tandem is already running on the data folder " + folder + where + ".",
                "Stop it with tandem down --data " + folder + ", or choose another folder with --data DIR.");
    }

    private static FileChannel open(Path folder) throws IOException {
        return FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private void write(Map<String, ?> state) throws IOException {
        Files.writeString(folder.resolve(FILE), Json.line(state) + "\n");
    }

    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(folder.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not leave " + folder, e);
        }
    }
}
