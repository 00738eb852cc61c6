package dev.tandem.stream.guarantee;

import dev.tandem.stream.guarantee.Step.Script;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;

/** What scripts do to the user's file, in each of SQL's ways and in all formats that are found in real files. */
final class Scripts {
    static final List<String> URLS = List.of(
            "https://shop.example/1", "https://shop.example/2", "https://shop.example/3", "https://shop.example/é'4");

    private static final List<String> DECISIONS = List.of("modest", "moderately_modest", "not_modest");
    private static final List<DateTimeFormatter> FORMATS = List.of(
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"),
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS"),
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS"),
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'"));

    /** Some row of a table without a key. */
    private static final String ANY = "(SELECT id FROM catalog_products ORDER BY abs(id * 7919 - ?) LIMIT 1)";

    private final Random random;

    Scripts(Random random) {
        this.random = random;
    }

    /** A script that runs about now. */
    Script next(Who on, Instant now) {
        String url = url();
        String at = time(now);
        return switch (random.nextInt(18)) {
            case 0, 1 ->
                script(
                        on,
                        "INSERT OR IGNORE INTO products (url, title, price, retailer, last_updated) VALUES (?, ?, ?,"
                                + " nullif(?, ''), nullif(?, ''))",
                        url,
                        title(),
                        price(),
                        random.nextBoolean() ? "shop" : "",
                        at);
            case 2 -> script(on, "UPDATE products SET price = ? WHERE url = ?", price(), url);
            case 3 -> script(on, "UPDATE products SET price = ?, last_updated = ? WHERE url = ?", price(), at, url);
            case 4 ->
                script(
                        on,
                        "INSERT OR REPLACE INTO products (url, title, last_updated) VALUES (?, ?, ?)",
                        url,
                        title(),
                        at);
            case 5 -> script(on, "UPDATE products SET stock_status = ?", "s" + random.nextInt(9));
            case 6, 7 ->
                script(
                        on,
                        "UPDATE products SET modesty_status = ?, assessed_at = nullif(?, '') WHERE url = ?",
                        decision(),
                        at,
                        url);
            case 8 -> script(on, "UPDATE products SET shopify_status = ? WHERE url = ?", shopify(), url);
            case 9 -> script(on, "UPDATE products SET modesty_status = NULL, assessed_at = NULL WHERE url = ?", url);
            case 10 -> script(on, "DELETE FROM products WHERE url = ?", url);
            case 11, 12 ->
                script(
                        on,
                        "INSERT OR IGNORE INTO assessment_queue (product_url, retailer, review_type, product_data,"
                                + " added_at) VALUES (?, 'shop', ?, ?, ?)",
                        url,
                        reviewType(),
                        "{\"title\": \"" + title() + "\", \"price\": \"64\"}",
                        at);
            case 13 -> script(on, "DELETE FROM assessment_queue WHERE product_url = ?", url);
            case 14 ->
                script(
                        on,
                        "UPDATE assessment_queue SET status = 'reviewed', review_decision = ?, reviewed_at ="
                                + " nullif(?, '') WHERE product_url = ? AND review_type = 'modesty'",
                        decision(),
                        at,
                        url);
            case 15 ->
                script(
                        on,
                        "UPDATE assessment_queue SET status = 'reviewed', review_decision = ?, reviewed_at ="
                                + " nullif(?, '') WHERE product_url = ? AND review_type = 'duplication'",
                        random.nextBoolean() ? "duplicate" : "not_duplicate",
                        at,
                        url);
            case 16 ->
                script(
                        on,
                        "INSERT OR REPLACE INTO assessment_queue (product_url, retailer, review_type, product_data,"
                                + " added_at) VALUES (?, 'shop', ?, '{}', nullif(?, ''))",
                        url,
                        reviewType(),
                        at);
            default ->
                random.nextInt(4) == 0
                        ? script(on, "ALTER TABLE products ADD COLUMN fabric TEXT")
                        : script(on, "UPDATE products SET fabric = ? WHERE url = ?", title(), url);
        };
    }

    /** A script about a catalog: of products without a key, and of baselines with one. */
    Script catalog(Who on) {
        String url = url();
        String category = random.nextBoolean() ? "tops" : "dresses";
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 ->
                script(
                        on,
                        "INSERT INTO catalog_products (catalog_url, retailer, category, title, price,"
                                + " discovered_date) VALUES (?, 'shop', ?, ?, ?, '2025-11-20')",
                        url,
                        category,
                        title(),
                        price());
            case 5 -> script(on, "UPDATE catalog_products SET price = ? WHERE catalog_url = ?", price(), url);
            case 6 -> script(on, "DELETE FROM catalog_products WHERE catalog_url = ?", url);
            case 7 -> script(on, "DELETE FROM catalog_products WHERE id = (SELECT max(id) FROM catalog_products)");
            case 8 ->
                script(
                        on,
                        "INSERT OR REPLACE INTO catalog_baselines (retailer, category, baseline_date,"
                                + " total_products_seen) VALUES ('shop', ?, '2025-11-20', ?)",
                        category,
                        random.nextInt(100));
            case 9 -> script(on, "DELETE FROM catalog_baselines WHERE category = ?", category);
            case 10 ->
                script(
                        on,
                        "INSERT OR REPLACE INTO catalog_monitoring_runs (run_id, run_type, retailer) VALUES (?, ?,"
                                + " nullif(?, ''))",
                        "run " + random.nextInt(3),
                        title(),
                        random.nextBoolean() ? "shop" : "");
            case 11 ->
                script(
                        on,
                        "UPDATE catalog_monitoring_runs SET max_pages = ? WHERE run_id = ?",
                        random.nextInt(100),
                        "run " + random.nextInt(3));
            case 12 -> script(on, "DELETE FROM catalog_monitoring_runs WHERE run_id = ?", "run " + random.nextInt(3));
            case 13 -> script(on, "UPDATE catalog_products SET id = id + 50 WHERE id = " + ANY, random.nextInt(9999));
            case 14 ->
                script(
                        on,
                        "INSERT OR REPLACE INTO catalog_products (id, catalog_url, retailer, category,"
                                + " discovered_date, title) SELECT id, 'x', 'r', 'c', 'd', 'replaced' FROM"
                                + " catalog_products WHERE id = " + ANY,
                        random.nextInt(9999));
            default -> script(on, "UPDATE catalog_products SET title = ? WHERE id = " + ANY, title(), 5);
        };
    }

    String url() {
        return URLS.get(random.nextInt(URLS.size()));
    }

    private static Script script(Who on, String statement, Object... values) {
        return new Script(on, statement, List.of(values));
    }

    private String decision() {
        return DECISIONS.get(random.nextInt(DECISIONS.size()));
    }

    private String reviewType() {
        return random.nextInt(3) == 0 ? "duplication" : "modesty";
    }

    private String title() {
        return random.nextInt(6) == 0 ? "Parse Error" : "t" + random.nextInt(100);
    }

    private Object price() {
        int price = random.nextInt(900);
        return random.nextBoolean() ? "$" + price : Integer.valueOf(price);
    }

    private String shopify() {
        return List.of("not_uploaded", "draft", "published").get(random.nextInt(3));
    }

    /** Mostly about now, in one of the formats; sometimes years ahead or behind, sometimes none. */
    private String time(Instant now) {
        long off = switch (random.nextInt(16)) {
            case 0 -> 365L * 86_400;
            case 1 -> -900L * 86_400;
            case 2 -> 420;
            default -> random.nextInt(2_500) - 2_400;
        };
        if (random.nextInt(12) == 0) {
            return random.nextBoolean() ? "" : "yesterday";
        }
        LocalDateTime at = LocalDateTime.ofInstant(now.plusSeconds(off), ZoneOffset.UTC)
                .withNano(random.nextInt(1_000_000) * 1_000);
        return FORMATS.get(random.nextInt(FORMATS.size())).format(at);
    }
}
