package dev.tandem.stream.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.RowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The columns that a verdict covers in one of the user's tables. Those of many rows can be read ahead in one statement;
 * each is then answered without another, until it is written.
 */
final class CoveredColumns {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sql sql;
    private final List<String> columns;
    private final String one;
    private final String many;
    private final Map<RowKey, Optional<Columns>> ahead = new HashMap<>();

    CoveredColumns(Sql sql, TableShape shape) {
        this.sql = sql;
        this.columns = shape.content().stream()
                .filter(shape.table().verdict()::contains)
                .toList();
        String name = Sql.quote(shape.table().name());
        String selected = columns.isEmpty()
                ? "1"
                : columns.stream().map(column -> "own." + Sql.quote(column)).collect(Collectors.joining(", "));
        String where = shape.table().key().stream()
                .map(column -> "own." + Sql.quote(column) + " = ?")
                .collect(Collectors.joining(" AND "));
        this.one = "SELECT " + selected + " FROM " + name + " own WHERE " + where;
        // CROSS JOIN: SQLite looks each wanted row up by the key's index, and does not read the table instead.
        this.many = "SELECT wanted.value, " + selected + " FROM json_each(?) wanted CROSS JOIN " + name + " own ON "
                + where.replaceFirst("\\?", "wanted.value");
    }

    /** Reads these rows ahead; answers those that the table has not got. */
    List<RowKey> expect(Collection<RowKey> keys) throws SQLException {
        ahead.clear();
        Map<List<?>, Map<String, RowKey>> alike = new LinkedHashMap<>();
        for (RowKey key : keys) {
            List<?> rest = key.values().subList(1, key.values().size());
            alike.computeIfAbsent(rest, r -> new LinkedHashMap<>()).put(key.text(0), key);
        }
        for (Map.Entry<List<?>, Map<String, RowKey>> some : alike.entrySet()) {
            Map<String, RowKey> wanted = some.getValue();
            wanted.values().forEach(key -> ahead.put(key, Optional.empty()));
            Object[] values = new Object[1 + some.getKey().size()];
            values[0] = JSON.valueToTree(wanted.keySet()).toString();
            for (int i = 1; i < values.length; i++) {
                values[i] = some.getKey().get(i - 1);
            }
            sql.all(many, row -> ahead.put(wanted.get(row.getString(1)), Optional.of(columns(row, 2))), values);
        }
        return keys.stream()
                .filter(key -> ahead.getOrDefault(key, Optional.empty()).isEmpty())
                .toList();
    }

    /** The row's columns, if the table has the row. */
    Optional<Columns> read(RowKey key) throws SQLException {
        Optional<Columns> known = ahead.get(key);
        return known != null
                ? known
                : sql.first(one, row -> columns(row, 1), key.values().toArray());
    }

    /** What was read ahead of this row holds no more. */
    void forget(RowKey key) {
        ahead.remove(key);
    }

    private Columns columns(ResultSet row, int first) throws SQLException {
        Columns.Builder read = Columns.builder();
        for (int i = 0; i < columns.size(); i++) {
            read.put(columns.get(i), row.getObject(first + i));
        }
        return read.build();
    }
}
