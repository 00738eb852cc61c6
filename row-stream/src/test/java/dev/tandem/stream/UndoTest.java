package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.RowEvent.ReviewRequested;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.version.EventIds;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.adopt.SchemaGrowth;
import dev.tandem.stream.adopt.Undo;
import dev.tandem.stream.adopt.Undo.Undone;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Taking a file out of Tandem leaves its schema as it was found. */
class UndoTest {
    private static final String SCHEMA =
            "SELECT type || name || tbl_name || coalesce(sql, '') FROM sqlite_master ORDER BY type, name";
    private static final EventIds IDS = EventIds.random();

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2026-11-22T10:00:00");

    @Test
    void a_file_that_another_version_adopted_is_refused_and_can_be_taken_out_and_in_again() {
        Path path = folder.resolve("old.db");
        try (TestNode laptop = TestNode.create(path, Role.LAPTOP, clock)) {
            laptop.script("INSERT INTO products (url, title) VALUES ('https://a.example/1', 'Dress')");
            laptop.capture();
            laptop.script("UPDATE tandem_meta SET value = '1' WHERE name = 'tables_version'");
        }
        assertThatThrownBy(() -> TestNode.adopt(path, Role.LAPTOP, clock))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("another version");
        try (SyncedFile file = SyncedFile.open(path)) {
            Undo.undo(file, clock.instant());
        }
        try (TestNode laptop = TestNode.adopt(path, Role.LAPTOP, clock)) {
            assertThat(laptop.one("SELECT title FROM products")).isEqualTo("Dress");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"products-2025-11-05.db", "products-2025-11-12.db"})
    void a_real_file_that_was_adopted_and_synced_gets_its_schema_back(String name) {
        Path real = TestNode.realFile(name, folder);
        assumeTrue(real != null, "the real file is not on this machine");
        List<String> before;
        try (SyncedFile file = SyncedFile.open(Objects.requireNonNull(real))) {
            before = schema(file);
        }
        try (TestNode laptop = TestNode.adopt(real, Role.LAPTOP, clock)) {
            Columns columns = Columns.of(Map.of("retailer", "shop", "product_data", "{}", "colour", "red"));
            Envelope asked = new Envelope(
                    IDS.next(),
                    "server",
                    0,
                    new ReviewRequested("https://a.example/1", "modesty", 1, false, columns, List.of()));
            SchemaGrowth.makeRoomFor(laptop.file, List.of(asked.event()), () -> {});
            laptop.merge(List.of(asked));
            assertThat(laptop.one("SELECT colour FROM assessment_queue WHERE product_url = 'https://a.example/1'"))
                    .isEqualTo("red");

            Undone undone = Undo.undo(laptop.file, clock.instant());

            assertThat(schema(laptop.file)).isEqualTo(before);
            assertThat(undone.backup().orElseThrow()).exists();
            assertThat(undone.columnsKept()).isEmpty();
            assertThatThrownBy(() -> Undo.undo(laptop.file, clock.instant()))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("has not been adopted");
        }
    }

    @Test
    void a_column_that_the_user_has_come_to_use_stays() {
        Path path = folder.resolve("products.db");
        try (SyncedFile file = SyncedFile.openOrCreate(path)) {
            file.write("make", sql -> sql.update("CREATE TABLE products (url TEXT UNIQUE, title TEXT)"));
        }
        try (TestNode laptop = TestNode.adopt(path, Role.LAPTOP, clock)) {
            laptop.script("CREATE INDEX mine ON products (lifecycle_stage)");

            Undone undone = Undo.undo(laptop.file, clock.instant());

            assertThat(undone.columnsKept()).containsExactly("products.lifecycle_stage");
            assertThat(laptop.query("SELECT name FROM pragma_table_info('products') ORDER BY cid"))
                    .containsExactly("url", "title", "lifecycle_stage");
            assertThat(laptop.query("SELECT name FROM sqlite_master WHERE name GLOB 'tandem*'"))
                    .isEmpty();
        }
    }

    @Test
    void what_goes_with_columns_and_tables_is_counted_beforehand_and_nothing_is_changed() throws IOException {
        Path path = folder.resolve("products.db");
        try (SyncedFile file = SyncedFile.openOrCreate(path)) {
            file.write("make", sql -> sql.update("CREATE TABLE products (url TEXT UNIQUE, title TEXT)"));
        }
        try (TestNode laptop = TestNode.adopt(path, Role.LAPTOP, clock)) {
            SchemaGrowth.requireFurther(laptop.file, "catalog_monitoring_runs", () -> {});
            laptop.script(
                    "INSERT INTO products (url, title, lifecycle_stage, assessed_at)"
                            + " VALUES ('https://a.example/1', 'Dress', 'mine', NULL), ('https://a.example/2', 'Skirt', 'mine', NULL)");
            laptop.script("INSERT INTO catalog_monitoring_runs (run_id, run_type) VALUES ('r1', 'full')");
            byte[] before = Files.readAllBytes(path);

            Undone foreseen = Undo.foresee(laptop.file);

            assertThat(Files.readAllBytes(path)).isEqualTo(before);
            assertThat(foreseen.losesSomething()).isTrue();
            assertThat(foreseen.valuesLost()).isEqualTo(Map.of("products.lifecycle_stage", 2L));
            assertThat(foreseen.rowsLost()).isEqualTo(Map.of("catalog_monitoring_runs", 1L));
            assertThat(foreseen.room()).isPositive();
            Undone undone = Undo.undo(laptop.file, clock.instant());
            assertThat(undone.valuesLost()).isEqualTo(foreseen.valuesLost());
            assertThat(undone.room()).isEqualTo(foreseen.room());
        }
    }

    private static List<String> schema(SyncedFile file) {
        return file.read("read", sql -> sql.all(SCHEMA, row -> row.getString(1)));
    }
}
