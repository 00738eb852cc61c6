package dev.tandem.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A measure and what came of it.
 *
 * @param benchmark its benchmark
 * @param measure what was measured
 * @param unit of the values
 * @param value what the rounds measured; null if it was not run
 * @param reference what it is compared with
 * @param goal what it should reach
 * @param notRun why it was not run
 */
public record Result(
        String benchmark,
        String measure,
        String unit,
        @Nullable Spread value,
        @Nullable Reference reference,
        @Nullable Goal goal,
        @Nullable String notRun) {

    /** How a measure stands to its goal. */
    public enum Standing {
        /** The median reaches it. */
        MET,
        /** It does not. */
        MISSED,
        /** It was not measured. */
        NOT_RUN,
        /** It has no goal: it is there to be looked at. */
        NONE;

        /** In words. */
        public String inWords() {
            return this == NONE ? "" : name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Something measured. */
    public static Result of(String benchmark, String measure, String unit, Spread value) {
        return new Result(benchmark, measure, unit, value, null, null, null);
    }

    /** Something that could not be measured, and why. */
    public static Result notRun(String benchmark, String measure, String why) {
        return new Result(benchmark, measure, "", null, null, null, why);
    }

    /** The same beside a reference. */
    public Result beside(Reference its) {
        return new Result(benchmark, measure, unit, value, its, goal, notRun);
    }

    /** The same with a goal. */
    public Result goal(Goal its) {
        return new Result(benchmark, measure, unit, value, reference, its, notRun);
    }

    /** How it stands to its goal. */
    @JsonIgnore
    public Standing standing() {
        if (value == null) {
            return Standing.NOT_RUN;
        }
        if (goal == null) {
            return Standing.NONE;
        }
        if (goal.of() == Goal.Of.VALUE) {
            return goal.isMetBy(value.median()) ? Standing.MET : Standing.MISSED;
        }
        if (reference == null) {
            throw new IllegalStateException(measure + " has a ratio for a goal and no reference");
        }
        return goal.isMetBy(reference.ratio().median()) ? Standing.MET : Standing.MISSED;
    }

    @JsonProperty("standing")
    String standingInWords() {
        return standing().inWords();
    }

    /** A value with its unit, as many digits as mean something. */
    static String number(double value, String unit) {
        String digits = Math.abs(value) >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
        return unit.isEmpty() ? digits : digits + " " + unit;
    }
}
