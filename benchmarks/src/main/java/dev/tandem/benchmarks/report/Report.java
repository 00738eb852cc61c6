package dev.tandem.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tandem.benchmarks.report.Result.Standing;
import java.util.List;

/**
 * What benchmarks answer.
 *
 * @param runs each benchmark that was run
 */
public record Report(List<Run> runs) {
    /** The results of all of them. */
    @JsonIgnore
    public List<Result> results() {
        return runs.stream().flatMap(run -> run.results().stream()).toList();
    }

    /** How long they took together. */
    @JsonProperty
    public long durationMs() {
        return runs.stream().mapToLong(Run::durationMs).sum();
    }

    /** How many stand so. */
    public long count(Standing standing) {
        return results().stream()
                .filter(result -> result.standing() == standing)
                .count();
    }
}
