package dev.tandem.benchmarks.inspect;

import dev.tandem.cli.process.Apart;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A verb that is run as a person runs it: by the launcher, with its lines read as they come. */
final class VerbRun {
    private static final String PEAK = "VmHWM:";
    private static final int LOOK_EACH_MILLIS = 5;
    private static final long ENDS_WITHIN_S = 30;

    private final List<String> command;
    private final Path folder;

    VerbRun(LargeTopics topics, List<String> verb) {
        folder = topics.folder();
        command = new ArrayList<>();
        command.add(Path.of(System.getProperty("tandem.home"), "tandem")
                .toAbsolutePath()
                .toString());
        command.addAll(verb);
        command.addAll(List.of("--bootstrap-servers", topics.bootstrapServers()));
    }

    /** Milliseconds from the command to its first line; nobody reads on, at which it ends by itself. */
    double toFirstLine() throws IOException, InterruptedException {
        long started = System.nanoTime();
        Process process = start();
        try {
            if (process.inputReader().readLine() == null) {
                throw new IllegalStateException(command + " showed nothing");
            }
            return (System.nanoTime() - started) / 1e6;
        } finally {
            process.inputReader().close();
            if (!process.waitFor(ENDS_WITHIN_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    /** Milliseconds from the command to its end. */
    double toTheEnd() throws IOException, InterruptedException {
        long started = System.nanoTime();
        Process process = start();
        drain(process);
        process.waitFor();
        return (System.nanoTime() - started) / 1e6;
    }

    /** Megabytes of memory that it held at most, all of it read; empty where the system does not tell. */
    OptionalDouble peak() throws IOException, InterruptedException {
        Process process = start();
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        Thread reader = new Thread(() -> drain(process), "read-verb");
        reader.setDaemon(true);
        reader.start();
        long kilobytes = 0;
        while (process.isAlive()) {
            kilobytes = Math.max(kilobytes, kilobytes(status));
            Thread.sleep(LOOK_EACH_MILLIS);
        }
        reader.join();
        return kilobytes == 0 ? OptionalDouble.empty() : OptionalDouble.of(kilobytes / 1024.0);
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        Apart.in(folder).accept(builder);
        return builder.start();
    }

    private static void drain(Process process) {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(line -> {});
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long kilobytes(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(
                            line.substring(PEAK.length()).replace("kB", "").strip()))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException gone) {
            return 0;
        }
    }
}
