package dev.tandem.catalog.record;

import dev.tandem.schema.row.Columns;
import dev.tandem.stream.file.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Inserts into a table of the user's as their own scripts would: columns that an older schema lacks are left out, and
 * those that are not given get the schema's defaults.
 */
public final class TableRows {
    private final Sql sql;
    private final String table;
    private final Set<String> columns;

    private TableRows(Sql sql, String table, Set<String> columns) {
        this.sql = sql;
        this.table = table;
        this.columns = columns;
    }

    /** Of this table, in the transaction at hand. */
    public static TableRows of(Sql sql, String table) throws SQLException {
        return new TableRows(
                sql,
                table,
                new HashSet<>(sql.all(
                        "SELECT name FROM pragma_table_info(?)",
                        row -> row.getString(1).toLowerCase(Locale.ROOT),
                        table)));
    }

    /** Whether the file has the table. */
    public boolean exists() {
        return !columns.isEmpty();
    }

    /** Whether the table has the column. */
    boolean has(String column) {
        return columns.contains(column);
    }

    /** What stands in columns of the first row with this key, as text; nothing where there is no such row. */
    List<@Nullable String> texts(Sql s, List<String> names, String key, String value) throws SQLException {
        return s.first(
                        "SELECT " + names.stream().map(Sql::quote).collect(Collectors.joining(", ")) + " FROM "
                                + Sql.quote(table) + " WHERE " + Sql.quote(key) + " = ? LIMIT 1",
                        row -> {
                            List<@Nullable String> texts = new ArrayList<>();
                            for (int i = 1; i <= names.size(); i++) {
                                texts.add(row.getString(i));
                            }
                            return texts;
                        },
                        value)
                .orElse(List.of());
    }

    /** Sets a column of the rows with this key. */
    void set(Sql s, String column, @Nullable Object to, String key, String value) throws SQLException {
        s.update(
                "UPDATE " + Sql.quote(table) + " SET " + Sql.quote(column) + " = ? WHERE " + Sql.quote(key) + " = ?",
                to,
                value);
    }

    /** Inserts a row. */
    void insert(Columns row) throws SQLException {
        Columns kept = row.only(columns);
        String names = kept.names().stream().map(Sql::quote).collect(Collectors.joining(", "));
        String marks = kept.names().stream().map(name -> "?").collect(Collectors.joining(", "));
        sql.update(
                "INSERT INTO " + Sql.quote(table) + " (" + names + ") VALUES (" + marks + ")",
                kept.asMap().values().toArray());
    }
}
