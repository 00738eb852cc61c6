package dev.tandem.stream.capture;

import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.TableShape;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The triggers that note which rows another program touched.
 *
 * <p>They only append to {@code tandem_change}, without any constraint that could fail: the conflict clause of the
 * statement that fires a trigger overrides those inside it, so an {@code UPDATE OR ABORT} of the user's must find
 * nothing to abort on. They name only key columns and use nothing newer than SQLite 3.8.
 */
final class Triggers {
    private static final String UNLESS_MERGING = " WHEN NOT EXISTS (SELECT 1 FROM tandem_merging)";

    private Triggers() {}

    /** The statements that make a table's triggers, by trigger name. */
    static Map<String, String> of(Sql sql, TableShape shape) throws SQLException {
        String table = shape.table().name();
        List<String> key = shape.table().key();
        Map<String, String> triggers = new LinkedHashMap<>();
        if (shape.table().hasOrigins()) {
            byRowid(triggers, table);
            addReplaced(sql, triggers, table, shape);
            return triggers;
        }
        add(triggers, table, "inserted", "AFTER INSERT", UNLESS_MERGING, note(table, key, "NEW"));
        add(triggers, table, "deleted", "AFTER DELETE", UNLESS_MERGING, note(table, key, "OLD"));
        add(triggers, table, "updated", "AFTER UPDATE", UNLESS_MERGING, note(table, key, "OLD"));
        String columns = key.stream().map(Sql::quote).collect(Collectors.joining(", "));
        String moved = key.stream()
                .map(c -> "NEW." + Sql.quote(c) + " IS NOT OLD." + Sql.quote(c))
                .collect(Collectors.joining(" OR ", " AND (", ")"));
        // The row that is gone comes first: a node that merges in this order frees its unique values first.
        String both = note(table, key, "OLD") + note(table, key, "NEW");
        add(triggers, table, "rekeyed", "AFTER UPDATE OF " + columns, UNLESS_MERGING + moved, both);
        addReplaced(sql, triggers, table, shape);
        return triggers;
    }

    /**
     * Rows that {@code INSERT OR REPLACE} and {@code UPDATE OR REPLACE} remove without firing a delete trigger: those
     * that share another unique value with the new row. The one that shares the key is noted by its key already.
     */
    private static void addReplaced(Sql sql, Map<String, String> triggers, String table, TableShape shape)
            throws SQLException {
        List<List<String>> uniques = uniques(sql, shape);
        if (!uniques.isEmpty()) {
            String replaced = replaced(shape, uniques);
            add(triggers, table, "replacing_insert", "BEFORE INSERT", UNLESS_MERGING, replaced);
            String update = "BEFORE UPDATE" + of(sql, shape, uniques);
            add(triggers, table, "replacing_update", update, UNLESS_MERGING, replaced);
        }
    }

    /** Only an update of a unique column replaces a row, be the row id called by whichever of its names. */
    private static String of(Sql sql, TableShape shape, List<List<String>> uniques) throws SQLException {
        Set<String> columns = new LinkedHashSet<>();
        uniques.forEach(columns::addAll);
        if (shape.rowid().isPresent()) {
            columns.addAll(List.of("rowid", "oid", "_rowid_"));
        }
        List<String> generated = sql.all(
                "SELECT lower(name) FROM pragma_table_xinfo(?) WHERE hidden > 1",
                row -> row.getString(1),
                shape.table().name());
        return generated.stream().anyMatch(columns::contains)
                ? ""
                : columns.stream().map(Sql::quote).collect(Collectors.joining(", ", " OF ", ""));
    }

    /** Of a table without a key: the row id, and that a row was deleted there, because the id may be used again. */
    private static void byRowid(Map<String, String> triggers, String table) {
        String note = "INSERT INTO tandem_change (table_name, key_1) VALUES ('" + table + "', ";
        add(triggers, table, "inserted", "AFTER INSERT", UNLESS_MERGING, note + "NEW.rowid); ");
        String gone = "INSERT INTO tandem_change (table_name, key_1, gone) VALUES ('" + table + "', OLD.rowid, 1); ";
        add(triggers, table, "deleted", "AFTER DELETE", UNLESS_MERGING, gone);
        add(triggers, table, "updated", "AFTER UPDATE", UNLESS_MERGING, note + "OLD.rowid); ");
        String moved = UNLESS_MERGING + " AND NEW.rowid IS NOT OLD.rowid";
        add(triggers, table, "rekeyed", "AFTER UPDATE", moved, note + "NEW.rowid); ");
    }

    /** The triggers of ours that a table has, by name. */
    static Map<String, String> standing(Sql sql, SyncTable table) throws SQLException {
        Map<String, String> standing = new TreeMap<>();
        sql.all(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND lower(tbl_name) = ? AND name GLOB ?",
                row -> standing.put(row.getString(1), row.getString(2)),
                table.name(),
                "tandem_*");
        return standing;
    }

    /** Takes all triggers of ours out, on whatever table they have come to stand. */
    static void drop(Sql sql) throws SQLException {
        List<String> names = sql.all(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB ?",
                row -> row.getString(1),
                "tandem_*");
        for (String name : names) {
            sql.script("DROP TRIGGER " + Sql.quote(name));
        }
    }

    private static void add(
            Map<String, String> triggers, String table, String what, String event, String when, String body) {
        String name = "tandem_" + table + "_" + what;
        triggers.put(
                name,
                "CREATE TRIGGER " + name + " " + event + " ON " + Sql.quote(table) + when + " BEGIN " + body + "END");
    }

    private static String note(String table, List<String> key, String row) {
        String values = key.stream().map(c -> row + "." + Sql.quote(c)).collect(Collectors.joining(", "));
        return "INSERT INTO tandem_change (" + columns(key) + ") VALUES ('" + table + "', " + values + "); ";
    }

    private static String columns(List<String> key) {
        return IntStream.rangeClosed(1, Math.max(1, key.size()))
                .mapToObj(i -> ", key_" + i)
                .collect(Collectors.joining("", "table_name", ""));
    }

    /** The columns of each unique constraint besides the key. */
    private static List<List<String>> uniques(Sql sql, TableShape shape) throws SQLException {
        List<List<String>> uniques = new ArrayList<>();
        shape.rowid().ifPresent(id -> uniques.add(List.of(id)));
        for (String index : sql.all(
                "SELECT name FROM pragma_index_list(?) WHERE \"unique\" AND NOT partial ORDER BY name",
                row -> row.getString(1),
                shape.table().name())) {
            List<String> columns = new ArrayList<>();
            sql.all(
                    "SELECT name FROM pragma_index_info(?) ORDER BY seqno",
                    row -> columns.add(
                            row.getString(1) == null ? "" : row.getString(1).toLowerCase(Locale.ROOT)),
                    index);
            if (!columns.contains("") && !columns.equals(shape.table().key()) && !uniques.contains(columns)) {
                uniques.add(columns);
            }
        }
        return uniques;
    }

    private static String replaced(TableShape shape, List<List<String>> uniques) {
        List<String> key = shape.table().key();
        String table = shape.table().name();
        String selected = key.isEmpty() ? "rowid" : key.stream().map(Sql::quote).collect(Collectors.joining(", "));
        return uniques.stream()
                .map(columns -> columns.stream()
                        .map(c -> Sql.quote(c) + " = NEW." + Sql.quote(c))
                        .collect(Collectors.joining(" AND ")))
                .map(where -> "INSERT INTO tandem_change (" + columns(key) + ") SELECT '" + table + "', " + selected
                        + " FROM " + Sql.quote(table) + " WHERE " + where + "; ")
                .collect(Collectors.joining());
    }
}
