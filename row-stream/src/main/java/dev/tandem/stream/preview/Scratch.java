package dev.tandem.stream.preview;

import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.stream.capture.Unnoticed;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.file.TableShape;
import dev.tandem.stream.file.UserTable;
import dev.tandem.stream.node.TablesInStep;
import dev.tandem.stream.node.TandemTables;
import dev.tandem.stream.register.RowRegister;
import dev.tandem.stream.register.VerdictRegister;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
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
    private final Set<Object> copied = new HashSet<>();
    private final FurtherRows further = new FurtherRows(this);
    private final Set<Long> registers = new HashSet<>();
    private long waiting;

    Scratch(SyncedFile file, SyncedFile scratch) {
        this.file = file;
        this.scratch = scratch;
    }

    /** A table with the columns that it stores; computed ones cannot be written. */
    record Copied(String name, List<String> columns) {
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
    record Row(Copied table, List<@Nullable Object> values) {}

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
                    further.know(sql, table);
                }
            }
            for (String own : List.of("tandem_origin", "tandem_change")) {
                know(sql, own);
            }
            for (String growing : List.of("tandem_row", "tandem_verdict", "tandem_outbox")) {
                knowUnnumbered(sql, growing);
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

    /** Copies the log of what other programs touched; what is in it. */
    Touched changes() {
        Touched touched = new Touched();
        List<Row> rows = new ArrayList<>();
        file.read("read", sql -> {
            TablesInStep inStep = TablesInStep.read(sql);
            take(sql, known("tandem_change"), "", rows);
            sql.all("SELECT table_name, node, origin FROM tandem_origin WHERE local IS NULL", row -> {
                touched.row(RowKey.origin(row.getString(1), row.getString(2), row.getString(3)));
                return true;
            });
            return sql.all("""
                    SELECT table_name, key_1, key_2, key_3, key_4, key_5, key_6, key_7, key_8 FROM tandem_change
                     WHERE key_1 IS NOT NULL
                    """, row -> inStep.named(row.getString(1)).map(table -> touch(touched, table, row)));
        });
        put(rows);
        return touched;
    }

    private static boolean touch(Touched touched, SyncTable table, ResultSet row) {
        try {
            if (table.hasOrigins()) {
                touched.place(table.name(), row.getLong(2));
            } else if (SyncTable.isFurtherName(table.name())) {
                UserTable.key(table, row, 2).ifPresent(touched::row);
            } else {
                touched.url(row.getString(2));
            }
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException("tandem_change was damaged", e);
        }
    }

    /** All that the file has or had rows of. */
    Touched all() {
        Touched touched = changes();
        file.read("read", sql -> {
            sql.all("SELECT table_name, key FROM tandem_row", row -> {
                RowKey key = RowRegister.key(row.getString(1), row.getString(2));
                if (SyncTable.isFurtherName(key.table())) {
                    touched.row(key);
                } else {
                    touched.url(key.text(0));
                }
                return key;
            });
            for (SyncTable table : TablesInStep.read(sql).all()) {
                if (!tables.containsKey(table.name())) {
                    continue;
                }
                if (SyncTable.isFurtherName(table.name())) {
                    further.all(sql, table, touched);
                } else {
                    String key = Sql.quote(table.key().get(0));
                    touched.urls(sql.all(
                            "SELECT " + key + " FROM " + Sql.quote(table.name()) + " WHERE " + key + " IS NOT NULL",
                            row -> row.getString(1)));
                }
            }
            return true;
        });
        return touched;
    }

    /** Copies all there is about what is touched, if it has not been copied yet. */
    void copy(Touched touched) {
        paged(touched.urls(), this::about);
        paged(touched.rows(), further::about);
    }

    private interface About<T> {
        void collect(Sql sql, T one, List<Row> rows) throws SQLException;
    }

    private <T> void paged(Collection<T> all, About<T> about) {
        List<T> missing = all.stream().filter(copied::add).toList();
        for (int from = 0; from < missing.size(); from += PAGE) {
            List<T> page = missing.subList(from, Math.min(from + PAGE, missing.size()));
            List<Row> rows = new ArrayList<>();
            file.read("read", sql -> {
                for (T one : page) {
                    about.collect(sql, one, rows);
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
    void takeRegister(Sql sql, String register, long id, List<Row> rows) throws SQLException {
        if (!registers.add(id)) {
            return;
        }
        take(sql, known(register), " WHERE id = ?", rows, id);
        int before = rows.size();
        String found = " WHERE found = 1 AND event = (SELECT event FROM " + register + " WHERE id = ?)";
        take(sql, known("tandem_outbox"), found, rows, id);
        waiting += rows.size() - before;
    }

    static void take(Sql sql, Copied table, String where, List<Row> rows, Object... values) throws SQLException {
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

    /** Whether the file has that table. */
    boolean has(String table) {
        return tables.containsKey(table);
    }

    /** Copies a table's rows with their row ids, where no column shows those. */
    void keepRowids(String table) {
        List<String> columns = new ArrayList<>(known(table).columns());
        columns.add("rowid");
        tables.put(table, new Copied(table, columns));
    }

    private Copied know(Sql sql, String table) throws SQLException {
        List<String> columns =
                sql.all("SELECT name FROM pragma_table_info(?)", row -> Sql.quote(row.getString(1)), table);
        Copied copied = new Copied(table, columns);
        tables.put(table, copied);
        return copied;
    }

    /** Rows are added to the copy while more are copied: their numbers would meet those that it has given itself. */
    private void knowUnnumbered(Sql sql, String table) throws SQLException {
        List<String> columns = new ArrayList<>(know(sql, table).columns());
        columns.remove(Sql.quote("seq"));
        tables.put(table, new Copied(table, columns));
    }

    Copied known(String table) {
        Copied known = tables.get(table);
        if (known == null) {
            throw new IllegalStateException("the schema has not been copied");
        }
        return known;
    }
}
