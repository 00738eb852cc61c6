package dev.tandem.stream.node;

import dev.tandem.stream.file.Sql;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** What Tandem keeps about the file as a whole, one text each. */
public enum Meta {
    /** The node's id. */
    NODE_ID,
    /** The node's role. */
    ROLE,
    /** The version of Tandem's own tables. */
    TABLES_VERSION,
    /** The columns that adopting added, as a JSON object of lists by table; undo takes them out. */
    ADDED_COLUMNS,
    /** The tables that a sync made because events needed them, with commas between; undo takes them out. */
    ADDED_TABLES,
    /** Which tables are kept in step and taken from the stream, as JSON. */
    SYNC_TABLES,
    /** When adopting ended; absent while it is under way. */
    ADOPTED_AT,
    /** What the server last said that all its rows add up to, as JSON. */
    PEER_DIGEST,
    /** The last sync that did something, as JSON. */
    LAST_SYNC,
    /** Since when records that could not be applied may be open as dead letters, and how many; absent while none is. */
    SET_ASIDE,
    /** How far the dead letters reached when those of this file were last looked for, as JSON; absent while none is open. */
    LETTERS_READ,
    /** The schema version of the file when its triggers were last found standing. */
    CHECKED_SCHEMA,
    /** The greatest sequence that the broker has confirmed. */
    CONFIRMED_SEQUENCE,
    /** The ids that this file had before it was found to be an old copy or a twin, with commas between. */
    FORMER_IDS,
    /** When and why the file last became a new node, as JSON. */
    INCARNATION,
    /** There while a file that lacks what the topics hold reads them; nothing is published until it has. */
    RECOVERING,
    /** How far a server has come that publishes topics again, as JSON. */
    REPUBLISHING,
    /** The greatest sequence that adopting gave out. */
    ADOPTED_SEQUENCE,
    /** How many whole-file copies are to be kept, where that was set. */
    BACKUPS_KEPT,
    /** What a self test has made in this database and on the server and has not taken out again, as JSON. */
    SELFTEST;

    /** Its value, if it has one. */
    public Optional<String> read(Sql sql) throws SQLException {
        return sql.first("SELECT value FROM tandem_meta WHERE name = ?", row -> row.getString(1), key());
    }

    /** Sets its value. */
    public void write(Sql sql, String value) throws SQLException {
        sql.update("INSERT OR REPLACE INTO tandem_meta (name, value) VALUES (?, ?)", key(), value);
    }

    /** Takes its value out. */
    public void clear(Sql sql) throws SQLException {
        sql.update("DELETE FROM tandem_meta WHERE name = ?", key());
    }

    private String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
