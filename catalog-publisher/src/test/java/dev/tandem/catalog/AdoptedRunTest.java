package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.broker.LocalBroker;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.relay.Relay;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on a file that was adopted and has not been synced yet. */
class AdoptedRunTest {
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
    void what_the_stream_has_already_is_not_sent_with_a_run() throws SQLException {
        Path server = withProduct("server.db");
        Path laptop = withProduct("products.db");
        try (SyncedFile file = SyncedFile.open(server)) {
            NodeContext context = adopted(file, Role.SERVER);
            new Capture(file, context).run();
            try (Relay relay = Relay.connect(file, context, KafkaSettings.of(broker.bootstrapServers(), "tandem"))) {
                assertThat(relay.runOnce().changes()).isPositive();
            }
        }
        try (SyncedFile file = SyncedFile.open(laptop)) {
            adopted(file, Role.LAPTOP);
            assertThat(Adoption.toPublish(file)).isEqualTo(1);
        }
        JsonNode run = new TestCatalog(laptop, broker.bootstrapServers()).done(TestCatalog.feed(folder, 0, 2));
        assertThat(run.get("sent").asInt())
                .as("two products, their reviews, and the run")
                .isEqualTo(5);
        assertThat(run.get("pending").asInt()).isZero();
    }

    private static NodeContext adopted(SyncedFile file, Role role) {
        return Adoption.adopt(file, role, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE)
                .context();
    }

    private Path withProduct(String name) throws SQLException {
        Path path = folder.resolve(name);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                var statement = connection.createStatement()) {
            statement.executeUpdate("""
                    CREATE TABLE products (url TEXT PRIMARY KEY, title TEXT);
                    INSERT INTO products VALUES ('https://known.example/1', 'Blue dress')
                    """);
        }
        return path;
    }
}
