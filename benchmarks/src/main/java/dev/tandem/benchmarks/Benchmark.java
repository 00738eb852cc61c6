package dev.tandem.benchmarks;

import dev.tandem.benchmarks.report.Result;
import java.util.List;

/** A claim that is measured. */
public interface Benchmark {
    /** Its name on the command line. */
    String name();

    /** What it measures beside what, in one line. */
    String question();

    /** Whether a quick run that names no benchmark measures it: in a few minutes, and fetching nothing. */
    default boolean isPartOfQuickRun() {
        return true;
    }

    /**
     * Measures.
     *
     * @throws Exception if something does not work; a benchmark that fails is a fault, not a slow result
     */
    List<Result> run(Bench bench) throws Exception;
}
