package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.adopt.Backup;
import dev.tandem.stream.adopt.SchemaGrowth;
import dev.tandem.stream.node.Role;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that an older file lacks. */
class GrowthTest {
    @TempDir
    Path folder;

    @Test
    void a_file_without_a_queue_gets_one_that_is_copied_before_and_watched_and_remembered() throws SQLException {
        Path path = folder.resolve("products.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                var script = connection.createStatement()) {
            script.executeUpdate("CREATE TABLE products (id INTEGER PRIMARY KEY, url TEXT UNIQUE, title TEXT)");
            script.executeUpdate("INSERT INTO products (url, title) VALUES ('https://shop.example/1', 'Dress')");
        }
        SettableClock clock = new SettableClock("2026-11-22T10:00:00");
        try (TestNode node = TestNode.adopt(path, Role.LAPTOP, clock)) {
            assertThat(node.one("SELECT count(*) FROM tandem_outbox")).isEqualTo("1");
            require(node);
            require(node);
            assertThat(Backup.list(path))
                    .as("one of adopting, one of the table")
                    .hasSize(2);
            assertThat(node.one("SELECT value FROM tandem_meta WHERE name = 'added_tables'"))
                    .isEqualTo("assessment_queue");
            node.script("INSERT INTO assessment_queue (product_url, retailer, review_type, product_data)"
                    + " VALUES ('https://shop.example/1', 'shop', 'modesty', '{}')");
            assertThat(node.one("SELECT count(*) FROM tandem_change")).isEqualTo("1");
            assertThat(node.capture().events()).isEqualTo(1);
        }
    }

    private static void require(TestNode node) {
        SchemaGrowth.require(
                node.file, SyncTable.ASSESSMENT_QUEUE, () -> Backup.make(node.file, "schema", node.clock.instant()));
    }
}
