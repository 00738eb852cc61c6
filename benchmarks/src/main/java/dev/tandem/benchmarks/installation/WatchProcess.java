package dev.tandem.benchmarks.installation;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A laptop's {@code watch}, connected. */
public final class WatchProcess implements AutoCloseable {
    private static final long STOP_WITHIN_S = 60;

    private final Process process;

    private WatchProcess(Process process) {
        this.process = process;
    }

    /** Starts one that ends with this process, however that ends, and waits until it is connected. */
    public static WatchProcess start(Installation installation) throws IOException {
        ProcessBuilder watch = installation.process("watch").redirectError(ProcessBuilder.Redirect.DISCARD);
        watch.command().add("--exit-with-parent");
        Process process = watch.start();
        BufferedReader said = process.inputReader();
        String line = said.readLine();
        while (line != null && !line.contains("\"connected\"")) {
            line = said.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("the watch ended before it was connected");
        }
        Thread drain = new Thread(() -> said.lines().forEach(each -> {}), "read-watch");
        drain.setDaemon(true);
        drain.start();
        return new WatchProcess(process);
    }

    /** Which process it is. */
    public long id() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_WITHIN_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
