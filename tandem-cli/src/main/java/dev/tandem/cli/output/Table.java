package dev.tandem.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Rows under a heading, in columns that are aligned: numbers to the right, the rest to the left. */
public final class Table {

    private final List<String> heading;
    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] numeric;

    private Table(List<String> heading) {
        this.heading = heading;
        this.numeric = new boolean[heading.size()];
        Arrays.fill(numeric, true);
    }

    public static Table of(String... heading) {
        return new Table(List.of(heading));
    }

    /** Adds a row; each cell is shown as its {@code toString}. */
    public Table row(Object... cells) {
        if (cells.length != heading.size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + heading.size() + " headings");
        }
        for (int i = 0; i < cells.length; i++) {
            numeric[i] &= cells[i] instanceof Number;
        }
        rows.add(Stream.of(cells).map(cell -> oneLine(cell.toString())).toList());
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The heading, then the rows; no line ends with spaces. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line(heading));
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(width(i) - length(cell));
            boolean right = numeric[i] && !rows.isEmpty();
            line.append(i == 0 ? "" : "  ").append(right ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return Stream.concat(Stream.of(heading), rows.stream())
                .mapToInt(row -> length(row.get(column)))
                .max()
                .orElse(0);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String oneLine(String text) {
        return Escapes.visible(text.replaceAll("[\\t\\r\\n]+", " "));
    }
}
