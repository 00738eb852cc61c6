package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.event.RowEvent.RowRemoved;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.node.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Further tables: rows under their UNIQUE constraint, or under where they came from. */
class FurtherTablesTest extends FurtherTablesFixture {
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
}
