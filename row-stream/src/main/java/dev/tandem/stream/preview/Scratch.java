package dev.tandem.stream.preview;

import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.stream.capture.Unnoticed;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.file.TableShape;
import dev.tandem.stream.node.TablesInStep;
import dev.tandem.stream.node.TandemTables;
import dev.tandem.stream.register.VerdictRegister;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Copies schema and chosen rows from a file into a scratch database. All that Tandem knows of a url goes together. */
final class Scratch {
    private static final int PAGE = 200;

    private final SyncedFile file;
    private final SyncedFile scratch;
    private final Map<String, Copied> tables = new HashMap<>();
    private final Set<String> copied = new HashSet<>();
    private long waiting;

    Scratch(SyncedFile file, SyncedFile scratch) {
        this.file = file;
        this.scratch = scratch;
    }

    /** A table with the columns that it stores; computed ones cannot be written. */
    private record Copied(String name, List<String> columns) {
        String select(String where) {
            return "SELECT " + String.join(", ", columns) + " FROM " + Sql.quote(name) + where;
        }

        String insert() {
            return "INSERT OR IGNORE INTO " + Sql.quote(name) + " (" + String.join(", ", columns) + ") VALUES ("
                    + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        }

        List<@Nullable Object> values(ResultSet row) throws SQLException {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                values.add(row.getObject(i));
            }
            return values;
        }
    }

    /** A row on its way. */
    private record Row(Copied table, List<@Nullable Object> values) {}

    /** Copies the synced tables' schema without triggers, Tandem's own tables, and those of them that are about the file. */
    void schema() {
        List<Row> rows = new ArrayList<>();
        List<String> statements = file.read("read", sql -> {
            List<String> found = new ArrayList<>();
            for (SyncTable table : TablesInStep.read(sql).all()) {
                if (TableShape.read(sql, table).isPresent()) {
                    found.addAll(sql.all("""
                            SELECT sql FROM sqlite_master
                             WHERE lower(tbl_name) = ? AND type IN ('table', 'index') AND sql IS NOT NULL
                             ORDER BY type DESC
                            """, row -> row.getString(1), table.name()));
                    know(sql, table.name());
                }
            }
            for (String own : List.of("tandem_row", "tandem_verdict", "tandem_change", "tandem_outbox")) {
                know(sql, own);
            }
            for (String whole : List.of("tandem_meta", "tandem_column_set", "tandem_conflict")) {
                take(sql, know(sql, whole), "", rows);
            }
            return found;
        });
        scratch.write("prepare", sql -> {
            for (String statement : statements) {
                sql.script(statement);
            }
            TandemTables.create(sql);
            return true;
        });
        put(rows);
    }

    /** Copies the log of what other programs touched; the urls in it. */
    Set<String> changes() {
        Set<String> urls = new LinkedHashSet<>();
        List<Row> rows = new ArrayList<>();
        file.read("read", sql -> {
            take(sql, known("tandem_change"), "", rows);
            return urls.addAll(sql.all(
                    "SELECT DISTINCT key_1 FROM tandem_change WHERE key_1 IS NOT NULL", row -> row.getString(1)));
        });
        put(rows);
        return urls;
    }

    /** All urls that the file has or had rows of. */
    Set<String> all() {
        Set<String> urls = changes();
        file.read("read", sql -> {
            urls.addAll(sql.all("SELECT json_extract(key, '$[0]') FROM tandem_row", row -> row.getString(1)));
            for (SyncTable table : SyncTable.ALL) {
                if (tables.containsKey(table.name())) {
                    String key = Sql.quote(table.key().get(0));
                    urls.addAll(sql.all(
                            "SELECT " + key + " FROM " + Sql.quote(table.name()) + " WHERE " + key + " IS NOT NULL",
                            row -> row.getString(1)));
                }
            }
            return true;
        });
        return urls;
    }

    /** Copies all there is about these urls, if it has not been copied yet. */
    void urls(Set<String> urls) {
        List<String> missing = urls.stream().filter(copied::add).toList();
        for (int from = 0; from < missing.size(); from += PAGE) {
            List<String> page = missing.subList(from, Math.min(from + PAGE, missing.size()));
            List<Row> rows = new ArrayList<>();
            file.read("read", sql -> {
                for (String url : page) {
                    about(sql, url, rows);
                }
                return true;
            });
            put(rows);
        }
    }

    /** How many events were copied that wait in the file's own outbox. */
    long waiting() {
        return waiting;
    }

    private void about(Sql sql, String url, List<Row> rows) throws SQLException {
        Set<RowKey> keys = new LinkedHashSet<>();
        keys.add(RowKey.product(url));
        for (ReviewType type : ReviewType.values()) {
            keys.add(RowKey.queued(url, type.text()));
            takeRegister(sql, "tandem_verdict", VerdictRegister.id(url, type), rows);
        }
        if (tables.containsKey("products")) {
            take(sql, known("products"), " WHERE url = ?", rows, url);
        }
        if (tables.containsKey("assessment_queue")) {
            take(sql, known("assessment_queue"), " WHERE product_url = ?", rows, url);
            sql.all(
                    "SELECT review_type FROM assessment_queue WHERE product_url = ? AND review_type IS NOT NULL",
                    row -> keys.add(RowKey.queued(url, row.getString(1))),
                    url);
        }
        for (RowKey key : keys) {
            takeRegister(sql, "tandem_row", key.id(), rows);
        }
    }

    /** With the event that waits to be sent, if it may still give way to one that says the same. */
    private void takeRegister(Sql sql, String register, long id, List<Row> rows) throws SQLException {
        take(sql, known(register), " WHERE id = ?", rows, id);
        int before = rows.size();
        String found = " WHERE found = 1 AND event = (SELECT event FROM " + register + " WHERE id = ?)";
        take(sql, known("tandem_outbox"), found, rows, id);
        waiting += rows.size() - before;
    }

    private static void take(Sql sql, Copied table, String where, List<Row> rows, Object... values)
            throws SQLException {
        rows.addAll(sql.all(table.select(where), row -> new Row(table, table.values(row)), values));
    }

    private void put(List<Row> rows) {
        scratch.write("fill", sql -> {
            Unnoticed.run(sql, () -> {
                for (Row row : rows) {
                    sql.update(row.table().insert(), row.values().toArray());
                }
            });
            return true;
        });
    }

    private Copied know(Sql sql, String table) throws SQLException {
        List<String> columns =
                sql.all("SELECT name FROM pragma_table_info(?)", row -> Sql.quote(row.getString(1)), table);
        Copied copied = new Copied(table, columns);
        tables.put(table, copied);
        return copied;
    }

    private Copied known(String table) {
        Copied known = tables.get(table);
        if (known == null) {
            throw new IllegalStateException("the schema has not been copied");
        }
        return known;
    }
}
