package dev.tandem.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Tandem's front door: the launcher, as a user starts it. */
final class Tandem {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path HOME = Path.of(System.getProperty("tandem.home"));

    private Tandem() {}

    /** How a verb ended and the one JSON object it answered. */
    record Answer(int exitCode, JsonNode json, String said) {}

    /** Runs a verb to its end. */
    static Answer run(Path folder, String... arguments) throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "said", ".log");
        Process process = builder(folder, arguments)
                .redirectError(said.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(String.join(" ", arguments) + " did not end");
        }
        String error = Files.readString(said);
        try {
            return new Answer(process.exitValue(), JSON.readTree(out), error);
        } catch (IOException e) {
            throw new IllegalStateException(
                    String.join(" ", arguments) + " answered:\n" + out + "\nand said:\n" + error, e);
        }
    }

    /** Starts a verb that stays, and waits for the line that says that it is ready. */
    static Running start(Path folder, String... arguments) throws IOException {
        Process process = builder(folder, arguments)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(arguments[0] + ".log").toFile()))
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new IllegalStateException(String.join(" ", arguments) + " ended before it was ready:\n"
                    + Files.readString(folder.resolve(arguments[0] + ".log")));
        }
        return new Running(process, JSON.readTree(line));
    }

    private static ProcessBuilder builder(Path folder, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(HOME.resolve("tandem").toString());
        command.addAll(List.of(arguments));
        command.add("--json");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TANDEM_"));
        builder.environment().put("XDG_CONFIG_HOME", folder.toString());
        // No process of a test lives long enough to win back what its second compiler costs.
        builder.environment().put("TANDEM_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        return builder;
    }

    /** A verb that stays. */
    record Running(Process process, JsonNode ready) implements AutoCloseable {
        /** Waits for the next line that tells of such an event. */
        JsonNode next(String event) throws Exception {
            return CompletableFuture.supplyAsync(() -> {
                        try {
                            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
                            for (String line = out.readLine(); line != null; line = out.readLine()) {
                                JsonNode told = JSON.readTree(line);
                                if (told.path("event").asText().equals(event)) {
                                    return told;
                                }
                            }
                            throw new IllegalStateException("ended before it told of " + event);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .get(2, TimeUnit.MINUTES);
        }

        /** As {@code kill -9} does. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(60, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A copy of a file of real data, or null where this machine has none. */
    static Path realFile(String name) {
        return Path.of(System.getProperty("tandem.shared.data", "none"), name);
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
