package dev.tandem.stream.file;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Statements on one connection, prepared once each. Values keep their storage class in both directions. Text that is
 * not constant never becomes part of a statement, except identifiers that went through {@link #quote}.
 */
public final class Sql implements AutoCloseable {
    private static final int PAUSE_MILLIS = 100;
    private static final int PAUSES = 50;
    private static final int ALL_PAGES = -1;

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final Map<Class<? extends Gathered>, Gathered> gathered = new LinkedHashMap<>();

    Sql(Connection connection) {
        this.connection = connection;
    }

    /** Reads one row of a result. */
    @FunctionalInterface
    public interface Reader<T> {
        /** The value of the current row. */
        T read(ResultSet row) throws SQLException;
    }

    /** The connection itself, for what has no statement. */
    public Connection connection() {
        return connection;
    }

    /** Runs a statement with these values and answers how many rows it changed. */
    public int update(String statement, @Nullable Object... values) throws SQLException {
        PreparedStatement it = bound(statement, values);
        return it.executeUpdate();
    }

    /** Runs one or more statements that take no values and that are worth no preparing. */
    public void script(String statements) throws SQLException {
        try (var it = connection.createStatement()) {
            it.executeUpdate(statements);
        }
    }

    /** Copies the file page by page, with those that hold nothing, to where there is no file yet. */
    public void copyTo(Path copy) throws SQLException {
        int code = connection
                .unwrap(SQLiteConnection.class)
                .getDatabase()
                .backup("main", copy.toString(), null, PAUSE_MILLIS, PAUSES, ALL_PAGES);
        if (code != SQLiteErrorCode.SQLITE_OK.code) {
            throw new SQLiteException("the copy was not finished", SQLiteErrorCode.getErrorCode(code));
        }
    }

    /** The first row of a result, if there is one. */
    public <T> Optional<T> first(String query, Reader<T> reader, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = bound(query, values).executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        }
    }

    /** All rows of a result. */
    public <T> List<T> all(String query, Reader<T> reader, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = bound(query, values).executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        }
    }

    /** The first rows of a result, up to and with the one after which it is enough. */
    public <T> List<T> until(Predicate<T> enough, String query, Reader<T> reader, @Nullable Object... values)
            throws SQLException {
        try (ResultSet rows = bound(query, values).executeQuery()) {
            List<T> some = new ArrayList<>();
            boolean more = true;
            while (more && rows.next()) {
                T one = reader.read(rows);
                some.add(one);
                more = !enough.test(one);
            }
            return some;
        }
    }

    /** The single number that a query answers; 0 where it answers nothing or null. */
    public long number(String query, @Nullable Object... values) throws SQLException {
        return first(query, row -> row.getLong(1), values).orElse(0L);
    }

    /** An identifier in quotes, whatever it holds. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** Whether a statement failed because the row may not be as it was to become: trying again will not help. */
    public static boolean breaksConstraint(SQLException e) {
        int code = e instanceof SQLiteException sqlite ? sqlite.getResultCode().code & 0xff : 0;
        // A mismatch: a text where an INTEGER PRIMARY KEY stands.
        return code == SQLiteErrorCode.SQLITE_CONSTRAINT.code || code == SQLiteErrorCode.SQLITE_MISMATCH.code;
    }

    private PreparedStatement bound(String statement, @Nullable Object... values) throws SQLException {
        PreparedStatement it = prepared.get(statement);
        if (it == null) {
            it = connection.prepareStatement(statement);
            prepared.put(statement, it);
        }
        for (int i = 0; i < values.length; i++) {
            it.setObject(i + 1, values[i]);
        }
        return it;
    }

    /** What the transactions of this connection gather of one kind. */
    public <T extends Gathered> T gathered(Class<T> kind, Supplier<T> fresh) {
        return kind.cast(gathered.computeIfAbsent(kind, k -> fresh.get()));
    }

    /** Writes what the transaction at hand has gathered, before it commits. */
    void writeGathered() throws SQLException {
        for (Gathered each : gathered.values()) {
            each.write(this);
        }
    }

    /** Forgets what the transaction at hand has gathered, as it is rolled back. */
    void forgetGathered() {
        gathered.values().forEach(Gathered::forget);
    }

    /**
     * Does work that can be taken back without the rest of the transaction. What was gathered before it is written first,
     * so that only what it gathers itself is forgotten with it.
     *
     * @return whether it stands; if not, the constraint that it broke
     */
    public Optional<SQLException> attempt(Attempt work) throws SQLException {
        writeGathered();
        script("SAVEPOINT attempt");
        try {
            work.run();
            script("RELEASE attempt");
            return Optional.empty();
        } catch (SQLException e) {
            if (!breaksConstraint(e)) {
                throw e;
            }
            forgetGathered();
            try {
                script("ROLLBACK TO attempt");
            } catch (SQLException noSavepoint) {
                throw new TransactionGoneException(e);
            }
            script("RELEASE attempt");
            return Optional.of(e);
        }
    }

    /** Work that may break a constraint. */
    @FunctionalInterface
    public interface Attempt {
        /** Does it. */
        void run() throws SQLException;
    }

    /** Forgets the prepared statements: those on a table whose columns have changed name the old ones. */
    public void forget() throws SQLException {
        for (PreparedStatement it : prepared.values()) {
            it.close();
        }
        prepared.clear();
    }

    @Override
    public void close() throws SQLException {
        forget();
        connection.close();
    }
}
