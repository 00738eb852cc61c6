package dev.tandem.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** What several rounds measured. The machine may be busy with other things: only ratios within a round count. */
final class Figures {
    private final String name;
    private final String format;
    private final double[] values;

    Figures(String name, String format, int rounds) {
        this.name = name;
        this.format = format;
        this.values = new double[rounds];
    }

    /** Keeps what a round measured; a round below zero warms up and does not count. */
    void add(int round, double value) {
        if (round >= 0) {
            values[round] = value;
        }
    }

    /** The heading of the columns of {@link #row}. */
    static String heading(String what) {
        return String.format(Locale.ROOT, "%-44s%12s%12s%12s", what, "min", "median", "max");
    }

    /** Least, median, greatest. */
    String row() {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-44s", name));
        for (double value : new double[] {sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]}) {
            row.append(String.format(Locale.ROOT, "%12s", String.format(Locale.ROOT, format, value)));
        }
        return row.toString();
    }
}
