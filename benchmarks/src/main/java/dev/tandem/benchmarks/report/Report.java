package dev.tandem.benchmarks.report;

import dev.tandem.benchmarks.report.Result.Standing;
import java.util.List;

/**
 * What a run of the benchmarks answers.
 *
 * @param quick whether it was the short run
 * @param seed of all that is invented
 * @param durationMs of the whole run
 */
public record Report(Machine machine, boolean quick, long seed, List<Result> results, long durationMs) {
    /** Of these results. */
    public static Report of(boolean quick, long seed, Machine machine, List<Result> results, long durationMs) {
        return new Report(machine, quick, seed, List.copyOf(results), durationMs);
    }

    /** How many stand so. */
    public long count(Standing standing) {
        return results.stream().filter(result -> result.standing() == standing).count();
    }
}
