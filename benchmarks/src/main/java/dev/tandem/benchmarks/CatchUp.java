package dev.tandem.benchmarks;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.EventIds;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.capture.Unnoticed;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.merge.Merge;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A laptop catches up on waiting assessments: rows a second, beside plain JDBC that updates the same rows by url without
 * versions or triggers. Without a broker: what is measured is the merge. The first round warms up and is not counted.
 */
public final class CatchUp {
    private static final int BATCH = 500;
    private static final int PLAIN_BATCH = 5_000;
    private static final long CLOCK = Timestamps.parse("2025-11-20T10:00:00", ZoneOffset.UTC);

    private CatchUp() {}

    /** Arguments: products (default 20,000) and counted rounds (default 5). */
    public static void main(String[] args) throws Exception {
        int products = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        double[] merge = new double[rounds];
        double[] plain = new double[rounds];
        double[] ratio = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            Path folder = Files.createTempDirectory("tandem-catch-up");
            double mergeRate = products / merge(folder.resolve("tandem.db"), products);
            double plainRate = products / plain(folder.resolve("plain.db"), products);
            if (round >= 0) {
                merge[round] = mergeRate;
                plain[round] = plainRate;
                ratio[round] = mergeRate / plainRate;
            }
            delete(folder);
        }
        print("products " + products + ", rounds " + rounds + "              min     median        max");
        print(row("merge, rows a second", merge, "%,10.0f"));
        print(row("plain JDBC, rows a second", plain, "%,10.0f"));
        print(row("ratio (goal 0.67, stretch 0.85)", ratio, "%10.2f"));
    }

    private static double merge(Path path, int products) throws SQLException {
        makeProducts(path, products);
        try (SyncedFile file = SyncedFile.open(path)) {
            NodeContext context = Adoption.adopt(file, Role.LAPTOP, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE)
                    .context();
            List<Envelope> events = events(products);
            long started = System.nanoTime();
            for (int from = 0; from < products; from += BATCH) {
                List<Envelope> batch = events.subList(from, Math.min(products, from + BATCH));
                file.write("merge into", sql -> {
                    Unnoticed.run(sql, () -> {
                        Merge merge = Merge.into(sql, context);
                        for (Envelope event : batch) {
                            merge.apply(event, event.time());
                        }
                    });
                    return true;
                });
            }
            return seconds(started);
        }
    }

    private static double plain(Path path, int products) throws SQLException {
        makeProducts(path, products);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path)) {
            connection.setAutoCommit(false);
            try (PreparedStatement update = connection.prepareStatement("""
                    UPDATE products SET modesty_status = ?, lifecycle_stage = ?, assessment_status = ?,
                                        shopify_status = ?, assessed_at = ?, clothing_type = ?
                     WHERE url = ?
                    """)) {
                List<Integer> order = order(products);
                long started = System.nanoTime();
                for (int i = 0; i < products; i++) {
                    String[] values = {
                        "modest", "assessed_approved", "assessed", "published", "2025-11-20T10:00:00.000000", "dress"
                    };
                    for (int c = 0; c < values.length; c++) {
                        update.setString(c + 1, values[c]);
                    }
                    update.setString(values.length + 1, url(order.get(i)));
                    update.addBatch();
                    if ((i + 1) % PLAIN_BATCH == 0 || i + 1 == products) {
                        update.executeBatch();
                        connection.commit();
                    }
                }
                return seconds(started);
            }
        }
    }

    private static List<Envelope> events(int products) {
        EventIds ids = EventIds.random();
        List<Envelope> events = new ArrayList<>();
        for (int i : order(products)) {
            Verdict verdict = Verdict.of(Decision.MODEST, "dress", null, "Ada", "2025-11-20T10:00:00.000000");
            events.add(new Envelope(
                    ids.next(), "server", CLOCK, new AssessmentRecorded(url(i), CLOCK, false, verdict, null)));
        }
        return events;
    }

    private static List<Integer> order(int products) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < products; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(42));
        return order;
    }

    private static void makeProducts(Path path, int products) throws SQLException {
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

    private static String url(int i) {
        return String.format(Locale.ROOT, "https://www.shop.example/products/dp/%08d/", i);
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }

    private static String row(String name, double[] values, String format) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] shown = {sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]};
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-34s", name));
        for (double value : shown) {
            row.append(String.format(Locale.ROOT, format, value)).append(' ');
        }
        return row.toString();
    }

    @SuppressWarnings("SystemOut") // A benchmark answers on standard output.
    private static void print(String line) {
        System.out.println(line);
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path one : all.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
