package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schema.event.Envelope;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.adopt.Undo;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.file.TransactionListener;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that cannot be kept in step are refused with a reason, and left as they were. */
class AdoptionTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE other (url TEXT) | has no table 'products' with a column 'url'",
                "CREATE TABLE products (id INTEGER, title TEXT) | has no table 'products' with a column 'url'",
                "CREATE TABLE p (url TEXT); CREATE VIEW products AS SELECT * FROM p | has a view 'products'",
                "CREATE TABLE products (url TEXT PRIMARY KEY) WITHOUT ROWID | WITHOUT ROWID",
                "CREATE TABLE products (url TEXT); INSERT INTO products VALUES ('https://a.example/1'),"
                        + " ('https://a.example/1') | more than one row of 'products' for https://a.example/1",
            })
    void a_file_that_cannot_be_kept_in_step_is_refused_and_left_alone(String made, String why) throws Exception {
        Path path = folder.resolve("products.db");
        run(path, made);
        byte[] before = Files.readAllBytes(path);
        try (SyncedFile file = SyncedFile.open(path)) {
            assertThatThrownBy(() -> adopt(file))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining(why);
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(before);
        assertThat(folder.resolve("tandem-backups")).doesNotExist();
    }

    @Test
    void what_is_no_database_is_refused() throws IOException {
        Path path = folder.resolve("products.db");
        Files.writeString(
                path, "this is a text, and a long one, so that SQLite does not take it for an empty file".repeat(20));
        assertThatThrownBy(() -> SyncedFile.open(path)).hasMessageContaining("not an SQLite database");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_adopting_adds_is_unknown_there_and_empties_nothing_elsewhere(boolean readsFirst) throws Exception {
        SettableClock clock = new SettableClock("2025-11-25T10:00:00");
        Path path = folder.resolve("products.db");
        run(
                path,
                "CREATE TABLE products (url TEXT UNIQUE, title TEXT, last_updated TIMESTAMP); INSERT INTO products VALUES"
                        + " ('https://a.example/1', 'A', '2025-11-20')");
        try (TestNode server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock)) {
            server.script("INSERT INTO products (url, title, last_updated, lifecycle_stage, assessment_status)"
                    + " VALUES ('https://a.example/1', 'A', '2025-11-20', 'pending_assessment', 'queued')");
            server.capture();
            List<Envelope> stream = server.sent();
            try (TestNode laptop = TestNode.adopt(path, Role.LAPTOP, clock)) {
                if (readsFirst) {
                    laptop.merge(stream);
                }
                server.merge(laptop.sent());
                laptop.merge(stream);
                laptop.merge(server.sent());
                for (TestNode node : List.of(server, laptop)) {
                    assertThat(node.one("SELECT lifecycle_stage || ' ' || assessment_status FROM products"))
                            .isEqualTo("pending_assessment queued");
                }
            }
        }
    }

    @Test
    void adopting_twice_changes_nothing_the_second_time() throws Exception {
        Path path = folder.resolve("products.db");
        run(
                path,
                "CREATE TABLE products (url TEXT UNIQUE, title TEXT); INSERT INTO products VALUES ('https://a.example/1', 'A')");
        try (SyncedFile file = SyncedFile.open(path)) {
            Adoption.Adopted first = adopt(file);
            Adoption.Adopted second = adopt(file);
            assertThat(first.captured().listings()).isEqualTo(1);
            assertThat(second.already()).isTrue();
            assertThat(second.captured().events()).isZero();
            assertThat(second.context().node()).isEqualTo(first.context().node());
            assertThat(Adoption.toPublish(file)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_adopt_that_is_halted_at_any_commit_is_done_to_its_end_by_the_next(boolean committed) throws Exception {
        Path original = folder.resolve("original.db");
        run(
                original,
                "CREATE TABLE products (id INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT UNIQUE, title TEXT, modesty_status"
                        + " TEXT); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 450)"
                        + " INSERT INTO products (url, title, modesty_status) SELECT 'https://a.example/' || i, 'A',"
                        + " CASE WHEN i % 3 = 0 THEN 'modest' END FROM n");
        int halts = 0;
        boolean halted = true;
        while (halted) {
            Path path = folder.resolve(committed + "-" + halts + ".db");
            Files.copy(original, path);
            halted = isHalted(path, halts++, committed);
            try (SyncedFile file = SyncedFile.open(path)) {
                adopt(file);
                assertThat(Adoption.toPublish(file))
                        .as("halted at commit %s", halts)
                        .isEqualTo(450 + 150);
                Undo.undo(file, Instant.parse("2025-11-25T10:00:00Z"));
                assertThat(schema(path)).isEqualTo(schema(original));
            }
        }
        assertThat(halts).isGreaterThan(3);
    }

    /** Adopts up to that commit; false if there are not as many. */
    private static boolean isHalted(Path path, int commit, boolean committed) {
        int[] left = {commit};
        try (SyncedFile file = SyncedFile.open(path)) {
            file.tell(new TransactionListener() {
                @Override
                public void committing(String attempt) {
                    if (!committed && left[0]-- == 0) {
                        throw new IllegalStateException("halted");
                    }
                }

                @Override
                public void committed(String attempt, Duration held) {
                    if (committed && left[0]-- == 0) {
                        throw new IllegalStateException("halted");
                    }
                }
            });
            adopt(file);
            return false;
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("halted");
            return true;
        }
    }

    private static String schema(Path path) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery("SELECT group_concat(type || name || coalesce(sql, ''), char(10)) FROM"
                                + " (SELECT * FROM sqlite_master ORDER BY type, name)")) {
            return rows.getString(1);
        }
    }

    private static Adoption.Adopted adopt(SyncedFile file) {
        return Adoption.adopt(file, Role.LAPTOP, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE);
    }

    private static void run(Path path, String statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                var statement = connection.createStatement()) {
            statement.executeUpdate(statements);
        }
    }
}
