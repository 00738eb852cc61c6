package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.adopt.SchemaGrowth;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.tap.Tap;
import dev.tandem.stream.tap.Taps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Two laptops whose scripts write plain SQL, a server and its phones, over streams that repeat: once all have read all,
 * the three files are equal. Random from a seed that jqwik prints.
 */
class ConvergenceProperties {
    private static final List<String> DECISIONS = List.of("modest", "moderately_modest", "not_modest");

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void every_history_ends_with_equal_files(@ForAll long seed) throws IOException {
        Path folder = Files.createTempDirectory("tandem-convergence");
        try (World world = new World(folder, seed)) {
            for (int step = 0; step < 60; step++) {
                world.step();
            }
            world.settle();
            assertThat(WalkTest.difference(world.laptops.get(0), world.server)).isEmpty();
            assertThat(WalkTest.difference(world.laptops.get(1), world.server)).isEmpty();
            assertThat(world.server.capture().events()).isZero();
            for (TestNode node : List.of(world.laptops.get(0), world.laptops.get(1), world.server)) {
                assertThat(Counted.anew(node)).isEqualTo(Counted.kept(node));
                assertThat(Counted.kept(node)).isEqualTo(Counted.kept(world.server));
            }
        } finally {
            delete(folder);
        }
    }

    /** Everything that happens is drawn from one random source. */
    private static final class World implements AutoCloseable {
        private final Random random;
        private final SettableClock clock = new SettableClock("2025-11-20T00:00:00");
        private final List<Envelope> changes = new ArrayList<>();
        private final List<Envelope> truth = new ArrayList<>();
        private final Map<TestNode, Integer> read = new HashMap<>();
        private final TestNode server;
        private final List<TestNode> laptops;
        private long minute;

        World(Path folder, long seed) {
            this.random = new Random(seed);
            this.server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock);
            this.laptops = List.of(
                    TestNode.create(folder.resolve("one.db"), Role.LAPTOP, clock),
                    TestNode.create(folder.resolve("two.db"), Role.LAPTOP, clock));
            laptops.forEach(World::requireFurtherTables);
            requireFurtherTables(server);
        }

        /** A table that a script has made by itself is only noticed when the file is opened or an event needs it. */
        private static void requireFurtherTables(TestNode node) {
            for (String table : List.of("catalog_products", "catalog_monitoring_runs")) {
                SchemaGrowth.requireFurther(node.file, table);
            }
        }

        void step() {
            minute++;
            clock.set("2025-11-20T%02d:%02d:00".formatted(minute / 60, minute % 60));
            TestNode laptop = laptops.get(random.nextInt(2));
            switch (random.nextInt(5)) {
                case 0, 1 -> script(random.nextInt(8) == 0 ? server : laptop);
                case 2 -> tap();
                case 3 -> exchange(laptop);
                default -> pull(server, changes, truth);
            }
        }

        /** What scripts do, in each of SQL's ways. */
        private void script(TestNode node) {
            String url = url();
            String at = time();
            switch (random.nextInt(14)) {
                case 9 ->
                    node.script(
                            "INSERT OR REPLACE INTO catalog_monitoring_runs (run_id, run_type, retailer) VALUES (?, ?, ?)",
                            name(),
                            "t" + minute,
                            random.nextBoolean() ? "shop" : null);
                case 10 ->
                    node.script(
                            random.nextInt(3) == 0
                                    ? "DELETE FROM catalog_monitoring_runs WHERE run_id = ?"
                                    : "UPDATE catalog_monitoring_runs SET max_pages = abs(random() % 100) WHERE run_id = ?",
                            name());
                case 11 ->
                    node.script(
                            "INSERT INTO catalog_products (catalog_url, retailer, category, discovered_date)"
                                    + " VALUES (?, 'shop', 'tops', '2025-11-20')",
                            url);
                case 12 -> withoutKey(node);
                case 13 -> refilled(node);
                case 0, 1 ->
                    node.script(
                            "INSERT OR IGNORE INTO products (url, title, price, last_updated) VALUES (?, ?, ?, ?)",
                            url,
                            "t" + minute,
                            "$" + minute,
                            at);
                case 2 -> node.script("UPDATE products SET price = ? WHERE url = ?", minute, url);
                case 3 ->
                    node.script(
                            "INSERT OR REPLACE INTO products (url, title, last_updated) VALUES (?, ?, ?)",
                            url,
                            "r" + minute,
                            at);
                case 4 ->
                    node.script(
                            "UPDATE products SET modesty_status = ?, assessed_at = ? WHERE url = ?",
                            decision(),
                            at,
                            url);
                case 5 -> node.script("DELETE FROM products WHERE url = ?", url);
                case 6 ->
                    node.script(
                            "INSERT OR IGNORE INTO assessment_queue (product_url, retailer, review_type, product_data, added_at)"
                                    + " VALUES (?, 'shop', 'modesty', '{\"title\": \"q\", \"price\": \"64\"}', ?)",
                            url,
                            at);
                case 7 -> node.script("DELETE FROM assessment_queue WHERE product_url = ?", url);
                default ->
                    node.script(
                            "UPDATE assessment_queue SET status = 'reviewed', review_decision = ?, reviewed_at = ?"
                                    + " WHERE product_url = ?",
                            decision(),
                            at,
                            url);
            }
        }

        private void withoutKey(TestNode node) {
            String one = "(SELECT id FROM catalog_products ORDER BY abs(id * 7919 - " + minute + ") LIMIT 1)";
            switch (random.nextInt(4)) {
                case 0 -> node.script("DELETE FROM catalog_products WHERE id = " + one);
                case 1 -> node.script("UPDATE catalog_products SET id = id + 50 WHERE id = " + one);
                case 2 ->
                    node.script(
                            "INSERT OR REPLACE INTO catalog_products (id, catalog_url, retailer, category,"
                                    + " discovered_date, title) SELECT id, 'x', 'r', 'c', 'd', ? FROM catalog_products"
                                    + " WHERE id = " + one,
                            "t" + minute);
                default -> node.script("UPDATE catalog_products SET title = ? WHERE id = " + one, "u" + minute);
            }
        }

        /** Deletes all rows and inserts them again under other row ids, or makes the whole table anew. */
        private void refilled(TestNode node) {
            node.script("CREATE TABLE kept AS SELECT * FROM catalog_products ORDER BY title DESC, id DESC");
            if (random.nextBoolean()) {
                String columns =
                        String.join(", ", node.query("SELECT name FROM pragma_table_info('kept') WHERE name <> 'id'"));
                node.script("DELETE FROM catalog_products");
                node.script("INSERT INTO catalog_products (" + columns + ") SELECT " + columns + " FROM kept");
                node.script("DROP TABLE kept");
            } else {
                String made = node.one("SELECT sql FROM sqlite_master WHERE name = 'catalog_products'");
                node.script("DROP TABLE catalog_products");
                node.script(made);
                node.script("INSERT INTO catalog_products SELECT * FROM kept WHERE id % 5 > 0");
                node.script("DROP TABLE kept");
            }
        }

        private String name() {
            return "run " + random.nextInt(3);
        }

        private void tap() {
            new Taps(server.file, server.context)
                    .record(List.of(new Tap(
                            server.context.ids().next(),
                            url(),
                            Decision.of(ReviewType.MODESTY, decision()).orElseThrow(),
                            random.nextBoolean() ? "dress" : null,
                            null,
                            "Ada",
                            server.context.now() - random.nextInt(1000) * 1_000_000L,
                            null)));
            truth.addAll(server.sent());
        }

        private void exchange(TestNode laptop) {
            if (random.nextBoolean()) {
                laptop.capture();
                changes.addAll(laptop.sent());
            }
            pull(laptop, truth, changes);
        }

        /** Reads some of what waits, and sometimes a part of it again. */
        private void pull(TestNode node, List<Envelope> from, List<Envelope> to) {
            int position = read.getOrDefault(node, 0);
            int again = random.nextInt(3) == 0 ? random.nextInt(position + 1) : position;
            int end = position + random.nextInt(from.size() - position + 1);
            node.merge(from.subList(again, end));
            read.put(node, end);
            to.addAll(node.sent());
        }

        void settle() {
            for (int round = 0; round < 4; round++) {
                for (TestNode laptop : laptops) {
                    laptop.capture();
                    changes.addAll(laptop.sent());
                }
                readAll(server, changes, truth);
                for (TestNode laptop : laptops) {
                    readAll(laptop, truth, changes);
                }
            }
        }

        private void readAll(TestNode node, List<Envelope> from, List<Envelope> to) {
            node.merge(new ArrayList<>(from.subList(read.getOrDefault(node, 0), from.size())));
            read.put(node, from.size());
            to.addAll(node.sent());
        }

        private String url() {
            return "https://shop.example/" + random.nextInt(4);
        }

        private String decision() {
            return DECISIONS.get(random.nextInt(3));
        }

        /** Around now, in one of the formats that are found in the wild; sometimes none at all. */
        private String time() {
            long at = Math.max(0, minute + random.nextInt(40) - 30);
            String format = switch (random.nextInt(3)) {
                case 0 -> "2025-11-20 %02d:%02d:00";
                case 1 -> "2025-11-20T%02d:%02d:00.215043";
                default -> "2025-11-20T%02d:%02d:00Z";
            };
            return format.formatted(at / 60, at % 60);
        }

        @Override
        public void close() {
            server.close();
            laptops.forEach(TestNode::close);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
