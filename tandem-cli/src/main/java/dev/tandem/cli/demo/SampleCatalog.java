package dev.tandem.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A small catalog of invented shops: a database as scripts would have made it, and feeds as a scraper writes them. */
final class SampleCatalog {
    private static final int PRODUCTS = 36;
    private static final int QUEUED = 16;

    private static final List<String> SHOPS = List.of("harbour-and-pine", "maison-nord", "lumen-row");
    private static final List<String> FABRICS =
            List.of("Linen", "Cotton", "Wool", "Silk", "Velvet", "Denim", "Ribbed", "Pleated", "Quilted");
    private static final List<String> SHAPES =
            List.of("Midi Dress", "Wrap Top", "Maxi Skirt", "Long Coat", "Shirt Dress", "Tunic", "Cardigan");
    private static final List<String> CLOTHING_TYPES =
            List.of("dress", "top", "bottom", "outerwear", "dress", "dress_top", "top");

    private static final ObjectMapper JSON = new ObjectMapper();

    private SampleCatalog() {}

    /** Makes the database: products of which most are assessed, and a queue of which all are pending. */
    static void create(Path file) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.setAutoCommit(false);
            try (var tables = connection.createStatement()) {
                tables.executeUpdate(resource("sample-catalog.sql"));
            }
            try (PreparedStatement product = connection.prepareStatement("""
                    INSERT INTO products (url, title, retailer, brand, price, clothing_type, modesty_status,
                                          shopify_status, assessment_status, first_seen, last_updated)
                    VALUES (?, ?, ?, ?, ?, ?, ?, 'published', 'assessed', ?, ?)
                    """)) {
                for (int i = 0; i < PRODUCTS; i++) {
                    set(product, url(i), title(i), shop(i), brand(i), price(i), clothingType(i));
                    product.setString(7, i % 4 == 0 ? "moderately_modest" : "modest");
                    product.setString(8, "2025-10-%02dT18:07:05.530099".formatted(1 + i % 28));
                    product.setString(9, "2025-11-%02d 09:%02d:40".formatted(1 + i % 9, i));
                    product.executeUpdate();
                }
            }
            try (PreparedStatement queued = connection.prepareStatement("""
                    INSERT INTO assessment_queue (product_url, retailer, category, review_type, product_data, added_at,
                                                  source_workflow)
                    VALUES (?, ?, 'new', 'modesty', ?, ?, 'catalog_monitor')
                    """)) {
                for (int i = PRODUCTS; i < PRODUCTS + QUEUED; i++) {
                    set(queued, url(i), shop(i), item(i).toString(), "2025-11-11 16:%02d:39".formatted(i));
                    queued.executeUpdate();
                }
            }
            connection.commit();
        }
    }

    /** Writes a feed of further products, as many as asked for, none of which the catalog above has. */
    static void writeFeed(Path file, int products) throws IOException {
        ArrayNode feed = JSON.createArrayNode();
        for (int i = 0; i < products; i++) {
            feed.add(item(1_000 + i));
        }
        Files.writeString(file, feed.toPrettyString());
    }

    private static ObjectNode item(int i) {
        ObjectNode item = JSON.createObjectNode();
        item.put("url", url(i)).put("title", title(i)).put("retailer", shop(i)).put("brand", brand(i));
        item.put("price", price(i)).put("clothing_type", clothingType(i));
        item.put("product_code", "%s-%04d".formatted(brand(i).substring(0, 3).toUpperCase(Locale.ROOT), i));
        item.putArray("image_urls").add("https://%s.example/images/%d.jpg".formatted(shop(i), i));
        return item;
    }

    private static String url(int i) {
        return "https://%s.example/%s/dp/%d/"
                .formatted(shop(i), title(i).toLowerCase(Locale.ROOT).replace(' ', '-'), i);
    }

    private static String shop(int i) {
        return SHOPS.get(i % SHOPS.size());
    }

    private static String brand(int i) {
        return FABRICS.get(i % FABRICS.size()) + " & Co";
    }

    private static String title(int i) {
        return FABRICS.get(i % FABRICS.size()) + " " + SHAPES.get(i % SHAPES.size());
    }

    private static String clothingType(int i) {
        return CLOTHING_TYPES.get(i % CLOTHING_TYPES.size());
    }

    private static String price(int i) {
        return "$" + (39 + 7 * (i % 30) + i / 630);
    }

    private static void set(PreparedStatement statement, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(SampleCatalog.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
