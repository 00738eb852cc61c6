package dev.tandem.stream.file;

import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and writes the rows of one of the user's tables by their key. */
public final class UserTable {
    private static final Pattern LITERAL = Pattern.compile("'([^']|'')*'|[-+]?[0-9.]+");

    private final Sql sql;
    private final TableShape shape;
    private final String name;
    private final Origins origins;
    private final String where;
    private final String selectAll;
    private final String select;
    private final CoveredColumns covered;
    private final Map<List<String>, String> updates = new HashMap<>();
    private final Map<String, Optional<Object>> defaults = new HashMap<>();

    /** Over a table of this shape. */
    public UserTable(Sql sql, TableShape shape) {
        this.sql = sql;
        this.shape = shape;
        this.name = Sql.quote(shape.table().name());
        this.origins = new Origins(sql, shape.table().name());
        this.where = shape.table().hasOrigins()
                ? " WHERE rowid = (SELECT local FROM tandem_origin WHERE table_name = '"
                        + shape.table().name() + "' AND node = ? AND origin = ?)"
                : shape.table().key().stream()
                        .map(column -> Sql.quote(column) + " = ?")
                        .collect(Collectors.joining(" AND ", " WHERE ", ""));
        String columns = shape.content().stream().map(Sql::quote).collect(Collectors.joining(", "));
        this.selectAll = "SELECT " + (columns.isEmpty() ? "1" : columns) + " FROM " + name;
        this.select = selectAll + where;
        this.covered = new CoveredColumns(sql, shape);
    }

    /** What the table looks like. */
    public TableShape shape() {
        return shape;
    }

    /** Where the rows are, of a table without a key. */
    public Origins origins() {
        return origins;
    }

    /** The row's columns, without key and local ones, if the table has the row. */
    public Optional<Columns> read(RowKey key) throws SQLException {
        return sql.first(select, this::content, key.values().toArray());
    }

    /** The columns of the row with that row id, without local ones, if the table has it. */
    public Optional<Columns> readAt(long rowid) throws SQLException {
        return sql.first(selectAll + " WHERE rowid = ?", this::content, rowid);
    }

    private Columns content(ResultSet row) throws SQLException {
        Columns.Builder columns = Columns.builder();
        int i = 0;
        for (String column : shape.content()) {
            columns.put(column, row.getObject(++i));
        }
        return columns.build();
    }

    /** Those of its columns that a verdict covers, if the table has the row. */
    public Optional<Columns> covered(RowKey key) throws SQLException {
        return covered.read(key);
    }

    /** Reads what {@link #covered} answers ahead, in few statements; the rows that are not there. */
    public List<RowKey> expectCovered(Collection<RowKey> keys) throws SQLException {
        return covered.expect(keys);
    }

    /** Whether a row with these columns can be inserted: whether none is missing that must not be null. */
    public boolean accepts(Columns row) {
        return shape.demanding().stream()
                .filter(column -> shape.table().carries(column))
                .allMatch(column -> row.get(column) != null);
    }

    /** Inserts a row. Columns that are not given are null, so that no default of an older schema slips in. */
    public void insert(RowKey key, Columns row) throws SQLException {
        covered.forget(key);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < key.columns().size(); i++) {
            values.put(shape.table().key().get(i), key.values().get(i));
        }
        for (String column : shape.content()) {
            Object value = row.get(column);
            if (value != null || !shape.defaulting().containsKey(column)) {
                values.put(column, value);
            }
        }
        String columns = values.keySet().stream().map(Sql::quote).collect(Collectors.joining(", "));
        String marks = values.keySet().stream().map(c -> "?").collect(Collectors.joining(", "));
        sql.update(
                "INSERT INTO " + name + " (" + columns + ") VALUES (" + marks + ")",
                values.values().toArray());
        if (key.isOrigin()) {
            origins.inserted(key);
        }
    }

    /**
     * What a column that holds no null holds if it is given none; empty where it has no default, or one that is not the
     * same each time, as the time of the day is not.
     */
    public Optional<Object> defaultOf(String column) throws SQLException {
        Optional<Object> known = defaults.get(column);
        if (known == null) {
            String expression = shape.defaulting().getOrDefault(column, "");
            known = LITERAL.matcher(expression).matches()
                    ? sql.first("SELECT " + expression, row -> row.getObject(1))
                    : Optional.empty();
            defaults.put(column, known);
        }
        return known;
    }

    /** Sets some of a row's columns. */
    public void update(RowKey key, Columns changed) throws SQLException {
        covered.forget(key);
        List<@Nullable Object> values = new ArrayList<>(changed.asMap().values());
        values.addAll(key.values());
        sql.update(updates.computeIfAbsent(List.copyOf(changed.names()), this::updating), values.toArray());
    }

    private String updating(List<String> columns) {
        return "UPDATE " + name + " SET "
                + columns.stream().map(column -> Sql.quote(column) + " = ?").collect(Collectors.joining(", ")) + where;
    }

    /** Deletes a row. */
    public void delete(RowKey key) throws SQLException {
        covered.forget(key);
        sql.update("DELETE FROM " + name + where, key.values().toArray());
        if (key.isOrigin()) {
            origins.forget(key);
        }
    }

    /** The rows in pages by SQLite's row id, with their keys. */
    public List<Located> keys(long after, int limit) throws SQLException {
        String columns = shape.table().key().stream()
                .map(Sql::quote)
                .map(column -> ", " + column)
                .collect(Collectors.joining());
        List<Located> page = sql.all(
                "SELECT rowid" + columns + " FROM " + name + " WHERE rowid > ? ORDER BY rowid LIMIT ?",
                row -> new Located(
                        row.getLong(1), shape.table().hasOrigins() ? Optional.empty() : key(shape.table(), row, 2)),
                after,
                limit);
        if (!shape.table().hasOrigins()) {
            return page;
        }
        List<Located> known = new ArrayList<>();
        for (Located located : page) {
            known.add(new Located(located.rowid(), origins.at(located.rowid())));
        }
        return known;
    }

    /** The key whose values stand in a result from that column on, if each is one that a key may hold. */
    public static Optional<RowKey> key(SyncTable table, ResultSet row, int first) throws SQLException {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < table.key().size(); i++) {
            Object value = row.getObject(first + i);
            if (!RowKey.isKeyValue(value)) {
                return Optional.empty();
            }
            values.add(value);
        }
        return Optional.of(table.keyOf(values));
    }

    /** Where a row is, and its key if none of it is null, or its origin if that is known. */
    public record Located(long rowid, Optional<RowKey> key) {}
}
