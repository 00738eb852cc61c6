package dev.tandem.benchmarks.matching;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A retailer's catalog made from a seed: any number of products, and a feed that shows some of them as time has changed them. */
final class InventedCatalog {
    private static final int NAMES = 4_000;
    private static final String[] SYLLABLES = {
        "ka", "ri", "mo", "len", "ta", "sha", "bel", "dor", "vi", "na", "el", "zo", "pri", "gus", "wen", "ly", "jo",
        "am"
    };
    private static final String[] STYLES = {
        "Maxi",
        "Midi",
        "Mini",
        "Wrap",
        "Slip",
        "Linen",
        "Silk",
        "Cotton",
        "Ruffle",
        "Pleated",
        "Knit",
        "Lace",
        "Satin",
        "Floral",
        "Cropped",
        "Oversized",
        "Ribbed",
        "Belted",
        "Asymmetric",
        "Embroidered"
    };
    private static final String[] TYPES = {"Dress", "Top", "Skirt", "Gown", "Blouse", "Jumpsuit", "Coat", "Pants"};

    private final long seed;

    InventedCatalog(long seed) {
        this.seed = seed;
    }

    /** A product as the shop shows it. */
    record Shown(String url, String code, String title, double price, String image) {}

    /** A product of the catalog. */
    Shown product(int i) {
        Random random = new Random(seed * 1_000_003 + i);
        random.nextInt();
        return shown("p", i, title(random), 20 + random.nextInt(880));
    }

    /** Makes a file that knows so many products. */
    void make(Path file, int products) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            try (var tables = connection.createStatement()) {
                tables.executeUpdate("""
                        CREATE TABLE products (
                          id INTEGER PRIMARY KEY AUTOINCREMENT, url VARCHAR(1000) UNIQUE, retailer TEXT, title TEXT,
                          brand TEXT, price DECIMAL(10,2), product_code TEXT, image_urls TEXT, stock_status TEXT,
                          description TEXT, last_updated TIMESTAMP)
                        """);
            }
            connection.setAutoCommit(false);
            try (PreparedStatement row = connection.prepareStatement("""
                    INSERT INTO products (url, retailer, title, brand, price, product_code, image_urls, stock_status,
                                          description, last_updated)
                    VALUES (?, 'invented', ?, 'Maison', ?, ?, ?, 'in stock', hex(zeroblob(100)), '2025-11-07 09:03:40')
                    """)) {
                for (int i = 0; i < products; i++) {
                    Shown it = product(i);
                    row.setString(1, it.url());
                    row.setString(2, it.title());
                    row.setDouble(3, it.price());
                    row.setString(4, it.code());
                    row.setString(5, "[\"" + it.image() + "\"]");
                    row.addBatch();
                    if (i % 5_000 == 0) {
                        row.executeBatch();
                    }
                }
                row.executeBatch();
            }
            connection.commit();
        }
    }

    /**
     * Writes a feed. Of ten items five are known by their address, one has another address, three another address and
     * code, a typo, other prices or words in another order, and one is new.
     */
    void feed(Path feed, int items, int known) throws IOException {
        JsonMapper json = new JsonMapper();
        Random random = new Random(seed);
        try (BufferedWriter out = Files.newBufferedWriter(feed)) {
            for (int i = 0; i < items; i++) {
                Shown it = item(i, product(random.nextInt(known)), random);
                ObjectNode listed = json.createObjectNode();
                listed.put("url", it.url())
                        .put("title", it.title())
                        .put("price", it.price())
                        .put("product_code", it.code())
                        .put("brand", "Maison")
                        .put("availability", "in stock");
                listed.putArray("image_urls").add(it.image());
                out.write(json.writeValueAsString(listed));
                out.newLine();
            }
        }
    }

    private Shown item(int i, Shown of, Random random) {
        return switch (i % 10) {
            case 0, 1, 2, 3, 4 -> of;
            case 5 -> shown("moved", i, of.title(), of.price());
            case 6, 7, 8 -> shown("other", i, changed(of.title(), random), nearly(of.price(), random));
            default -> shown("new", i, title(random), 20 + random.nextInt(880));
        };
    }

    private static Shown shown(String folder, int i, String title, double price) {
        return new Shown(
                "https://www.shop.example/women/clothing/" + folder + "/"
                        + title.toLowerCase(Locale.ROOT).replace(' ', '-') + "/" + i + "/?navsrc=main",
                folder + "-" + i,
                title,
                price,
                "https://images.shop.example/n/z/" + folder + "/" + i + "_V1.jpg");
    }

    private String title(Random random) {
        return name(Math.min(random.nextInt(NAMES), random.nextInt(NAMES))) + " " + one(STYLES, random) + " "
                + one(STYLES, random) + " " + one(TYPES, random);
    }

    private String name(int i) {
        Random random = new Random(seed + 31L * i);
        StringBuilder name = new StringBuilder();
        for (int syllables = 2 + random.nextInt(3); syllables > 0; syllables--) {
            name.append(one(SYLLABLES, random));
        }
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String changed(String title, Random random) {
        List<String> words = new ArrayList<>(List.of(title.split(" ", -1)));
        if (random.nextInt(3) == 0) {
            Collections.shuffle(words, random);
        }
        StringBuilder text = new StringBuilder(String.join(" ", words));
        text.setCharAt(random.nextInt(text.length()), one(SYLLABLES, random).charAt(0));
        return text.toString();
    }

    private static double nearly(double price, Random random) {
        return Math.round(price * (0.92 + random.nextDouble() * 0.16) * 100) / 100.0;
    }

    private static String one(String[] of, Random random) {
        return of[random.nextInt(of.length)];
    }
}
