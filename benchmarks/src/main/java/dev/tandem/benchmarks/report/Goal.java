package dev.tandem.benchmarks.report;

import java.util.Locale;

/**
 * What a median should reach.
 *
 * @param of what is compared with the bound
 * @param atMost whether the bound is the greatest that will do, rather than the least
 * @param bound in the measure's unit, or a ratio
 */
public record Goal(Of of, boolean atMost, double bound) {
    /** What has a goal. */
    public enum Of {
        /** The measured value itself. */
        VALUE,
        /** The measured value to its reference in the same run. */
        RATIO
    }

    /** The value should be no greater. */
    public static Goal atMost(double bound) {
        return new Goal(Of.VALUE, true, bound);
    }

    /** The value should be no less. */
    public static Goal atLeast(double bound) {
        return new Goal(Of.VALUE, false, bound);
    }

    /** The value should be at most so many times its reference. */
    public static Goal ratioAtMost(double bound) {
        return new Goal(Of.RATIO, true, bound);
    }

    /** The value should be at least so many times its reference. */
    public static Goal ratioAtLeast(double bound) {
        return new Goal(Of.RATIO, false, bound);
    }

    boolean isMetBy(double median) {
        return atMost ? median <= bound : median >= bound;
    }

    /** In a few words. */
    String inWords(String unit) {
        String number = of == Of.RATIO ? String.format(Locale.ROOT, "%.2f ×", bound) : Result.number(bound, unit);
        return (atMost ? "≤ " : "≥ ") + number;
    }
}
