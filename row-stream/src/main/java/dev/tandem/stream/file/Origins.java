package dev.tandem.stream.file;

import dev.tandem.schema.row.RowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Where the rows of a table without a key are in this file, by their origin: {@code tandem_origin}. An origin is loose
 * while its row is being looked for.
 */
public final class Origins {
    private final Sql sql;
    private final String table;

    /** Of that table. */
    public Origins(Sql sql, String table) {
        this.sql = sql;
        this.table = table;
    }

    /** An origin and SQLite's id of its row. */
    public record Placed(RowKey key, long local) {}

    /** Whether any origin of a table that is there is loose. Asked at each merge, so it reads loose ones alone. */
    public static boolean anyLoose(Sql sql) throws SQLException {
        return sql.number("""
                SELECT EXISTS (SELECT 1 FROM tandem_origin o INDEXED BY tandem_origin_loose WHERE o.local IS NULL
                  AND EXISTS (SELECT 1 FROM sqlite_master m WHERE m.type = 'table' AND lower(m.name) = o.table_name))
                """) > 0;
    }

    /** The origin of the row with that id, if one is known. */
    public Optional<RowKey> at(long local) throws SQLException {
        return sql.first(
                "SELECT node, origin FROM tandem_origin WHERE table_name = ? AND local = ?", this::key, table, local);
    }

    /** Origins in pages by row id. */
    public List<Placed> placed(long after, int limit) throws SQLException {
        return sql.all("""
                SELECT node, origin, local FROM tandem_origin
                 WHERE table_name = ? AND local > ? ORDER BY local LIMIT ?
                """, row -> new Placed(key(row), row.getLong(3)), table, after, limit);
    }

    /** Loose origins. */
    public List<RowKey> loose(int limit) throws SQLException {
        return sql.all(
                "SELECT node, origin FROM tandem_origin WHERE table_name = ? AND local IS NULL LIMIT ?",
                this::key,
                table,
                limit);
    }

    /** A loose origin of a row with that content; best the one that was in that place. */
    public Optional<RowKey> loose(long local, long hash) throws SQLException {
        return sql.first("""
                SELECT node, origin FROM tandem_origin INDEXED BY tandem_origin_loose
                 WHERE table_name = ? AND hash = ? AND local IS NULL
                 ORDER BY was IS NOT ?, was LIMIT 1
                """, this::key, table, hash, local);
    }

    /** A loose origin whose row was in that place. */
    public Optional<RowKey> looseFrom(long local) throws SQLException {
        return sql.first("""
                SELECT node, origin FROM tandem_origin INDEXED BY tandem_origin_was
                 WHERE table_name = ? AND was = ? AND local IS NULL LIMIT 1
                """, this::key, table, local);
    }

    /** The origins of rows that had that content when they were first seen. */
    public List<RowKey> firstSeenWith(long hash) throws SQLException {
        return sql.all("""
                SELECT node, origin FROM tandem_origin WHERE table_name = ? AND hash = ? AND local IS NOT NULL
                 ORDER BY local
                """, this::key, table, hash);
    }

    /** A row that is seen for the first time. */
    public void add(RowKey key, long local, long hash) throws SQLException {
        sql.update("""
                INSERT OR REPLACE INTO tandem_origin (table_name, node, origin, local, hash) VALUES (?, ?, ?, ?, ?)
                """, table, key.text(0), key.text(1), local, hash);
    }

    /** The row of that origin has gone from its place; it had that content. */
    public void loosen(RowKey key, long was, long hash) throws SQLException {
        sql.update("""
                UPDATE tandem_origin SET local = NULL, was = ?, hash = ?
                 WHERE table_name = ? AND node = ? AND origin = ?
                """, was, hash, table, key.text(0), key.text(1));
    }

    /** The row of that origin is there. */
    public void place(RowKey key, long local) throws SQLException {
        sql.update("""
                UPDATE tandem_origin SET local = ?, was = NULL WHERE table_name = ? AND node = ? AND origin = ?
                """, local, table, key.text(0), key.text(1));
    }

    /** The row that was just inserted is that origin's. */
    void inserted(RowKey key) throws SQLException {
        sql.update("""
                INSERT OR REPLACE INTO tandem_origin (table_name, node, origin, local)
                VALUES (?, ?, ?, last_insert_rowid())
                """, table, key.text(0), key.text(1));
    }

    /** A row is known by another origin from now on. */
    public void rename(RowKey key, RowKey other) throws SQLException {
        sql.update("""
                UPDATE tandem_origin SET node = ?, origin = ? WHERE table_name = ? AND node = ? AND origin = ?
                """, other.text(0), other.text(1), table, key.text(0), key.text(1));
    }

    /** That origin has no row any more. */
    public void forget(RowKey key) throws SQLException {
        sql.update(
                "DELETE FROM tandem_origin WHERE table_name = ? AND node = ? AND origin = ?",
                table,
                key.text(0),
                key.text(1));
    }

    /** No origin of the table has a row any more. */
    public void forgetAll() throws SQLException {
        sql.update("DELETE FROM tandem_origin WHERE table_name = ?", table);
    }

    private RowKey key(ResultSet row) throws SQLException {
        return RowKey.origin(table, row.getString(1), row.getString(2));
    }
}
