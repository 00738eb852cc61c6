package dev.tandem.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code tandem broker --json} in a JVM of its own, with the heap that it is promised to live in. */
final class BrokerProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final BufferedReader errors;

    private BrokerProcess(Process process) {
        this.process = process;
        output = process.inputReader();
        errors = process.errorReader();
    }

    static BrokerProcess launch(Path data, int port, String... further) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        if (Runtime.version().feature() >= 24) {
            // As the launcher does, or the JVM itself warns on standard error of what Kafka calls.
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("broker", "--data", data.toString(), "--broker-port", String.valueOf(port), "--json"));
        command.addAll(List.of(further));
        return new BrokerProcess(new ProcessBuilder(command).start());
    }

    /** Its one line on standard output. */
    String answer() throws IOException {
        return String.valueOf(output.readLine());
    }

    String errors() {
        return String.join("\n", errors.lines().toList());
    }

    long pid() {
        return process.pid();
    }

    /** Through its handle, because {@code Process.destroy} also closes the streams that are still to be read. */
    void askToStop() {
        process.toHandle().destroy();
    }

    void closeStandardInput() throws IOException {
        process.outputWriter().close();
    }

    /** As the system's own {@code kill -9}: no code of the process runs any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The broker did not stop");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
