package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.schema.event.RowEvent.RowUpserted;
import dev.tandem.schema.row.RowKey;
import dev.tandem.stream.adopt.FurtherTables;
import dev.tandem.stream.adopt.SchemaGrowth;
import dev.tandem.stream.adopt.Undo;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.register.History.Outcome;
import dev.tandem.stream.register.RowRegister;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.verify.Mending;
import dev.tandem.stream.verify.Standing;
import dev.tandem.stream.verify.Theirs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Further tables that are absent, made, named by a setting, or not as the other side has them. */
class FurtherTablesMadeTest extends FurtherTablesFixture {
    private static final String SCHEMA =
            "SELECT type || name || tbl_name || coalesce(sql, '') FROM sqlite_master ORDER BY type, name";

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
}
