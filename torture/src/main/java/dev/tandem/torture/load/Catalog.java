package dev.tandem.torture.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;

/** The products that everyone assesses and writes to. */
public final class Catalog {
    private static final int PRODUCTS = 60;

    private Catalog() {}

    /** The address of one of them. */
    static String any(Random random) {
        return url(random.nextInt(PRODUCTS));
    }

    static String url(int number) {
        return "https://shop.example/p/" + number;
    }

    /** Makes the tables as a user's program does, with rows in them. */
    public static boolean make(Connection connection) throws SQLException {
        try (var tables = connection.createStatement()) {
            tables.executeUpdate("""
                    CREATE TABLE products (
                      id INTEGER PRIMARY KEY, url VARCHAR(1000) UNIQUE, title TEXT, price DECIMAL(10,2), stock_status TEXT,
                      clothing_type TEXT, modesty_status TEXT, shopify_status TEXT, assessment_status TEXT,
                      lifecycle_stage TEXT, assessed_at TIMESTAMP, last_updated TIMESTAMP)
                    """);
            tables.executeUpdate("""
                    CREATE TABLE assessment_queue (
                      id INTEGER PRIMARY KEY, product_url TEXT NOT NULL, retailer TEXT NOT NULL, review_type TEXT NOT NULL,
                      priority TEXT NOT NULL DEFAULT 'normal', status TEXT NOT NULL DEFAULT 'pending',
                      product_data TEXT NOT NULL, review_decision TEXT, reviewer_notes TEXT, reviewed_at TIMESTAMP,
                      reviewed_by TEXT, added_at TIMESTAMP, UNIQUE (product_url, review_type))
                    """);
        }
        try (var product = connection.prepareStatement(
                        "INSERT INTO products (url, title, price, last_updated) VALUES (?, ?, 64, '2025-11-07 09:03:40')");
                var review = connection.prepareStatement("""
                        INSERT INTO assessment_queue (product_url, retailer, review_type, product_data, added_at)
                        VALUES (?, 'shop', 'modesty', '{"title": "Dress", "price": "64"}', '2025-11-07 09:03:40')
                        """)) {
            for (int i = 0; i < PRODUCTS; i++) {
                product.setString(1, url(i));
                product.setString(2, "Dress " + i);
                product.executeUpdate();
                review.setString(1, url(i));
                review.executeUpdate();
            }
        }
        return true;
    }
}
