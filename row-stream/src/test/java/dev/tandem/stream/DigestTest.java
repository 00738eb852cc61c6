package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.RowEvent.ProductListed;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.capture.Unnoticed;
import dev.tandem.stream.merge.Merge;
import dev.tandem.stream.node.Role;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestTest {
    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2025-11-25T10:00:00");

    @Test
    void what_a_column_rewrites_is_the_same_by_digest_and_no_local_change() throws SQLException {
        Path narrow = folder.resolve("narrow.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + narrow);
                var statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE products (id INTEGER PRIMARY KEY, url TEXT UNIQUE, title TEXT,"
                    + " price INTEGER, currency TEXT NOT NULL DEFAULT 'USD', last_updated TEXT)");
        }
        try (TestNode wide = TestNode.create(folder.resolve("wide.db"), Role.SERVER, clock);
                TestNode laptop = TestNode.adopt(narrow, Role.LAPTOP, clock)) {
            Envelope listed = Events.sentBy(
                    "elsewhere",
                    new ProductListed(
                            Events.URL,
                            Events.micros("2025-11-20 10:00:00"),
                            false,
                            Columns.of(Map.of("title", "t", "price", "695")),
                            List.of()));
            wide.merge(List.of(listed));
            laptop.merge(List.of(listed));
            assertThat(laptop.one("SELECT typeof(price) || currency FROM products"))
                    .isEqualTo("integerUSD");
            assertThat(laptop.capture().events()).isZero();
            assertThat(Counted.kept(laptop)).isEqualTo(Counted.kept(wide)).isEqualTo(Counted.anew(laptop));

            Envelope verdict = Events.sentBy("elsewhere", Events.verdict(Decision.MODEST, "2025-11-21 10:00:00"));
            wide.merge(List.of(verdict, listed));
            laptop.merge(List.of(listed, verdict));
            assertThat(laptop.capture().events()).isZero();
            assertThat(Counted.kept(laptop)).isEqualTo(Counted.kept(wide)).isEqualTo(Counted.anew(laptop));
        }
    }

    @Test
    void what_is_taken_back_leaves_no_digest_behind() {
        try (TestNode node = TestNode.create(folder.resolve("a.db"), Role.LAPTOP, clock)) {
            node.merge(List.of(Events.sentBy("elsewhere", Events.listed("t", "2025-11-20 10:00:00"))));
            Map<String, String> before = Counted.kept(node);
            node.file.write("try", sql -> {
                Unnoticed.run(
                        sql,
                        () -> assertThat(sql.attempt(() -> {
                                    Merge.into(sql, node.context)
                                            .apply(
                                                    Events.sentBy(
                                                            "elsewhere", Events.listed("u", "2025-11-21 10:00:00")),
                                                    0);
                                    sql.update("INSERT INTO products (url) VALUES (?)", Events.URL);
                                }))
                                .isPresent());
                return true;
            });
            assertThat(Counted.kept(node)).isEqualTo(before).isEqualTo(Counted.anew(node));
        }
    }

    @Test
    void a_row_that_is_gone_counts_for_nothing() {
        try (TestNode node = TestNode.create(folder.resolve("a.db"), Role.LAPTOP, clock)) {
            node.script("INSERT INTO products (url, title) VALUES ('https://shop.example/1', 'one')");
            node.capture();
            assertThat(Counted.kept(node)).hasSize(1);
            node.script("DELETE FROM products");
            node.capture();
            assertThat(Counted.kept(node)).isEmpty();
        }
    }

    @Test
    void a_row_that_no_trigger_told_of_is_found() {
        try (TestNode node = TestNode.create(folder.resolve("a.db"), Role.LAPTOP, clock)) {
            node.merge(List.of(Events.sentBy("elsewhere", Events.listed("t", "2025-11-20 10:00:00"))));
            node.file.write("change", sql -> {
                Unnoticed.run(sql, () -> sql.update("UPDATE products SET title = 'unnoticed'"));
                return true;
            });
            assertThat(node.capture().events()).isZero();
            assertThat(Counted.anew(node)).isNotEqualTo(Counted.kept(node));
        }
    }
}
