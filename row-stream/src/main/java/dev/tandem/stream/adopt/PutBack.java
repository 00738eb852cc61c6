package dev.tandem.stream.adopt;

import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.sqlite.SQLiteConnection;

/**
 * Puts a copy's content in a database's place. A sound database takes it page by page in one transaction of SQLite's own
 * (its backup API), so that programs that have it open see either the old content or the new, and a crash leaves the old.
 * Its file, its journal mode and its locks stay. A database that SQLite cannot read any more is set aside.
 */
public final class PutBack {
    private static final int WAIT_MILLIS = 100;
    private static final int TRIES = 50;
    private static final int ALL_PAGES = -1;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;

    private PutBack() {}

    /** Gives a database the content of a copy; where there is none, makes one. */
    public static void into(Path database, Path copy) {
        requireSound(copy);
        int result;
        try (SyncedFile from = SyncedFile.openReadOnly(copy)) {
            // The driver answers with the state of the database that it opens itself: that has to be the one written
            // to.
            result = from.alone(
                    "read",
                    sql -> sql.connection()
                            .unwrap(SQLiteConnection.class)
                            .getDatabase()
                            .backup(
                                    "main",
                                    database.toString(),
                                    (remaining, pages) -> {},
                                    WAIT_MILLIS,
                                    TRIES,
                                    ALL_PAGES));
        }
        if (result != 0) {
            throw new StreamException(
                    "could not put " + copy + " in place of " + database + ": SQLite answered " + result
                            + (result == BUSY || result == LOCKED ? ", another program has locked it" : ""),
                    "close the programs that have it open, and try again; nothing was changed");
        }
    }

    /**
     * Sets a database aside that SQLite cannot read, with its journals, and puts a copy there in one step.
     *
     * @return where the damaged one is now; there was none if that does not exist
     */
    public static Path insteadOf(Path damaged, Path copy, Instant now) {
        requireSound(copy);
        Path aside = Backup.name(damaged, "damaged", now);
        Path fresh = damaged.resolveSibling(damaged.getFileName() + ".tandem-restore");
        try {
            Files.copy(copy, fresh, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            for (String part : List.of("-journal", "-wal", "-shm", "")) {
                Path from = damaged.resolveSibling(damaged.getFileName() + part);
                if (Files.exists(from)) {
                    Files.move(from, aside.resolveSibling(aside.getFileName() + part));
                }
            }
            Files.move(fresh, damaged, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StreamException(
                    "could not put " + copy + " in place of " + damaged + ": " + e.getMessage(),
                    "what was there is " + damaged + " or " + aside,
                    e);
        }
        return aside;
    }

    private static void requireSound(Path copy) {
        try (SyncedFile file = SyncedFile.openReadOnly(copy)) {
            String found = file.alone(
                    "check",
                    sql -> sql.first("PRAGMA quick_check(1)", row -> row.getString(1))
                            .orElse("nothing"));
            if (!found.equals("ok")) {
                throw new StreamException(
                        "the copy " + copy + " is damaged: " + found, "choose another one; nothing was changed");
            }
        }
    }
}
