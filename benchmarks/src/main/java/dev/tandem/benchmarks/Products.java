package dev.tandem.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;

/** Files of products that look like a shop's, any number of them. */
public final class Products {
    private Products() {}

    /** Makes a file that no one has adopted yet. */
    public static void make(Path path, int products) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path)) {
            try (var tables = connection.createStatement()) {
                tables.executeUpdate("""
                        CREATE TABLE products (
                          id INTEGER PRIMARY KEY, url VARCHAR(1000) UNIQUE, title TEXT, brand TEXT, price DECIMAL(10,2),
                          description TEXT, clothing_type TEXT, modesty_status TEXT, shopify_status TEXT,
                          assessment_status TEXT, lifecycle_stage TEXT, assessed_at TIMESTAMP, last_updated TIMESTAMP)
                        """);
            }
            try (PreparedStatement rows = connection.prepareStatement("""
                    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
                    INSERT INTO products (url, title, brand, price, description, last_updated)
                    SELECT printf('https://www.shop.example/products/dp/%08d/', i), 'Linen Dress ' || i, 'Maison', 95,
                           hex(zeroblob(200)), '2025-11-07T09:03:40.215043' FROM n
                    """)) {
                rows.setInt(1, products);
                rows.executeUpdate();
            }
        }
    }

    /** The address of one of them. */
    public static String url(int i) {
        return String.format(Locale.ROOT, "https://www.shop.example/products/dp/%08d/", i);
    }
}
