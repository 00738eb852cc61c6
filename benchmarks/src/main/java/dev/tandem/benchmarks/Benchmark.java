package dev.tandem.benchmarks;

import dev.tandem.benchmarks.report.Result;
import java.util.List;
import java.util.Optional;

/** A claim that is measured. */
public interface Benchmark {
    /** Its name on the command line. */
    String name();

    /** What it measures beside what, in one line. */
    String question();

    /** Why it is left out of a run that names no benchmark; empty if it is not. */
    default Optional<String> leftOut(boolean quick) {
        return Optional.empty();
    }

    /**
     * Measures.
     *
     * @throws Exception if something does not work; a benchmark that fails is a fault, not a slow result
     */
    List<Result> run(Bench bench) throws Exception;
}
