package dev.tandem.stream.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.schema.digest.Digest;
import dev.tandem.schema.event.ColumnsJson;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.digest.Buckets;
import dev.tandem.stream.file.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@link RowState} in {@code tandem_row}. */
public final class RowRegister {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sql sql;
    private final Buckets buckets;
    private final Map<RowKey, Optional<RowState>> ahead = new HashMap<>();

    /** Over this file's tables. */
    public RowRegister(Sql sql) {
        this.sql = sql;
        this.buckets = Buckets.of(sql);
    }

    /** What is known of a row. */
    public RowState read(RowKey key) throws SQLException {
        return find(key).orElseGet(() -> RowState.unknown(key));
    }

    /** Reads what is known of these rows ahead, in one statement; each is answered from that until it is written. */
    public void expect(Collection<RowKey> keys) throws SQLException {
        ahead.clear();
        Map<Long, RowKey> wanted = new LinkedHashMap<>();
        for (RowKey key : keys) {
            wanted.put(key.id(), key);
            ahead.put(key, Optional.empty());
        }
        sql.all(
                """
                SELECT r.shown, r.clock, r.event, s.names, r.older, r.hash, r.removed_clock, r.removed_event,
                       r.stage, r.hidden, r.rewritten, coalesce(r.carried_hash, r.hash), r.id
                  FROM json_each(?) wanted CROSS JOIN tandem_row r ON r.id = wanted.value
                       LEFT JOIN tandem_column_set s ON s.id = r.columns
                """,
                row -> {
                    RowKey key = Objects.requireNonNull(wanted.get(row.getLong(13)));
                    return ahead.put(key, Optional.of(state(key, row)));
                },
                wanted.keySet().toString());
    }

    /** What is known of a row, if anything is. */
    public Optional<RowState> find(RowKey key) throws SQLException {
        Optional<RowState> known = ahead.get(key);
        if (known != null) {
            return known;
        }
        return sql.first("""
                SELECT r.shown, r.clock, r.event, s.names, r.older, r.hash, r.removed_clock, r.removed_event,
                       r.stage, r.hidden, r.rewritten, coalesce(r.carried_hash, r.hash)
                  FROM tandem_row r LEFT JOIN tandem_column_set s ON s.id = r.columns
                 WHERE r.id = ?
                """, row -> state(key, row), key.id());
    }

    private static RowState state(RowKey key, ResultSet row) throws SQLException {
        return new RowState(
                key,
                row.getBoolean(1),
                version(row, 2, 3),
                names(row.getString(4)),
                versions(row.getString(5)),
                row.getLong(6),
                version(row, 7, 8),
                columns(row.getString(9)),
                columns(row.getString(10)),
                columns(row.getString(11)),
                row.getLong(12));
    }

    /**
     * Keeps what is known of a row.
     *
     * @param before what was known of it until now
     */
    public void write(RowState before, RowState state) throws SQLException {
        ahead.remove(state.key());
        long id = state.key().id();
        long digest = state.digest(id);
        buckets.change(state.key().table(), id, before.digest(id), digest);
        Version version = state.version();
        Version removed = state.removed();
        sql.update(
                """
                INSERT INTO tandem_row
                  (id, table_name, key, shown, clock, event, columns, older, hash, removed_clock, removed_event,
                   stage, hidden, rewritten, carried_hash, digest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET
                  shown = excluded.shown, clock = excluded.clock, event = excluded.event, columns = excluded.columns,
                  older = excluded.older, hash = excluded.hash, removed_clock = excluded.removed_clock,
                  removed_event = excluded.removed_event, stage = excluded.stage, hidden = excluded.hidden,
                  rewritten = excluded.rewritten, carried_hash = excluded.carried_hash, digest = excluded.digest
                """,
                id,
                state.key().table(),
                keyJson(state.key()),
                state.shown() ? 1 : 0,
                version == null ? null : version.clock(),
                version == null ? null : version.eventId().toString(),
                columnSet(state.carried()),
                state.older().isEmpty() ? null : versionsJson(state.older()),
                state.hash(),
                removed == null ? null : removed.clock(),
                removed == null ? null : removed.eventId().toString(),
                json(state.stage()),
                json(state.hidden()),
                json(state.rewritten()),
                state.carriedHash() == state.hash() ? null : state.carriedHash(),
                digest);
    }

    /** Forgets a row: it is known by another key from now on. */
    public void remove(RowState state) throws SQLException {
        long id = state.key().id();
        buckets.change(state.key().table(), id, state.digest(id), Digest.NONE);
        sql.update("DELETE FROM tandem_row WHERE id = ?", id);
    }

    /** The keys of a table's rows that the user's table should have, in pages by id; ids greater than {@code after}. */
    public List<Known> shown(String table, long after, int limit) throws SQLException {
        return sql.all("""
                SELECT id, key FROM tandem_row WHERE id > ? AND table_name = ? AND shown = 1 ORDER BY id LIMIT ?
                """, row -> new Known(row.getLong(1), key(table, row.getString(2))), after, table, limit);
    }

    /** The key of the row with that id, if the table has or had one. */
    public Optional<RowKey> key(String table, long id) throws SQLException {
        return sql.first(
                "SELECT key FROM tandem_row WHERE id = ? AND table_name = ?",
                row -> key(table, row.getString(1)),
                id,
                table);
    }

    /** The keys of all of a table's rows with ids from one to another, both included. */
    public List<Known> between(String table, long from, long to) throws SQLException {
        return sql.all(
                "SELECT id, key FROM tandem_row WHERE id BETWEEN ? AND ? AND table_name = ? ORDER BY id",
                row -> new Known(row.getLong(1), key(table, row.getString(2))),
                from,
                to,
                table);
    }

    /** A row's id and key. */
    public record Known(long id, RowKey key) {}

    /** A key as the text that is kept: its values, in a further table with their columns' names. */
    public static String keyJson(RowKey key) {
        return SyncTable.isFurtherName(key.table()) && !key.isOrigin()
                ? ColumnsJson.toJson(key.named()).toString()
                : JSON.valueToTree(key.values()).toString();
    }

    /** The key that was kept as this text. */
    public static RowKey key(String table, String json) {
        JsonNode tree = tree(json);
        if (tree.isObject()) {
            Columns named = ColumnsJson.fromJson("kept key", tree);
            return new RowKey(
                    table,
                    List.copyOf(named.names()),
                    named.names().stream()
                            .map(name -> Objects.requireNonNull(named.get(name)))
                            .toList());
        }
        List<Object> values = new ArrayList<>();
        tree.forEach(value -> values.add(value.textValue()));
        return SyncTable.isFurtherName(table)
                ? new RowKey(table, List.of(), values)
                : SyncTable.named(table).keyOf(values);
    }

    private @Nullable Long columnSet(Set<String> carried) throws SQLException {
        if (carried.isEmpty()) {
            return null;
        }
        String names = String.join(",", new TreeSet<>(carried));
        Optional<Long> known =
                sql.first("SELECT id FROM tandem_column_set WHERE names = ?", row -> row.getLong(1), names);
        if (known.isPresent()) {
            return known.get();
        }
        sql.update("INSERT INTO tandem_column_set (names) VALUES (?)", names);
        return sql.number("SELECT id FROM tandem_column_set WHERE names = ?", names);
    }

    private static Set<String> names(@Nullable String names) {
        return names == null ? Set.of() : Set.of(names.split(",", -1));
    }

    private static @Nullable Version version(ResultSet row, int clock, int event) throws SQLException {
        String id = row.getString(event);
        return id == null ? null : new Version(row.getLong(clock), UUID.fromString(id));
    }

    private static SortedMap<String, Version> versions(@Nullable String json) {
        SortedMap<String, Version> versions = new TreeMap<>();
        if (json != null) {
            for (Map.Entry<String, JsonNode> column : tree(json).properties()) {
                JsonNode version = column.getValue();
                versions.put(
                        column.getKey(),
                        new Version(
                                version.get(0).longValue(),
                                UUID.fromString(version.get(1).textValue())));
            }
        }
        return versions;
    }

    private static String versionsJson(SortedMap<String, Version> versions) {
        ObjectNode json = JSON.createObjectNode();
        versions.forEach((name, version) ->
                json.putArray(name).add(version.clock()).add(version.eventId().toString()));
        return json.toString();
    }

    private static @Nullable String json(Columns columns) {
        return columns.isEmpty() ? null : ColumnsJson.toJson(columns).toString();
    }

    /** Columns as kept in one of Tandem's own tables; none where there is nothing. */
    static Columns columns(@Nullable String json) {
        return json == null ? Columns.NONE : ColumnsJson.fromJson("kept columns", tree(json));
    }

    /** A JSON text that Tandem itself wrote. */
    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("one of Tandem's own tables was damaged: " + json, e);
        }
    }
}
