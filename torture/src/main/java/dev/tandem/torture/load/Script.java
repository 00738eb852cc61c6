package dev.tandem.torture.load;

import dev.tandem.torture.load.Ledger.What;
import dev.tandem.torture.load.Ledger.Written;
import dev.tandem.torture.site.UserFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A user's program that writes to a laptop's file with plain SQL and knows nothing of Tandem. */
final class Script {
    private static final List<String> DECISIONS = List.of("modest", "moderately_modest", "not_modest");
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS");
    private static final long PAUSE_MS = 120;

    private final UserFile file;
    private final Ledger ledger;
    private final Random random;
    private int number;

    Script(UserFile file, Ledger ledger, Random random) {
        this.file = file;
        this.ledger = ledger;
        this.random = random;
    }

    /** Does one thing; answers how many milliseconds it rests then. */
    long runOnce() {
        String url = Catalog.any(random);
        String mark = file.part().text() + " " + ++number + " " + UUID.randomUUID();
        String now =
                FORMAT.format(LocalDateTime.ofInstant(Instant.now().truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC));
        String decision = DECISIONS.get(random.nextInt(DECISIONS.size()));
        switch (random.nextInt(21)) {
            case 0, 1, 2, 3, 4, 5 ->
                change(
                        url,
                        What.CONTENT,
                        mark,
                        "UPDATE products SET title = ?, last_updated = ? WHERE url = ?",
                        mark,
                        now,
                        url);
            case 6, 7 -> change(url, What.CONTENT, mark, "UPDATE products SET title = ? WHERE url = ?", mark, url);
            case 8, 9 -> {
                String fresh = "https://shop.example/" + mark.replace(' ', '-');
                change(
                        fresh,
                        What.CONTENT,
                        mark,
                        "INSERT INTO products (url, title, price, last_updated) VALUES (?, ?, 12.5, ?)",
                        fresh,
                        mark,
                        now);
            }
            case 10, 11, 12, 13 ->
                change(
                        url,
                        What.VERDICT,
                        now,
                        "UPDATE products SET modesty_status = ?, assessed_at = ? WHERE url = ?",
                        decision,
                        now,
                        url);
            case 14 -> change(url, What.GONE, mark, "DELETE FROM products WHERE url = ?", url);
            case 15, 16 ->
                change(
                        url,
                        What.WHOLE,
                        mark,
                        "INSERT OR REPLACE INTO products (url, title, last_updated) VALUES (?, ?, ?)",
                        url,
                        mark,
                        now);
            case 17 -> unnoted("""
                        INSERT OR IGNORE INTO assessment_queue (product_url, retailer, review_type, product_data, added_at)
                        VALUES (?, 'shop', 'duplication', '{"title": "Dress"}', ?)
                        """, url, now);
            case 18 ->
                unnoted(
                        "UPDATE products SET shopify_status = ? WHERE url = ? AND modesty_status IS NOT NULL",
                        mark,
                        url);
            case 19 -> unnoted("UPDATE products SET stock_status = ? WHERE id % 7 = ?", mark, random.nextInt(7));
            default -> unnoted("DELETE FROM assessment_queue WHERE product_url = ? AND status = 'pending'", url);
        }
        return random.nextLong(PAUSE_MS, 4 * PAUSE_MS);
    }

    private void change(String url, What what, String mark, String statement, Object... values) {
        try {
            file.use(connection -> {
                long began = System.currentTimeMillis();
                if (execute(connection, statement, values) == 1) {
                    ledger.written(new Written(file.part(), url, what, mark, began, System.currentTimeMillis()));
                }
                return true;
            });
        } catch (SQLException refused) {
            // Locked for too long, as by a process that is stopped in the midst of a transaction: nothing was
            // committed.
        }
    }

    /** What no other would know again; that all databases end alike is asked of it. */
    private void unnoted(String statement, Object... values) {
        try {
            file.use(connection -> execute(connection, statement, values));
        } catch (SQLException refused) {
            // As above.
        }
    }

    private static int execute(Connection connection, String statement, Object... values) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setObject(i + 1, values[i]);
            }
            return prepared.executeUpdate();
        }
    }
}
