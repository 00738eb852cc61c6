package dev.tandem.stream.node;

import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.StreamException;
import java.sql.SQLException;
import java.util.List;

/**
 * Tandem's own tables in the user's file. The triggers touch only {@code tandem_change} and {@code tandem_merging}, so
 * only those two are bound to what SQLite 3.8 knows.
 */
public final class TandemTables {
    /** The version of the tables below. */
    private static final String VERSION = "3";

    private static final List<String> NAMES = List.of(
            "tandem_meta",
            "tandem_row",
            "tandem_origin",
            "tandem_column_set",
            "tandem_verdict",
            "tandem_change",
            "tandem_merging",
            "tandem_outbox",
            "tandem_offset",
            "tandem_sent",
            "tandem_history",
            "tandem_conflict",
            "tandem_tap",
            "tandem_bucket",
            // Catalog runs make these when they need them.
            "tandem_catalog_change",
            "tandem_catalog_feed");

    private static final String CREATE = """
            CREATE TABLE IF NOT EXISTS tandem_meta (
              name TEXT PRIMARY KEY,
              value TEXT NOT NULL
            ) WITHOUT ROWID;
            -- One row for each row of a synced table that Tandem has seen, be it shown, hidden or removed. New ones go to
            -- the end of the table: only the narrow index is written all over.
            CREATE TABLE IF NOT EXISTS tandem_row (
              seq INTEGER PRIMARY KEY,
              id INTEGER NOT NULL UNIQUE,       -- 64 bits of the hash of table and key
              table_name TEXT NOT NULL,
              key TEXT NOT NULL,                -- JSON array of the key's values; of a further table an object
              shown INTEGER NOT NULL,           -- whether the user's table has the row
              clock INTEGER,                    -- version of the content; null while none has arrived
              event TEXT,
              columns INTEGER,                  -- the columns that came with that version
              older TEXT,                       -- versions of the columns that did not, as JSON
              hash INTEGER,                     -- of the content; other content is a local change
              removed_clock INTEGER,
              removed_event TEXT,
              stage TEXT,                       -- what the columns under a verdict hold without it, as JSON
              hidden TEXT,                      -- the content while the row is not shown, as JSON
              rewritten TEXT,                   -- carried values of columns that hold another here, as JSON
              carried_hash INTEGER,             -- of the content as it was carried; null where that is the hash
              digest INTEGER NOT NULL           -- what has to be the same on every node; 0 where the row does not count
            );
            -- Where the rows of tables without a key are, by the node that they came from and the id they got there.
            CREATE TABLE IF NOT EXISTS tandem_origin (
              table_name TEXT NOT NULL,
              node TEXT NOT NULL,
              origin TEXT NOT NULL,
              local INTEGER,                    -- SQLite's id of the row; null while the row is being looked for
              was INTEGER,                      -- where it was before
              hash INTEGER,                     -- of its content when it was first seen, or last seen before it was lost
              PRIMARY KEY (table_name, node, origin)
            ) WITHOUT ROWID;
            CREATE UNIQUE INDEX IF NOT EXISTS tandem_origin_local ON tandem_origin (table_name, local);
            CREATE INDEX IF NOT EXISTS tandem_origin_hash ON tandem_origin (table_name, hash);
            CREATE INDEX IF NOT EXISTS tandem_origin_loose ON tandem_origin (table_name, hash, was)
              WHERE local IS NULL;
            CREATE INDEX IF NOT EXISTS tandem_origin_was ON tandem_origin (table_name, was) WHERE local IS NULL;
            CREATE TABLE IF NOT EXISTS tandem_column_set (
              id INTEGER PRIMARY KEY,
              names TEXT NOT NULL UNIQUE
            );
            -- The register of each (url, review type).
            CREATE TABLE IF NOT EXISTS tandem_verdict (
              seq INTEGER PRIMARY KEY,
              id INTEGER NOT NULL UNIQUE,       -- 64 bits of the hash of url and review type
              product_url TEXT NOT NULL,
              review_type TEXT NOT NULL,
              clock INTEGER NOT NULL,
              event TEXT NOT NULL,
              based_on TEXT,
              node TEXT NOT NULL,
              verdict TEXT,                     -- as JSON; null where it was taken back
              digest INTEGER NOT NULL
            );
            -- The digests of the two tables above, summed modulo 2^64 by table and the uppermost bits of the id.
            CREATE TABLE IF NOT EXISTS tandem_bucket (
              table_name TEXT NOT NULL,
              bucket INTEGER NOT NULL,
              digest INTEGER NOT NULL,
              rows INTEGER NOT NULL,
              PRIMARY KEY (table_name, bucket)
            ) WITHOUT ROWID;
            -- Written by the triggers: which rows another program touched.
            CREATE TABLE IF NOT EXISTS tandem_change (
              seq INTEGER PRIMARY KEY AUTOINCREMENT,
              table_name TEXT NOT NULL,
              key_1, key_2, key_3, key_4,       -- in the order of the key; without types, so that numbers stay numbers
              key_5, key_6, key_7, key_8,
              gone                              -- 1 where a row was deleted, in a table whose rows are known by row id
            );
            -- Holds a row only inside Tandem's own transactions: the triggers note nothing then.
            CREATE TABLE IF NOT EXISTS tandem_merging (
              yes INTEGER
            );
            CREATE TABLE IF NOT EXISTS tandem_outbox (
              seq INTEGER PRIMARY KEY AUTOINCREMENT,
              event TEXT NOT NULL,
              node TEXT NOT NULL,
              time INTEGER NOT NULL,
              type TEXT NOT NULL,
              topic TEXT NOT NULL,
              key TEXT,
              value TEXT NOT NULL,
              answers TEXT,                     -- the capped event that lost to this one
              found INTEGER NOT NULL DEFAULT 0  -- whether it is of a row that was there when the file was adopted
            );
            CREATE INDEX IF NOT EXISTS tandem_outbox_found ON tandem_outbox (event) WHERE found = 1;
            CREATE TABLE IF NOT EXISTS tandem_offset (
              topic TEXT NOT NULL,
              partition INTEGER NOT NULL,
              topic_id TEXT NOT NULL,
              next INTEGER NOT NULL,
              PRIMARY KEY (topic, partition)
            ) WITHOUT ROWID;
            -- How far this node has written the topics that other nodes merge.
            CREATE TABLE IF NOT EXISTS tandem_sent (
              topic TEXT NOT NULL,
              partition INTEGER NOT NULL,
              topic_id TEXT NOT NULL,
              next INTEGER NOT NULL,
              unanswered INTEGER,               -- a laptop's first record that the server is not known to have answered for
              whole_from INTEGER NOT NULL,      -- from here on the topic holds all that the server knows
              PRIMARY KEY (topic, partition)
            ) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS tandem_history (
              seq INTEGER PRIMARY KEY AUTOINCREMENT,
              at INTEGER NOT NULL,
              subject INTEGER NOT NULL,         -- id of the row or verdict
              type TEXT NOT NULL,
              event TEXT NOT NULL,
              clock INTEGER NOT NULL,
              node TEXT NOT NULL,
              outcome TEXT NOT NULL,
              before TEXT,                      -- prior image of the columns that changed, as JSON
              verdict TEXT                      -- of a verdict's event: the verdict, as JSON
            );
            CREATE INDEX IF NOT EXISTS tandem_history_subject ON tandem_history (subject);
            CREATE TABLE IF NOT EXISTS tandem_conflict (
              id TEXT PRIMARY KEY,              -- made of the two versions
              at INTEGER NOT NULL,
              product_url TEXT NOT NULL,
              review_type TEXT NOT NULL,
              ours TEXT NOT NULL,               -- what stood here: event, clock, node and verdict, as JSON
              theirs TEXT NOT NULL,             -- what it met
              settled INTEGER,                  -- when; null while it is open
              settled_by TEXT                   -- the policy, taken-back, or the verdict that was kept
            );
            CREATE INDEX IF NOT EXISTS tandem_conflict_product ON tandem_conflict (product_url);
            -- The ids of verdicts that were given to this node directly, so that giving one twice is noticed.
            CREATE TABLE IF NOT EXISTS tandem_tap (
              id TEXT PRIMARY KEY,
              content INTEGER NOT NULL,         -- hash of what was given
              status TEXT NOT NULL,
              at INTEGER NOT NULL
            ) WITHOUT ROWID;
            """;

    private TandemTables() {}

    /** Makes the tables that are not there yet. */
    public static void create(Sql sql) throws SQLException {
        sql.script(CREATE);
        Meta.TABLES_VERSION.write(sql, VERSION);
    }

    /**
     * Refuses tables that another version of Tandem made, before anything is read from them.
     *
     * @throws StreamException if they are older or newer than these
     */
    static void requireVersion(Sql sql) throws SQLException {
        String found = Meta.TABLES_VERSION.read(sql).orElse("none");
        if (!found.equals(VERSION)) {
            throw new StreamException(
                    "this database was adopted by another version of Tandem (its own tables have version " + found
                            + ", this Tandem knows version " + VERSION + ")",
                    "take it out and in again: ./tandem adopt --undo FILE, then ./tandem adopt FILE; the rows stay as they"
                            + " are, and what the stream has already is not sent again");
        }
    }

    /** Whether the file has Tandem's tables. */
    public static boolean exist(Sql sql) throws SQLException {
        return sql.number("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'tandem_meta'") > 0;
    }

    /** Takes the tables out. */
    public static void drop(Sql sql) throws SQLException {
        sql.forget();
        for (String name : NAMES) {
            sql.script("DROP TABLE IF EXISTS " + name);
        }
    }
}
