package dev.tandem.service.sqlite;

import java.nio.file.Path;

/** The URLs under which the service opens its databases. */
public final class SqliteUrl {
    private static final String WAIT = "busy_timeout=5000";

    private SqliteUrl() {}

    /** The synced database, which only the engine writes: these connections cannot. */
    public static String readOnly(Path file) {
        return "jdbc:sqlite:" + file + "?open_mode=1&" + WAIT;
    }

    /**
     * A database of the service's own. A transaction takes the write lock when it begins: one that read first and wrote
     * later would fail under load.
     */
    public static String own(Path file) {
        return "jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=FULL&foreign_keys=on&transaction_mode=IMMEDIATE&"
                + WAIT;
    }
}
