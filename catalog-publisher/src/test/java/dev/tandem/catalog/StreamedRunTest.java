package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.broker.LocalBroker;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a new product to the server's queue, over a real broker. */
class StreamedRunTest {
    @TempDir
    static Path brokerFolder;

    static LocalBroker broker;

    @TempDir
    Path folder;

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start(brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void new_products_reach_the_servers_queue_at_once() {
        TestCatalog catalog = new TestCatalog(folder.resolve("products.db"), broker.bootstrapServers());
        JsonNode run = catalog.done(TestCatalog.feed(folder, 0, 20));
        assertThat(run.get("sent").asInt()).isEqualTo(41);
        assertThat(run.get("pending").asInt()).isZero();
        TestCatalog server = pulled();
        assertThat(server.contents()).hasSize(40);
        assertThat(server.one(
                        "SELECT count(*) FROM assessment_queue WHERE status = 'pending' AND review_type = 'modesty'"))
                .isEqualTo("20");
        assertThat(server.one("SELECT count(*) FROM products WHERE lifecycle_stage = 'pending_assessment'"))
                .isEqualTo("20");

        assertThat(catalog.done(TestCatalog.feed(folder, 0, 20)).get("sent").asInt())
                .as("only that there was a run")
                .isEqualTo(1);
    }

    @Test
    void what_waited_goes_with_the_next_run_that_has_a_connection() {
        Path database = folder.resolve("products.db");
        Path feed = TestCatalog.feed(folder, 100, 5);
        assertThat(new TestCatalog(database, TestCatalog.NO_BROKER)
                        .done(feed)
                        .get("pending")
                        .asInt())
                .isEqualTo(12);
        JsonNode run = new TestCatalog(database, broker.bootstrapServers()).done(feed);
        assertThat(run.get("sent").asInt()).isEqualTo(12);
        assertThat(run.get("pending").asInt()).isZero();
    }

    private TestCatalog pulled() {
        Path path = folder.resolve("server.db");
        try (SyncedFile file = SyncedFile.openOrCreate(path)) {
            NodeContext context = Adoption.openOrCreate(
                            file, Role.SERVER, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE)
                    .context();
            try (Inbox inbox = Inbox.connect(file, context, KafkaSettings.of(broker.bootstrapServers(), "tandem"))) {
                Merged merged = inbox.runToEnd();
                assertThat(merged.deadLettered()).isZero();
            }
        }
        return new TestCatalog(path, TestCatalog.NO_BROKER);
    }
}
