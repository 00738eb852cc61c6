package dev.tandem.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.system.Tandem.Running;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A laptop's file with products that wait for a review, and the verbs on it. */
record Laptop(Path file) {
    /** The file of any node. */
    static Laptop in(Path file) {
        return new Laptop(file);
    }

    /** A file with dresses 1, 2, 3 … in this order, and no row of products yet, as catalog runs leave it. */
    static Laptop adopted(Path folder, int products) throws Exception {
        Path file = folder.resolve("products.db");
        make(file, products);
        Tandem.Answer adopted = Tandem.run(folder, "adopt", file.toString());
        assertThat(adopted.exitCode()).as(adopted.said()).isZero();
        return new Laptop(file);
    }

    private static void make(Path file, int products) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "CREATE TABLE products (id INTEGER PRIMARY KEY, url TEXT UNIQUE, title TEXT, last_updated TIMESTAMP)");
            statement.executeUpdate("""
                    CREATE TABLE assessment_queue (
                      id INTEGER PRIMARY KEY, product_url TEXT NOT NULL, retailer TEXT NOT NULL, review_type TEXT NOT NULL,
                      priority TEXT NOT NULL DEFAULT 'normal', status TEXT NOT NULL DEFAULT 'pending',
                      product_data TEXT NOT NULL, review_decision TEXT, reviewer_notes TEXT, reviewed_at TIMESTAMP,
                      reviewed_by TEXT, added_at TIMESTAMP, UNIQUE (product_url, review_type))
                    """);
            for (int i = 1; i <= products; i++) {
                statement.executeUpdate("""
                        INSERT INTO assessment_queue (product_url, retailer, review_type, product_data, added_at)
                        VALUES ('%s', 'shop', 'modesty',
                          '{"title": "Dress %d", "clothing_type": "dress"}', '2025-11-11 16:%02d:%02d')
                        """.formatted(product(i), i, i / 60, i % 60));
            }
        }
    }

    /** The address of dress 1, 2, 3 … */
    static String product(int number) {
        return "https://shop.example/dp/" + number + "/";
    }

    /** Brings it in step, and tells how many events were merged. */
    int sync(Running up) throws Exception {
        return sync(up, 0);
    }

    /** The same with another exit code. */
    int sync(Running up, int exitCode) throws Exception {
        return sync(up.ready().path("bootstrapServers").asText(), exitCode);
    }

    /** The same with a broker that something else has started. */
    int sync(String kafka, int exitCode) throws Exception {
        Tandem.Answer answer = Tandem.run(
                file.getParent(), "sync", "--yes", "--database", file.toString(), "--bootstrap-servers", kafka);
        assertThat(answer.exitCode()).as(answer.said() + answer.json()).isEqualTo(exitCode);
        return answer.json().path("applied").asInt();
    }

    /** The products that a reviewer has decided, each with its time; the product's row and its review have to agree. */
    Map<String, Instant> verdictsBy(String reviewer) {
        Map<String, Instant> verdicts = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=5000");
                var query = connection.prepareStatement("""
                        SELECT q.product_url, replace(p.assessed_at, ' ', 'T') FROM assessment_queue q
                          JOIN products p ON p.url = q.product_url
                         WHERE q.status = 'reviewed' AND q.reviewed_by = ? AND q.review_decision = p.modesty_status
                           AND q.reviewed_at = p.assessed_at
                        """)) {
            query.setString(1, reviewer);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    verdicts.put(row.getString(1), Instant.parse(row.getString(2) + "Z"));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(file.toString(), e);
        }
        return verdicts;
    }
}
