package dev.tandem.cli.error;

import java.net.BindException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.sqlite.SQLiteException;

/**
 * Failures of the machine rather than of Tandem, told as a person would need them. A verb that knows which file or
 * address it was working on throws a {@link UserError} itself; this is the net below.
 */
public final class KnownFailures {

    private KnownFailures() {}

    /** The first failure in the chain of causes that can be explained. */
    public static Optional<UserError> explain(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof UserError error) {
                return Optional.of(error);
            }
            Optional<UserError> explained = explainOne(t);
            if (explained.isPresent()) {
                return explained;
            }
        }
        return Optional.empty();
    }

    private static Optional<UserError> explainOne(Throwable t) {
        if (t instanceof NoSuchFileException e) {
            return known("There is no file " + e.getFile() + ".", "Check the path, and the folder you are in.", e);
        }
        if (t instanceof AccessDeniedException e) {
            return known("Access to " + e.getFile() + " was denied.", "Check the permissions of the file.", e);
        }
        if (t instanceof FileSystemException e) {
            String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            return known(
                    "Working on " + e.getFile() + " failed: " + reason + ".",
                    "Check the disk and the permissions of the folder.",
                    e);
        }
        if (t instanceof BindException e) {
            return known(
                    "The port could not be opened: " + e.getMessage() + ".",
                    "Stop the program that uses the port, or choose another one.",
                    e);
        }
        if (t instanceof ConnectException e) {
            return known(
                    "The connection failed: " + e.getMessage() + ".",
                    "Check that the other side is running, and the address in the settings.",
                    e);
        }
        // By name first, so that a verb without a database never loads the driver for this question.
        if (t.getClass().getName().startsWith("org.sqlite.")) {
            return Sqlite.explain(t);
        }
        return Optional.empty();
    }

    private static Optional<UserError> known(String message, String hint, Throwable cause) {
        return Optional.of(UserError.failed(message, hint, cause));
    }

    private static final class Sqlite {

        static Optional<UserError> explain(Throwable t) {
            if (!(t instanceof SQLiteException e)) {
                return Optional.empty();
            }
            return switch (e.getResultCode().code & 0xff) {
                case 5, 6 ->
                    known(
                            "The database is locked by another program.",
                            "Close the program that has the file open, then try again.",
                            e);
                case 8 ->
                    known("The database is read-only.", "Check the permissions of the file and of its folder.", e);
                case 10 ->
                    known(
                            "Reading or writing the database failed: the disk reported an error.",
                            "Check the disk; the database itself was left as it was.",
                            e);
                case 11 ->
                    known(
                            "The database is damaged.",
                            "Restore a backup, or ask SQLite what it can read: sqlite3 FILE .recover",
                            e);
                case 13 -> known("The disk is full.", "Make room, then try again; nothing was changed.", e);
                case 14 ->
                    known(
                            "The database could not be opened.",
                            "Check that its folder exists and that you may read and write there.",
                            e);
                case 26 ->
                    known("The file is not a SQLite database.", "Give the path of a SQLite file with --database.", e);
                default -> Optional.empty();
            };
        }
    }
}
