package dev.tandem.stream.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * One SQLite file that Tandem and other programs write. Its journal mode stays as it was found. One connection, one
 * transaction at a time; nothing in a transaction waits for a network.
 */
public final class SyncedFile implements AutoCloseable {
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;

    /** Pages that a transaction touches stay in memory, up to so many KiB; what is over goes to the disk early. */
    private static final int CACHE_KIB = 40 * 1024;

    private final Path path;
    private final Sql sql;
    private final ReentrantLock lock = new ReentrantLock();
    private TransactionListener listener = TransactionListener.NONE;

    private SyncedFile(Path path, Sql sql) {
        this.path = path;
        this.sql = sql;
    }

    /** Work inside a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does the work; an exception takes all of it back. */
        T run(Sql sql) throws SQLException;
    }

    /**
     * Opens an existing file for reading and writing.
     *
     * @throws StreamException if it is absent, not SQLite, or may not be written
     */
    public static SyncedFile open(Path path) {
        return open(path, null);
    }

    /**
     * As {@link #open(Path)}.
     *
     * @param waiting is told, once, if the file is waited for since another program holds it; null where there is nobody to tell
     */
    public static SyncedFile open(Path path, @Nullable Consumer<Path> waiting) {
        requireThere(path);
        return openOrCreate(path, waiting);
    }

    /** Opens a file, which SQLite makes at the first write where there is none. */
    public static SyncedFile openOrCreate(Path path) {
        return openOrCreate(path, null);
    }

    /** As {@link #openOrCreate(Path)}, telling of waiting as {@link #open(Path, Consumer)} does. */
    public static SyncedFile openOrCreate(Path path, @Nullable Consumer<Path> waiting) {
        return connect(path, false, waiting);
    }

    /** Opens an existing file so that it cannot be changed through this object. */
    public static SyncedFile openReadOnly(Path path) {
        return openReadOnly(path, null);
    }

    /** As {@link #openReadOnly(Path)}, telling of waiting as {@link #open(Path, Consumer)} does. */
    public static SyncedFile openReadOnly(Path path, @Nullable Consumer<Path> waiting) {
        requireThere(path);
        return connect(path, true, waiting);
    }

    /** A database in memory that belongs to this object alone. */
    public static SyncedFile inMemory() {
        return connect(Path.of(":memory:"), false, null);
    }

    private static void requireThere(Path path) {
        if (!Files.exists(path)) {
            throw new StreamException("there is no file " + path, "check the path (--database)");
        }
    }

    private static SyncedFile connect(Path path, boolean readOnly, @Nullable Consumer<Path> waiting) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setReadOnly(readOnly);
        // The driver would leave a query for the key open after each insert, and no VACUUM runs beside one.
        config.setGetGeneratedKeys(false);
        if (Files.isDirectory(path)) {
            throw new StreamException(path + " is a folder, not a database", "name the file itself (--database)");
        }
        try {
            Connection connection = JDBC.createConnection(JDBC.PREFIX + path, config.toProperties());
            SyncedFile file = new SyncedFile(path, new Sql(connection));
            try {
                if (waiting != null) {
                    Patience.of(connection, path, Duration.ofMillis(BUSY_TIMEOUT_MILLIS), waiting);
                }
                // The first look at the file, which may have to wait for it.
                file.sql.script("PRAGMA cache_size = -" + CACHE_KIB);
                file.sql.number("PRAGMA schema_version");
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            return file;
        } catch (SQLException e) {
            throw FileTrouble.explain("open", path, e);
        }
    }

    /** Where the file is. */
    public Path path() {
        return path;
    }

    /**
     * Runs a write transaction: all of it stands, or none.
     *
     * @param attempt what is attempted, as it follows «could not», for the error
     * @throws LockedException if another program holds the file for longer than the busy timeout
     * @throws StreamException if the disk is full, the file may only be read, and the like
     */
    public <T> T write(String attempt, Work<T> work) {
        return inTransaction("BEGIN IMMEDIATE", attempt, work, listener, true);
    }

    /** Runs a write transaction and takes all of it back: the answer is what the work would come to. */
    public <T> T tryOut(String attempt, Work<T> work) {
        return inTransaction("BEGIN IMMEDIATE", attempt, work, TransactionListener.NONE, false);
    }

    /** Has each write transaction told to a listener. */
    public void tell(TransactionListener itsTransactions) {
        listener = itsTransactions;
    }

    /** Runs a read transaction: all of it sees one state of the file. */
    public <T> T read(String attempt, Work<T> work) {
        return inTransaction("BEGIN", attempt, work, TransactionListener.NONE, true);
    }

    private <T> T inTransaction(String begin, String attempt, Work<T> work, TransactionListener told, boolean stands) {
        lock.lock();
        try {
            sql.script(begin);
            long begun = System.nanoTime();
            boolean done = false;
            T result;
            try {
                result = work.run(sql);
                if (!stands) {
                    return result;
                }
                sql.writeGathered();
                told.committing(attempt);
                sql.script("COMMIT");
                done = true;
            } finally {
                if (!done) {
                    rollback();
                }
            }
            told.committed(attempt, Duration.ofNanos(System.nanoTime() - begun));
            return result;
        } catch (SQLException e) {
            throw FileTrouble.explain(attempt, path, e);
        } finally {
            lock.unlock();
        }
    }

    /** A statement that failed half way cannot be run again, so all are prepared anew. */
    private void rollback() throws SQLException {
        sql.forget();
        sql.forgetGathered();
        try {
            sql.script("ROLLBACK");
        } catch (SQLException alreadyRolledBack) {
            // A full disk or an I/O error makes SQLite roll back by itself.
        }
    }

    /** Runs one statement outside a transaction, such as {@code VACUUM INTO} or a pragma. */
    public <T> T alone(String attempt, Work<T> work) {
        lock.lock();
        try {
            return work.run(sql);
        } catch (SQLException e) {
            throw FileTrouble.explain(attempt, path, e);
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of the pages that are kept in memory for the next transaction, which will read them again. */
    public void giveBack() {
        alone("give memory back for", sql -> {
            sql.script("PRAGMA shrink_memory");
            return true;
        });
    }

    @Override
    public void close() {
        lock.lock();
        try {
            sql.close();
        } catch (SQLException e) {
            throw FileTrouble.explain("close", path, e);
        } finally {
            lock.unlock();
        }
    }
}
