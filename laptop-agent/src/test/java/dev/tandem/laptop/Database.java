package dev.tandem.laptop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database file as another program sees it: plain SQL on a connection of its own. */
public record Database(Path path) {
    private static final String TINY = """
            CREATE TABLE products (id INTEGER PRIMARY KEY, url TEXT UNIQUE, title TEXT, price, modesty_status TEXT,
              last_updated TEXT);
            CREATE TABLE assessment_queue (id INTEGER PRIMARY KEY, product_url TEXT NOT NULL, retailer TEXT NOT NULL,
              review_type TEXT NOT NULL, priority TEXT NOT NULL DEFAULT 'normal', status TEXT NOT NULL DEFAULT 'pending',
              product_data TEXT NOT NULL, review_decision TEXT, reviewer_notes TEXT, reviewed_at TEXT, reviewed_by TEXT,
              added_at TEXT, UNIQUE (product_url, review_type));
            INSERT INTO products (url, title, price, last_updated)
              VALUES ('https://a.example/1', 'Blue dress', 49, '2025-11-01 10:00:00'),
                     ('https://a.example/2', 'Red dress', '$59', '2025-11-01 10:00:00');
            INSERT INTO assessment_queue (product_url, retailer, review_type, product_data, added_at)
              VALUES ('https://a.example/3', 'shop a', 'modesty', '{"title": "Green dress"}', '2025-11-02 10:00:00');
            """;

    /** A copy of a file of real data; without it the test is skipped. */
    public static Database real(String name, Path folder) {
        Path original = Path.of(System.getProperty("tandem.shared.data", "."), name);
        assumeTrue(Files.exists(original), "the real file is not on this machine");
        try {
            Path copy = folder.resolve(name);
            Files.copy(original, copy);
            assumeTrue(copy.toFile().setWritable(true));
            return new Database(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two products and one pending review of a third. */
    public static Database tiny(Path path) {
        Database database = new Database(path);
        database.run(TINY);
        return database;
    }

    /** Runs statements. */
    public void run(String statements) {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.executeUpdate(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(statements, e);
        }
    }

    /** The first column of each row. */
    public List<String> query(String query, @Nullable Object... values) {
        try (Connection connection = connect();
                var statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<String> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(String.valueOf(rows.getString(1)));
                }
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** The first column of the only row. */
    public String one(String query, @Nullable Object... values) {
        return query(query, values).get(0);
    }

    /** All that SQLite knows of the schema. */
    public List<String> schema() {
        return query(
                "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY 1");
    }

    /** A digest of the file's bytes. */
    public String checksum() {
        return checksum(path);
    }

    /** A digest of a file's bytes. */
    public static String checksum(Path path) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path));
            return HexFormat.of().formatHex(digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection, for a program that holds on to the file. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + path);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
