package dev.tandem.catalog.run;

import dev.tandem.catalog.fetch.Validators;
import dev.tandem.catalog.record.TableRows;
import dev.tandem.stream.file.SyncedFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Which version of a feed on the web a run has taken. It is written into the laptop's file after the run was committed:
 * a version that is known has been taken, and a file that is restored from a copy knows the version of its time.
 */
final class FeedVersions {
    private static final String TABLE = "tandem_catalog_feed";

    private FeedVersions() {}

    /** A feed by its address, which may hold a password and so is not written down as it is. */
    private static String digest(String feed) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(feed.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * The version that was taken last.
     *
     * @param about what the run was to make of it: another run has to see it again
     * @param waiting is told if the file is waited for
     */
    static Validators known(Path database, String feed, String about, Consumer<Path> waiting) {
        if (!Files.exists(database)) {
            return Validators.NONE;
        }
        try (SyncedFile file = SyncedFile.openReadOnly(database, waiting)) {
            return file.read(
                    "read",
                    sql -> TableRows.of(sql, TABLE).exists()
                            ? sql.first(
                                            "SELECT etag, last_modified FROM tandem_catalog_feed"
                                                    + " WHERE feed = ? AND about = ?",
                                            row -> new Validators(row.getString(1), row.getString(2)),
                                            digest(feed),
                                            about)
                                    .orElse(Validators.NONE)
                            : Validators.NONE);
        }
    }

    /** Writes down that a version was taken. */
    static void taken(Path database, String feed, String about, Validators version, Consumer<Path> waiting) {
        try (SyncedFile file = SyncedFile.open(database, waiting)) {
            file.write("note the version of the feed in", sql -> {
                sql.script("""
                        CREATE TABLE IF NOT EXISTS tandem_catalog_feed (
                          feed TEXT NOT NULL,
                          about TEXT NOT NULL,
                          etag TEXT,
                          last_modified TEXT,
                          PRIMARY KEY (feed, about)
                        )
                        """);
                return sql.update(
                        "INSERT OR REPLACE INTO tandem_catalog_feed (feed, about, etag, last_modified)"
                                + " VALUES (?, ?, ?, ?)",
                        digest(feed),
                        about,
                        version.etag(),
                        version.lastModified());
            });
        }
    }
}
