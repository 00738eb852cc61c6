package dev.tandem.stream.file;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns what SQLite answers into a sentence about the file and what to do. */
final class FileTrouble {
    private FileTrouble() {}

    static StreamException explain(String attempt, Path file, SQLException e) {
        SQLiteErrorCode code =
                e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        int primary = code.code & 0xff;
        String what = "could not " + attempt + " " + file;
        if (primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return new DamagedException(
                    what + ": it is not an SQLite database", "check the path; nothing was changed", e);
        }
        if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code) {
            return new DamagedException(
                    what + ": SQLite finds it damaged",
                    "copy it aside, then try: sqlite3 FILE .recover, or restore a backup",
                    e);
        }
        if (primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return new LockedException(
                    what + ": another program has locked it",
                    "wait for that program to finish or close it, then run the command again; nothing was changed",
                    e);
        }
        if (primary == SQLiteErrorCode.SQLITE_READONLY.code || primary == SQLiteErrorCode.SQLITE_PERM.code) {
            return new StreamException(
                    what + ": it may only be read",
                    "give yourself write permission on the file and on its folder (SQLite keeps a journal there)",
                    e);
        }
        if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
            return new StreamException(
                    what + ": the disk is full",
                    "make room, then run the command again; it goes on where it stopped",
                    e);
        }
        if (primary == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return new StreamException(
                    what + ": it cannot be opened", "check the path and the permissions of its folder", e);
        }
        if (primary == SQLiteErrorCode.SQLITE_IOERR.code) {
            return new StreamException(
                    what + ": the disk reported an error (" + e.getMessage() + ")",
                    "check the disk, then run the command again; it goes on where it stopped",
                    e);
        }
        return new StreamException(
                what + ": " + e.getMessage(), "run the command with --debug and report what it prints", e);
    }
}
