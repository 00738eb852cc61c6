package dev.tandem.benchmarks.report;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What of a benchmark can be seen beside each other: ratios to the references, or the values themselves of a benchmark that
 * has none.
 *
 * @param what the numbers are
 * @param rows one for each measure
 */
record Plot(String what, List<Row> rows) {
    /**
     * A measure.
     *
     * @param goal the greatest or least that will do; null where there is none
     */
    record Row(String measure, Spread spread, @Nullable Double goal) {}

    static Plot of(List<Result> results) {
        List<Result> measured =
                results.stream().filter(result -> result.value() != null).toList();
        List<Result> beside =
                measured.stream().filter(result -> result.reference() != null).toList();
        if (!beside.isEmpty()) {
            return new Plot(
                    "ratio to the reference", beside.stream().map(Plot::ratio).toList());
        }
        String unit = measured.isEmpty() ? "" : measured.get(0).unit();
        return new Plot(
                "in " + unit,
                measured.stream()
                        .filter(result -> result.unit().equals(unit))
                        .map(Plot::value)
                        .toList());
    }

    private static Row value(Result result) {
        Goal goal = result.goal();
        return new Row(result.measure(), Objects.requireNonNull(result.value()), goal == null ? null : goal.bound());
    }

    /** A goal for the value is shown as the ratio that it would be. */
    private static Row ratio(Result result) {
        Reference reference = Objects.requireNonNull(result.reference());
        Goal goal = result.goal();
        Double bound = null;
        if (goal != null) {
            bound = goal.of() == Goal.Of.RATIO
                    ? goal.bound()
                    : goal.bound() / reference.value().median();
        }
        return new Row(result.measure(), reference.ratio(), bound);
    }
}
