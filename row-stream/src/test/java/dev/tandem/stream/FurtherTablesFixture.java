package dev.tandem.stream;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.RowEvent.RowUpserted;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.adopt.SchemaGrowth;
import dev.tandem.stream.node.Role;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A laptop with two further tables that hold rows, and a server that has neither. */
abstract class FurtherTablesFixture {
    static final String FOUND = "SELECT title || coalesce(price, '') FROM catalog_products ORDER BY 1";

    @TempDir
    Path folder;

    final SettableClock clock = new SettableClock("2025-11-20T10:00:00");
    final List<TestNode> nodes = new ArrayList<>();
    TestNode laptop;
    TestNode server;

    @BeforeEach
    void adoptAFileWithFurtherTables() throws Exception {
        Path path = folder.resolve("products.db");
        make(path);
        laptop = TestNode.adopt(path, Role.LAPTOP, clock);
        server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock);
        nodes.addAll(List.of(laptop, server));
    }

    @AfterEach
    void close() {
        nodes.forEach(TestNode::close);
    }

    static void make(Path path) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                var script = connection.createStatement()) {
            script.executeUpdate("CREATE TABLE products (id INTEGER PRIMARY KEY, url TEXT UNIQUE, title TEXT)");
            script.executeUpdate("CREATE TABLE catalog_products (id INTEGER PRIMARY KEY, title TEXT, price,"
                    + " catalog_url TEXT DEFAULT 'u', retailer TEXT DEFAULT 'r', category TEXT DEFAULT 'c',"
                    + " discovered_date TEXT DEFAULT 'd', created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP)");
            script.executeUpdate("CREATE TABLE catalog_baselines (id INTEGER PRIMARY KEY AUTOINCREMENT,"
                    + " retailer TEXT NOT NULL, category TEXT, baseline_date DATE, total_products_seen INTEGER,"
                    + " updated_at TIMESTAMP, UNIQUE (retailer, category, baseline_date))");
            script.executeUpdate("INSERT INTO catalog_products (title, price, created_at)"
                    + " VALUES ('A', 1, ''), ('B', '$2', ''), ('B', '$2', '')");
            script.executeUpdate(
                    "INSERT INTO catalog_baselines (retailer, category, baseline_date, total_products_seen)"
                            + " VALUES ('shop', 'tops', 20251101, 5), ('shop', NULL, 20251101, 6)");
        }
    }

    static List<String> registers(TestNode node) {
        return node.query("SELECT table_name || key || shown || clock || event || digest FROM tandem_row ORDER BY 1");
    }

    TestNode node(String name, Role role) {
        TestNode node = TestNode.create(folder.resolve(name), role, clock);
        nodes.add(node);
        return node;
    }

    List<Envelope> atServer(List<Envelope> changes) {
        take(server, changes);
        return server.sent();
    }

    static List<dev.tandem.stream.merge.MergeResult> take(TestNode node, List<Envelope> events) {
        List<TandemEvent> all = events.stream().map(Envelope::event).toList();
        SchemaGrowth.makeRoomFor(node.file, all, () -> {});
        return node.merge(events);
    }

    static RowKey run(String id) {
        return new RowKey("catalog_monitoring_runs", List.of("run_id"), List.of(id));
    }

    Envelope upserted(RowKey key, Map<String, Object> columns) {
        long now = laptop.context.now();
        return Events.sentBy("other", new RowUpserted(key, now, false, Columns.of(columns), List.of()));
    }
}
