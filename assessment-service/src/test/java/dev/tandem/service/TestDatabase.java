package dev.tandem.service;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A user's database, filled with plain SQL as any program would. */
public final class TestDatabase {
    private final Path file;

    private TestDatabase(Path file) {
        this.file = file;
    }

    /** Makes a database with the tables a user's file has. */
    public static TestDatabase create(Path file) throws IOException, SQLException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        TestDatabase database = new TestDatabase(file);
        try (InputStream schema = Objects.requireNonNull(TestDatabase.class.getResourceAsStream("/products.sql"))) {
            database.script(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
        }
        return database;
    }

    public Path file() {
        return file;
    }

    /** Queues a modesty review of normal priority. */
    public TestDatabase queue(String url, String productData) throws SQLException {
        return queue(url, "modesty", "normal", "2025-11-07 09:00:00", productData);
    }

    public TestDatabase queue(String url, String reviewType, String priority, String addedAt, String productData)
            throws SQLException {
        return run("""
            INSERT INTO assessment_queue (product_url, retailer, category, review_type, priority, added_at, product_data)
            VALUES (?, 'shop', 'dresses', ?, ?, ?, ?)
            """, url, reviewType, priority, addedAt, productData);
    }

    public TestDatabase run(String sql, Object... values) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
        return this;
    }

    /** The rows of a query, the columns of each joined by bars. */
    public List<String> rows(String sql, Object... values) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.add(String.valueOf(result.getString(i)));
                    }
                    rows.add(String.join("|", row));
                }
            }
            return rows;
        }
    }

    private void script(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String part : sql.split(";", -1)) {
                if (!part.isBlank()) {
                    statement.execute(part);
                }
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=5000");
    }
}
