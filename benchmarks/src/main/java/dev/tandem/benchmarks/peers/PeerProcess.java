package dev.tandem.benchmarks.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of others in a JVM of its own. What it says goes to a file. */
final class PeerProcess implements AutoCloseable {
    /** Less than their own scripts give them, and what Tandem's service has: memory that is not needed is not measured. */
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");

    private static final long STOP_WITHIN_S = 30;
    private static final int LONGEST_LINE = 200;

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread endsWithUs;

    private PeerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        endsWithUs = new Thread(process::destroyForcibly, "end-" + name);
        Runtime.getRuntime().addShutdownHook(endsWithUs);
    }

    /** Starts one in that folder; what is to be run begins with options of the JVM. */
    static PeerProcess start(String name, Path folder, String classpath, List<String> run) throws IOException {
        Path log = folder.resolve(name + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of("-cp", classpath));
        command.addAll(run);
        return new PeerProcess(
                name,
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start(),
                log);
    }

    long id() {
        return process.pid();
    }

    /**
     * Looks whether it is still there.
     *
     * @throws PeerException with the last error that it named, or what it said last
     */
    void mustRun() throws PeerException {
        if (!process.isAlive()) {
            throw new PeerException(name + " ended with exit code " + process.exitValue() + ": " + lastWords());
        }
    }

    /** Waits until it has ended by itself. */
    void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    /** The last error that it named, or what it said last. */
    String lastWords() {
        try {
            List<String> lines = Files.readString(log, StandardCharsets.ISO_8859_1)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("at ") && !line.startsWith("..."))
                    .toList();
            List<String> errors = lines.stream()
                    .filter(line -> line.contains("Exception") || line.contains("Error") || line.contains("ERROR"))
                    .toList();
            List<String> words = errors.isEmpty() ? lines : errors;
            String last = words.isEmpty() ? "it said nothing" : words.get(words.size() - 1);
            return last.substring(0, Math.min(LONGEST_LINE, last.length()));
        } catch (IOException e) {
            return "what it said cannot be read (" + e.getMessage() + ")";
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_WITHIN_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(endsWithUs);
        } catch (IllegalStateException shuttingDown) {
            // It has ended.
        }
    }
}
