package dev.tandem.schema.row;

import dev.tandem.schema.version.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The columns of a row that are merged as a unit under one version, and the merge rule for them.
 *
 * <p>A record normally carries all columns of its facet, and all of them have its version. A record of an older schema
 * lacks some; those keep the value and the version they had. So the rule is stated for each column: the greater version
 * wins. This is a map of last-writer-wins registers (Shapiro et al., «A comprehensive study of Convergent and
 * Commutative Replicated Data Types», 2011): merging is commutative, associative and idempotent.
 */
public final class Facet {
    private final Version version;
    private final SortedMap<String, Cell> cells;

    private Facet(Version version, SortedMap<String, Cell> cells) {
        this.version = version;
        this.cells = cells;
    }

    /** A facet as one writer knew it, every column at one version. */
    public static Facet of(Version version, Columns columns) {
        return of(version, columns, List.of());
    }

    /** A facet whose last writer did not carry all columns. */
    public static Facet of(Version version, Columns columns, List<OlderColumns> older) {
        SortedMap<String, Cell> cells = new TreeMap<>();
        put(cells, version, columns);
        older.forEach(o -> put(cells, o.version(), o.columns()));
        return new Facet(version, cells);
    }

    private static void put(SortedMap<String, Cell> cells, Version version, Columns columns) {
        columns.asMap().forEach((name, value) -> cells.merge(name, new Cell(value, version), Cell::orNewer));
    }

    /** The merge rule: of each column, the greater version. */
    public Facet merge(Facet other) {
        SortedMap<String, Cell> merged = new TreeMap<>(cells);
        other.cells.forEach((name, cell) -> merged.merge(name, cell, Cell::orNewer));
        return new Facet(other.version.isAfter(version) ? other.version : version, merged);
    }

    /** Whether merging the other into this would change anything. */
    public boolean isSupersededBy(Facet other) {
        if (other.version.isAfter(version)) {
            return true;
        }
        return other.cells.entrySet().stream().anyMatch(e -> {
            Cell mine = cells.get(e.getKey());
            return mine == null || e.getValue().version().isAfter(mine.version());
        });
    }

    /** The greatest version of a writer of this facet. */
    public Version version() {
        return version;
    }

    /** All columns, whichever version they have. */
    public Columns columns() {
        Columns.Builder all = Columns.builder();
        cells.forEach((name, cell) -> all.put(name, cell.value()));
        return all.build();
    }

    /** The columns that the last writer carried. */
    public Columns newest() {
        Columns.Builder newest = Columns.builder();
        cells.forEach((name, cell) -> {
            if (cell.version().equals(version)) {
                newest.put(name, cell.value());
            }
        });
        return newest.build();
    }

    /** The columns that it did not carry, by version, newest first. */
    public List<OlderColumns> older() {
        Map<Version, Columns.Builder> byVersion = new TreeMap<>(java.util.Comparator.reverseOrder());
        cells.forEach((name, cell) -> {
            if (!cell.version().equals(version)) {
                byVersion
                        .computeIfAbsent(cell.version(), v -> Columns.builder())
                        .put(name, cell.value());
            }
        });
        List<OlderColumns> older = new ArrayList<>();
        byVersion.forEach((v, columns) -> older.add(new OlderColumns(v, columns.build())));
        return older;
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object o) {
        return o instanceof Facet other
                && version.equals(other.version)
                && columns().equals(other.columns())
                && newest().equals(other.newest())
                && older().equals(other.older());
    }

    @Override
    public int hashCode() {
        return version.hashCode();
    }

    @Override
    public String toString() {
        return version + " " + newest() + (older().isEmpty() ? "" : " older " + older());
    }
}
