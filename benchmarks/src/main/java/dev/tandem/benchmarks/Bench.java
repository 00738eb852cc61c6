package dev.tandem.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
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
        Path folder = Files.createTempDirectory("tandem-bench");
        try {
            return work.in(folder);
        } finally {
            delete(folder);
        }
    }

    /** What is done in a folder. */
    public interface Work<T> {
        /** Does it. */
        T in(Path folder) throws Exception;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (var walked = Files.walk(folder)) {
            all = walked.sorted(Collections.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.deleteIfExists(one);
        }
    }
}
