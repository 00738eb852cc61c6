package dev.tandem.benchmarks;

import dev.tandem.cli.process.TemporaryFolder;
import java.nio.file.Path;
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
    /** Does something in a folder of its own, which is deleted afterwards. */
    public <T> T inFolder(Work<T> work) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.make("tandem-bench")) {
            return work.in(folder.path());
        }
    }

    /** What is done in a folder. */
    public interface Work<T> {
        /** Does it. */
        T in(Path folder) throws Exception;
    }
}
