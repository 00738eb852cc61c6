package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.event.RowEvent.RowRemoved;
import dev.tandem.schema.event.RowEvent.RowUpserted;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.adopt.FurtherTables;
import dev.tandem.stream.adopt.SchemaGrowth;
import dev.tandem.stream.adopt.Undo;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.register.History.Outcome;
import dev.tandem.stream.register.RowRegister;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.verify.Mending;
import dev.tandem.stream.verify.Standing;
import dev.tandem.stream.verify.Theirs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Further tables: rows under their UNIQUE constraint, or under where they came from. */
class FurtherTablesTest {
    private static final String SCHEMA =
            "SELECT type || name || tbl_name || coalesce(sql, '') FROM sqlite_master ORDER BY type, name";
    private static final String FOUND = "SELECT title || coalesce(price, '') FROM catalog_products ORDER BY 1";

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2025-11-20T10:00:00");
    private final List<TestNode> nodes = new ArrayList<>();
    private TestNode laptop;
    private TestNode server;

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

    private static void make(Path path) throws Exception {
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

    @Test
    void a_repair_makes_the_tables_that_a_laptop_lacks() {
        atServer(laptop.sent());
        TestNode fresh = node("fresh.db", Role.LAPTOP);
        List<Theirs> theirs = server.file.read("look at", sql -> {
            Rows rows = Rows.of(sql);
            List<Theirs> all = new ArrayList<>();
            for (String table : List.of("catalog_products", "catalog_baselines")) {
                for (RowRegister.Known known : rows.states().between(table, Long.MIN_VALUE, Long.MAX_VALUE)) {
                    all.add(new Theirs(table, known.id(), true, Standing.of(rows, server.context, table, known.id())));
                }
            }
            return all;
        });
        new Mending(fresh.file, fresh.context).mend(theirs);
        assertThat(WalkTest.difference(fresh, server)).isEmpty();
        assertThat(fresh.query(FOUND)).containsExactly("A1", "B$2", "B$2");
    }

    @Test
    void rows_travel_whole_to_a_file_that_lacks_the_tables_and_come_to_a_new_laptop() {
        List<Envelope> changes = laptop.sent();
        assertThat(changes).hasSize(4);
        List<Envelope> truth = atServer(changes);
        assertThat(truth).hasSize(4);
        assertThat(server.query(FOUND)).containsExactly("A1", "B$2", "B$2");
        assertThat(
                        server.one(
                                "SELECT retailer || category || typeof(baseline_date) || total_products_seen FROM catalog_baselines"))
                .isEqualTo("shoptopsinteger5");
        assertThat(server.capture().events()).isZero();
        TestNode fresh = node("fresh.db", Role.LAPTOP);
        take(fresh, truth);
        assertThat(WalkTest.difference(fresh, server)).isEmpty();
        take(laptop, truth);
        assertThat(registers(laptop)).isEqualTo(registers(server));
        assertThat(laptop.capture().events()).isZero();
    }

    @Test
    void a_row_whose_key_holds_null_stays_local_and_is_counted() {
        laptop.sent();
        laptop.script("UPDATE catalog_baselines SET total_products_seen = 7 WHERE category IS NULL");
        Captured captured = laptop.capture();
        assertThat(captured.unnamed()).isPositive();
        assertThat(captured.events()).isZero();
    }

    @Test
    void changes_and_removals_of_a_keyed_row_travel() {
        List<Envelope> truth = atServer(laptop.sent());
        take(laptop, truth);
        server.script("UPDATE catalog_baselines SET total_products_seen = 9");
        server.capture();
        take(laptop, server.sent());
        assertThat(laptop.one("SELECT total_products_seen FROM catalog_baselines WHERE category = 'tops'"))
                .isEqualTo("9");
        laptop.script("DELETE FROM catalog_baselines WHERE category = 'tops'");
        laptop.capture();
        List<Envelope> removed = laptop.sent();
        assertThat(removed).hasSize(1);
        assertThat(removed.get(0).event()).isInstanceOf(RowRemoved.class);
        atServer(removed);
        assertThat(server.query("SELECT * FROM catalog_baselines")).isEmpty();
    }

    @Test
    void an_update_of_a_row_without_a_key_is_an_update_of_the_same_row_everywhere() {
        take(laptop, atServer(laptop.sent()));
        laptop.script("UPDATE catalog_products SET price = 3 WHERE title = 'A'");
        laptop.script("INSERT OR REPLACE INTO catalog_products (id, title, price) VALUES (2, 'B', 4)");
        assertThat(laptop.capture().listings()).isEqualTo(2);
        atServer(laptop.sent());
        assertThat(server.query(FOUND)).containsExactly("A3", "B$2", "B4");
    }

    @Test
    void a_row_id_that_is_used_again_after_a_deletion_is_another_row() {
        take(laptop, atServer(laptop.sent()));
        laptop.script("DELETE FROM catalog_products WHERE id = 3");
        laptop.script("INSERT INTO catalog_products (title, price) VALUES ('C', 5)");
        assertThat(laptop.one("SELECT id FROM catalog_products WHERE title = 'C'"))
                .isEqualTo("3");
        Captured captured = laptop.capture();
        assertThat(captured.listings()).isEqualTo(1);
        assertThat(captured.removals()).isEqualTo(1);
        atServer(laptop.sent());
        assertThat(server.query(FOUND)).containsExactly("A1", "B$2", "C5");
    }

    @Test
    void rows_that_are_deleted_and_inserted_again_as_they_were_are_no_change() {
        laptop.sent();
        laptop.script("CREATE TABLE kept AS SELECT * FROM catalog_products");
        laptop.script("DELETE FROM catalog_products");
        laptop.script(
                "INSERT INTO catalog_products SELECT id + 10, title, price, catalog_url, retailer, category, discovered_date, created_at FROM kept");
        assertThat(laptop.capture().events()).isZero();
        laptop.script("UPDATE catalog_products SET id = id + 100");
        assertThat(laptop.capture().events()).isZero();
    }

    @Test
    void a_table_that_is_dropped_and_remade_keeps_its_rows_origins() {
        take(laptop, atServer(laptop.sent()));
        laptop.script(
                "CREATE TABLE kept AS SELECT title, price, catalog_url, retailer, category, discovered_date, created_at FROM catalog_products ORDER BY title DESC");
        laptop.script("DROP TABLE catalog_products");
        laptop.script("ALTER TABLE kept RENAME TO catalog_products");
        laptop.script("UPDATE catalog_products SET price = 8 WHERE title = 'A'");
        Captured captured = laptop.capture();
        assertThat(captured.events())
                .as("the other row A, and that the one before is gone")
                .isEqualTo(2);
        atServer(laptop.sent());
        assertThat(server.query(FOUND)).containsExactly("A8", "B$2", "B$2");
        laptop.script("DELETE FROM catalog_products WHERE title = 'A'");
        laptop.script("VACUUM");
        assertThat(laptop.capture().removals()).isEqualTo(1);
        assertThat(laptop.capture().events()).isZero();
    }

    @Test
    void a_large_table_that_is_refilled_is_no_change() {
        laptop.sent();
        laptop.script("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 700)"
                + " INSERT INTO catalog_products (title, price) SELECT 'n', i FROM n");
        assertThat(laptop.capture().listings()).isEqualTo(700);
        laptop.sent();
        laptop.script(
                "CREATE TABLE kept AS SELECT title, price, catalog_url, retailer, category, discovered_date, created_at FROM catalog_products");
        laptop.script("DELETE FROM catalog_products");
        laptop.script(
                "INSERT INTO catalog_products (title, price, catalog_url, retailer, category, discovered_date, created_at) SELECT * FROM kept ORDER BY price DESC");
        assertThat(laptop.capture().events()).isZero();
        laptop.script("DELETE FROM catalog_products");
        assertThat(laptop.capture().removals()).isEqualTo(703);
    }

    @Test
    void two_files_that_were_copies_do_not_end_with_each_row_twice() throws Exception {
        Path copy = folder.resolve("copy.db");
        make(copy);
        TestNode twin = TestNode.adopt(copy, Role.LAPTOP, clock);
        nodes.add(twin);
        twin.script("INSERT INTO catalog_products (title, price) VALUES ('only here', 1)");
        List<Envelope> truth = atServer(laptop.sent());
        take(laptop, truth);
        take(twin, truth);
        List<Envelope> further = twin.sent();
        assertThat(further).hasSize(1);
        truth = atServer(further);
        take(laptop, truth);
        take(twin, truth);
        assertThat(twin.query(FOUND)).containsExactly("A1", "B$2", "B$2", "only here1");
        assertThat(registers(twin)).isEqualTo(registers(server));
        assertThat(registers(laptop)).isEqualTo(registers(server));
    }

    @Test
    void a_table_that_no_setting_names_is_passed_over_and_never_made() {
        RowKey key = new RowKey("secrets", List.of("name"), List.of("a"));
        assertThat(take(laptop, List.of(upserted(key, Map.of("value", "x")))))
                .extracting(result -> result.outcome())
                .containsExactly(Outcome.PASSED_OVER);
        assertThat(laptop.query("SELECT name FROM sqlite_master WHERE name = 'secrets'"))
                .isEmpty();
        assertThat(laptop.query("SELECT * FROM tandem_row WHERE table_name = 'secrets'"))
                .isEmpty();
    }

    @Test
    void a_table_that_a_setting_names_later_is_taken_in_with_what_was_passed_over() {
        laptop.script("CREATE TABLE notes (name TEXT PRIMARY KEY, text TEXT, rank INTEGER DEFAULT 7)");
        laptop.script("INSERT INTO notes (name, text) VALUES ('a', 'mine')");
        laptop.sent();
        RowKey key = new RowKey("notes", List.of("name"), List.of("b"));
        Envelope theirs = upserted(key, Map.of("text", "theirs"));
        take(laptop, List.of(theirs));
        laptop.file.write(
                "note",
                sql -> sql.update(
                        "INSERT INTO tandem_offset (topic, partition, topic_id, next) VALUES ('tandem.rows', 0, 'x', 9)"));
        List<String> names = List.of("catalog_products", "catalog_baselines", "notes");
        FurtherTables.accept(laptop.file, names);
        assertThat(laptop.query("SELECT * FROM tandem_offset"))
                .as("read once more from the beginning")
                .isEmpty();
        assertThat(laptop.capture().listings()).isEqualTo(1);
        assertThat(((RowUpserted) laptop.sent().get(0).event()).clock())
                .as("it was there before")
                .isZero();
        take(laptop, List.of(theirs));
        assertThat(laptop.query("SELECT name || text FROM notes ORDER BY 1")).containsExactly("amine", "btheirs");
        FurtherTables.accept(laptop.file, names);
        assertThat(laptop.capture().events()).isZero();
        FurtherTables.accept(laptop.file, List.of("catalog_products"));
        laptop.script("UPDATE notes SET text = 'unseen'");
        laptop.script("UPDATE catalog_baselines SET total_products_seen = 0");
        assertThat(laptop.capture().events()).isZero();
    }

    @Test
    void a_table_that_nobody_knows_is_made_from_the_event() {
        FurtherTables.accept(server.file, List.of("notes"));
        RowKey key = new RowKey("notes", List.of("day", "name"), List.of(5L, "a"));
        take(server, List.of(upserted(key, Map.of("text", "x", "rank", 2.5))));
        assertThat(server.one("SELECT typeof(id) || day || name || text || rank FROM notes"))
                .isEqualTo("integer5ax2.5");
        server.script("INSERT OR REPLACE INTO notes (day, name, text) VALUES (5, 'a', 'y')");
        assertThat(server.capture().listings()).isEqualTo(1);
        RowUpserted changed = (RowUpserted) server.sent().get(1).event();
        assertThat(changed.key()).isEqualTo(key);
    }

    @Test
    void a_table_that_a_script_made_meanwhile_is_captured_before_an_event_touches_it() {
        take(laptop, List.of(upserted(run("r1"), Map.of("run_type", "first"))));
        server.script("CREATE TABLE catalog_monitoring_runs (run_id TEXT UNIQUE, run_type TEXT)");
        server.script("INSERT INTO catalog_monitoring_runs VALUES ('r1', 'mine')");
        Envelope theirs = upserted(run("r1"), Map.of("run_type", "theirs"));
        SchemaGrowth.makeRoomFor(server.file, List.of(theirs.event()), () -> {});
        assertThat(server.capture().listings()).isEqualTo(1);
        assertThat(((RowUpserted) server.sent().get(0).event()).columns().text("run_type"))
                .isEqualTo("mine");
    }

    @Test
    void another_key_than_the_one_here_is_an_error_with_its_cause() {
        RowKey other = new RowKey("catalog_baselines", List.of("total_products_seen"), List.of(5L));
        assertThatThrownBy(() -> take(laptop, List.of(upserted(other, Map.of("retailer", "shop")))))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("UNIQUE constraint is not the same");
    }

    @Test
    void a_row_that_lacks_what_must_not_be_null_is_hidden_until_it_comes() {
        RowKey key = new RowKey(
                "catalog_baselines", List.of("baseline_date", "category", "retailer"), List.of("d", "c", "r"));
        laptop.script("CREATE TABLE stricter (id INTEGER PRIMARY KEY, name TEXT UNIQUE, must TEXT NOT NULL)");
        FurtherTables.accept(laptop.file, List.of("stricter", "catalog_baselines"));
        laptop.capture();
        RowKey strict = new RowKey("stricter", List.of("name"), List.of("a"));
        take(laptop, List.of(upserted(strict, Map.of("other", "x")), upserted(key, Map.of("total_products_seen", 1L))));
        assertThat(laptop.query("SELECT * FROM stricter")).isEmpty();
        take(laptop, List.of(upserted(strict, Map.of("must", "y"))));
        assertThat(laptop.one("SELECT name || must || other FROM stricter")).isEqualTo("ayx");
    }

    @Test
    void undo_leaves_the_schema_as_it_was_found() throws Exception {
        Path path = folder.resolve("undone.db");
        make(path);
        List<String> before;
        try (SyncedFile file = SyncedFile.open(path)) {
            before = file.read("read", sql -> sql.all(SCHEMA, row -> row.getString(1)));
        }
        TestNode node = TestNode.adopt(path, Role.LAPTOP, clock);
        nodes.add(node);
        take(node, List.of(upserted(run("r1"), Map.of("run_type", "x", "colour", "red"))));
        take(node, List.of(upserted(RowKey.origin("catalog_products", "n", "1"), Map.of("colour", "red"))));
        assertThat(Undo.undo(node.file, clock.instant()).tablesRemoved()).containsExactly("catalog_monitoring_runs");
        assertThat(node.query(SCHEMA)).isEqualTo(before);
    }

    @Test
    void the_real_files_rows_travel() {
        Path real = TestNode.realFile("products-2025-11-12.db", folder);
        assumeTrue(real != null && Files.exists(real), "the real file is not on this machine");
        TestNode found = TestNode.adopt(Objects.requireNonNull(real), Role.LAPTOP, clock);
        nodes.add(found);
        List<Envelope> further = found.sent().stream()
                .filter(e -> e.event() instanceof RowEvent row && row.isOfFurtherTable())
                .toList();
        assertThat(further).hasSize(573);
        atServer(further);
        for (String table : List.of("catalog_products", "catalog_baselines", "catalog_monitoring_runs")) {
            String all = "SELECT count(*) || ' ' || sum(length(created_at)) FROM " + table;
            assertThat(server.one(all)).isEqualTo(found.one(all));
        }
    }

    private static List<String> registers(TestNode node) {
        return node.query("SELECT table_name || key || shown || clock || event || digest FROM tandem_row ORDER BY 1");
    }

    private TestNode node(String name, Role role) {
        TestNode node = TestNode.create(folder.resolve(name), role, clock);
        nodes.add(node);
        return node;
    }

    private List<Envelope> atServer(List<Envelope> changes) {
        take(server, changes);
        return server.sent();
    }

    private static List<dev.tandem.stream.merge.MergeResult> take(TestNode node, List<Envelope> events) {
        List<TandemEvent> all = events.stream().map(Envelope::event).toList();
        SchemaGrowth.makeRoomFor(node.file, all, () -> {});
        return node.merge(events);
    }

    private static RowKey run(String id) {
        return new RowKey("catalog_monitoring_runs", List.of("run_id"), List.of(id));
    }

    private Envelope upserted(RowKey key, Map<String, Object> columns) {
        long now = laptop.context.now();
        return Events.sentBy("other", new RowUpserted(key, now, false, Columns.of(columns), List.of()));
    }
}
