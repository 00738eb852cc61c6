package dev.tandem.service.access;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a verb of the owner's does in the access database, with or without a running service beside. */
public abstract class AccessBook implements AutoCloseable {
    /** The book's own connection. */
    protected final Connection connection;

    /** Opens the database of that folder; it is made if absent. */
    protected AccessBook(Path serverFolder) throws IOException, SQLException {
        this.connection = AccessDatabase.open(serverFolder);
    }

    /** Runs a statement with these values and answers how many rows it changed. */
    protected final int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    /** The instant in a column of milliseconds, as text. */
    protected static @Nullable String time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis).toString();
    }

    @Override
    public final void close() throws SQLException {
        connection.close();
    }
}
