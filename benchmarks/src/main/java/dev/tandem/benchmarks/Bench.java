package dev.tandem.benchmarks;

import dev.tandem.cli.process.TemporaryFolder;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a benchmark is run with.
 *
 * @param quick whether to take the small sizes
 * @param seed of what is invented
 * @param rounds how often each measure is taken, after one that warms up
 * @param progress is told what is being done
 */
public record Bench(boolean quick, long seed, int rounds, Consumer<String> progress) {
    private static final int TRIES = 20;
    private static final long END_WITHIN_S = 5;

    /** Does something in a folder of its own, which is deleted afterwards, and as Ctrl-C ends this process as well. */
    public <T> T inFolder(Work<T> work) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.make("tandem-bench")) {
            Thread hook = new Thread(() -> clearAway(folder), "clear-away");
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                return work.in(folder.path());
            } finally {
                forget(hook);
            }
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // The hook runs.
        }
    }

    /** Nothing here has to be left whole: who writes into the folder is ended first, but for this process's own threads. */
    private static void clearAway(TemporaryFolder folder) {
        ProcessHandle.current().descendants().forEach(process -> {
            process.destroyForcibly();
            process.onExit()
                    .completeOnTimeout(process, END_WITHIN_S, TimeUnit.SECONDS)
                    .join();
        });
        for (int tried = 0; tried < TRIES && Files.exists(folder.path()); tried++) {
            try {
                folder.close();
            } catch (UncheckedIOException writtenMeanwhile) {
                // Once more.
            }
        }
    }

    /** What is done in a folder. */
    public interface Work<T> {
        /** Does it. */
        T in(Path folder) throws Exception;
    }
}
