package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.broker.LocalBroker;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.kafka.BrokerAwayException;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.relay.Ahead;
import dev.tandem.stream.relay.Relay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection that is opened before there is anything to send. */
class AheadTest {
    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2025-11-25T10:00:00");

    @Test
    void what_a_twin_sends_after_the_connection_was_opened_is_noticed_before_anything_is_published()
            throws IOException {
        Path file = folder.resolve("laptop.db");
        Path copy = folder.resolve("copy.db");
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"));
                TestNode laptop = TestNode.create(file, Role.LAPTOP, clock)) {
            Stream stream = new Stream(KafkaSettings.of(broker.bootstrapServers(), "twins"));
            product(laptop, "a");
            laptop.capture();
            stream.send(laptop);
            Files.copy(file, copy);
            try (TestNode twin = TestNode.create(copy, Role.LAPTOP, clock);
                    Ahead ahead = Ahead.start(stream.kafka())) {
                product(twin, "b");
                twin.capture();
                stream.send(twin);
                product(laptop, "c");
                laptop.capture();
                try (Relay relay = ahead.connect(laptop.file, laptop.context)) {
                    assertThat(relay.notes()).hasSize(1).first().asString().contains("its twin is in use");
                    assertThat(relay.runOnce().changes()).isEqualTo(1);
                }
                assertThat(stream.keys(Topic.CHANGES)).hasSize(3);
            }
        }
    }

    @Test
    void a_broker_that_was_away_when_the_connection_was_to_be_opened_is_asked_again() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        KafkaSettings kafka = KafkaSettings.of("127.0.0.1:" + port, "late");
        try (TestNode laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock);
                Ahead ahead = Ahead.start(kafka)) {
            product(laptop, "a");
            laptop.capture();
            assertThatThrownBy(() -> ahead.connect(laptop.file, laptop.context))
                    .isInstanceOf(BrokerAwayException.class)
                    .hasMessageContaining("127.0.0.1:" + port);
            assertThat(laptop.one("SELECT count(*) FROM tandem_outbox")).isEqualTo("1");
            try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), port);
                    Relay relay = ahead.connect(laptop.file, laptop.context)) {
                assertThat(broker.port()).isEqualTo(port);
                assertThat(relay.runOnce().changes()).isEqualTo(1);
            }
        }
    }

    private static void product(TestNode node, String name) {
        node.script(
                "INSERT INTO products (url, title, last_updated)"
                        + " VALUES ('https://shop.example/' || ?, 'Dress', '2025-11-20 10:00:00')",
                name);
    }
}
