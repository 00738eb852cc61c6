package dev.tandem.stream.adopt;

import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.capture.TriggerCheck;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.node.TablesInStep;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Further tables of the user's that travel whole: which they are, and what identifies their rows. */
public final class FurtherTables {
    /** The log of changes has this many columns for a key. */
    private static final int MOST_KEY_COLUMNS = 8;

    private static final List<String> CLOCKS = List.of("updated_at", "last_updated");

    private FurtherTables() {}

    /**
     * Takes these tables from the stream, and no others, and keeps in step those of them that the file has. What a table
     * that is taken in holds has yet to be captured.
     */
    public static void accept(SyncedFile file, Collection<String> names) {
        Set<String> wanted = further(names);
        boolean asItIs = file.read("read", sql -> isAsItIs(sql, wanted));
        if (!asItIs) {
            file.write("take further tables into", sql -> {
                accept(sql, wanted);
                return true;
            });
        }
    }

    private static boolean isAsItIs(Sql sql, Set<String> wanted) throws SQLException {
        TablesInStep tables = TablesInStep.read(sql);
        if (!tables.accepted().equals(wanted)) {
            return false;
        }
        for (String name : wanted) {
            if (tables.named(name).isEmpty() && find(sql, name).isPresent()) {
                return false;
            }
        }
        return true;
    }

    private static void accept(Sql sql, Set<String> wanted) throws SQLException {
        boolean stood = TriggerCheck.stands(sql);
        TablesInStep tables = TablesInStep.read(sql);
        Set<String> missed = tables.acceptOnly(wanted);
        boolean grown = keepFound(sql, tables);
        tables.write(sql);
        TriggerCheck.set(sql);
        if (stood && !grown) {
            TriggerCheck.passed(sql);
        }
        if (!missed.isEmpty()) {
            readAgain(sql);
        }
    }

    /** Takes in what the file has of the accepted tables, without setting triggers. */
    static void takeIn(Sql sql, Collection<String> names) throws SQLException {
        TablesInStep tables = TablesInStep.read(sql);
        tables.acceptOnly(further(names));
        keepFound(sql, tables);
        tables.write(sql);
    }

    private static boolean keepFound(Sql sql, TablesInStep tables) throws SQLException {
        boolean grown = false;
        for (String name : List.copyOf(tables.accepted())) {
            Optional<SyncTable> found = tables.named(name).isEmpty() ? find(sql, name) : Optional.empty();
            if (found.isPresent()) {
                tables.keep(found.get());
                grown = true;
            }
        }
        return grown;
    }

    /** Events of a table that is wanted now were passed over: what brought them is read once more from the beginning. */
    private static void readAgain(Sql sql) throws SQLException {
        boolean server = Node.read(sql).map(node -> node.role() == Role.SERVER).orElse(false);
        sql.update("DELETE FROM tandem_offset WHERE topic GLOB ?", server ? "*.changes" : "*.rows");
    }

    private static Set<String> further(Collection<String> names) {
        Set<String> wanted = new LinkedHashSet<>();
        for (String name : names) {
            if (SyncTable.isFurtherName(name.toLowerCase(Locale.ROOT))) {
                wanted.add(name.toLowerCase(Locale.ROOT));
            }
        }
        return wanted;
    }

    /** The table of that name as the file has it, if it can be kept in step: not a view, and with row ids. */
    static Optional<SyncTable> find(Sql sql, String name) throws SQLException {
        Optional<String> statement = sql.first(
                "SELECT upper(sql) FROM sqlite_master WHERE lower(name) = ? AND type = 'table'",
                row -> row.getString(1),
                name);
        if (statement.isEmpty()
                || statement.get().startsWith("CREATE VIRTUAL")
                || statement.get().matches("(?s).*\\)[^)]*WITHOUT\\s+ROWID[^)]*")) {
            return Optional.empty();
        }
        Set<String> columns = new LinkedHashSet<>();
        List<String> primary = new ArrayList<>();
        sql.all(
                "SELECT name, pk, upper(type) FROM pragma_table_info(?)",
                row -> {
                    String column = row.getString(1).toLowerCase(Locale.ROOT);
                    if (row.getInt(2) > 0) {
                        primary.add("INTEGER".equals(row.getString(3)) ? column : "");
                    }
                    return columns.add(column);
                },
                name);
        if (columns.contains("rowid")) {
            return Optional.empty();
        }
        Set<String> surrogate = primary.size() == 1 && !primary.get(0).isEmpty() ? Set.copyOf(primary) : Set.of();
        List<String> key = key(sql, name, surrogate);
        Optional<String> clock = CLOCKS.stream()
                .filter(columns::contains)
                .filter(c -> !key.contains(c))
                .findFirst();
        return Optional.of(SyncTable.further(name, key, surrogate, clock));
    }

    /** The columns of the smallest unique constraint besides the surrogate id's; none if there is none. */
    private static List<String> key(Sql sql, String name, Set<String> surrogate) throws SQLException {
        Map<String, List<String>> indexes = new TreeMap<>();
        sql.all(
                """
                SELECT l.name, i.name FROM pragma_index_list(?) l, pragma_index_info(l.name) i
                 WHERE l."unique" AND NOT l.partial
                """,
                row -> {
                    String column = row.getString(2);
                    return indexes.computeIfAbsent(row.getString(1), n -> new ArrayList<>())
                            .add(column == null ? "" : column.toLowerCase(Locale.ROOT));
                },
                name);
        return indexes.values().stream()
                .filter(columns -> columns.size() <= MOST_KEY_COLUMNS)
                .filter(columns -> columns.stream().allMatch(c -> Columns.isCarriedName(c) && !surrogate.contains(c)))
                .map(columns -> columns.stream().sorted().toList())
                .min(Comparator.<List<String>>comparingInt(List::size).thenComparing(c -> String.join(",", c)))
                .orElse(List.of());
    }
}
