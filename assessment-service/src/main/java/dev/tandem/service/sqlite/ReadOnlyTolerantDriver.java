package dev.tandem.service.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConnection;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * SQLite's driver, but for the read-only flag: Micronaut Data sets it around each read, and SQLite refuses to change it
 * on an open connection. A connection that must not write says so in its URL.
 */
public final class ReadOnlyTolerantDriver extends JDBC {
    @Override
    public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
        return acceptsURL(url) ? open(url, info == null ? new Properties() : info) : null;
    }

    private static SQLiteConnection open(String url, Properties info) throws SQLException {
        String address = url.strip().substring(PREFIX.length());
        return new JDBC4Connection(url, address, info) {
            @Override
            public void setReadOnly(boolean readOnly) {}
        };
    }
}
