package dev.tandem.benchmarks.report;

import java.util.Collection;
import java.util.function.DoubleUnaryOperator;

/**
 * What several rounds measured. The machine may be busy with other things, so the least and the greatest belong to it.
 *
 * @param rounds how many were counted
 */
public record Spread(double min, double median, double max, int rounds) {
    /** Of what the rounds measured. */
    public static Spread of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1], sorted.length);
    }

    /** The same in another unit. */
    public Spread in(DoubleUnaryOperator unit) {
        return new Spread(unit.applyAsDouble(min), unit.applyAsDouble(median), unit.applyAsDouble(max), rounds);
    }
}
