package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.broker.LocalBroker;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.adopt.Undo;
import dev.tandem.stream.capture.Unnoticed;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.merge.TestProducts;
import dev.tandem.stream.metrics.NodeMetrics;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.relay.Relay;
import dev.tandem.stream.relay.Sending;
import dev.tandem.stream.seal.Seal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What is confirmed may stay in the outbox for a while, and is sent once all the same. */
class RelayTest {
    @TempDir
    static Path shared;

    private static LocalBroker broker;

    @TempDir
    Path folder;

    private long nanos;
    private TestNode server;
    private Stream stream;

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start(shared.resolve("broker"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void openServer(TestInfo test) {
        String prefix = test.getTestMethod().orElseThrow().getName();
        stream = new Stream(KafkaSettings.of(broker.bootstrapServers(), prefix));
        server = TestNode.create(folder.resolve("server.db"), Role.SERVER, new SettableClock("2025-11-25T10:00:00"));
        product("a");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void what_stays_in_the_outbox_is_sent_once() {
        try (Relay relay = relay()) {
            assertThat(relay.send().changes()).isEqualTo(1);
            product("b");
            assertThat(relay.send().changes()).isEqualTo(1);
            assertThat(relay.send().changes()).isZero();
            assertThat(waiting()).isEqualTo("2");
            relay.removeConfirmed();
            assertThat(waiting()).isEqualTo("0");
            product("c");
            assertThat(relay.runOnce().changes()).isEqualTo(1);
            assertThat(waiting()).isEqualTo("0");
        }
        assertThat(stream.keys(Topic.PRODUCTS)).hasSize(3);
    }

    @Test
    void what_was_confirmed_and_not_removed_is_sent_again_the_same_byte_for_byte_by_the_same_node() {
        try (Relay relay = relay()) {
            relay.runOnce();
            product("b");
            product("c");
            assertThat(relay.send().changes()).isEqualTo(2);
        }
        try (Relay next = relay()) {
            assertThat(next.notes()).isEmpty();
            assertThat(next.runOnce().changes()).isEqualTo(2);
        }
        assertThat(waiting()).isEqualTo("0");
        List<ConsumerRecord<String, byte[]>> records = stream.records(Topic.PRODUCTS);
        assertThat(records).hasSize(5);
        assertThat(records.get(3).value()).isEqualTo(records.get(1).value());
        assertThat(records.get(4).value()).isEqualTo(records.get(2).value());
    }

    @Test
    void what_gives_way_until_it_is_sent_is_removed_as_soon_as_it_is() {
        try (TestNode adopted = adopted();
                Relay relay = Relay.connect(adopted.file, adopted.context, stream.kafka())) {
            assertThat(relay.send().changes()).isPositive();
            assertThat(adopted.one("SELECT count(*) FROM tandem_outbox")).isEqualTo("0");
        }
    }

    @Test
    void what_is_old_is_removed_even_where_nothing_waits() {
        try (Relay relay = relay()) {
            relay.send();
            nanos = Duration.ofSeconds(5).toNanos() - 1;
            relay.send();
            assertThat(waiting()).isEqualTo("1");
            nanos++;
            relay.send();
            assertThat(waiting()).isEqualTo("0");
        }
    }

    @Test
    void what_was_confirmed_is_told_once_it_can_be_removed() {
        server.script("CREATE TRIGGER stuck BEFORE DELETE ON tandem_outbox BEGIN SELECT RAISE(ABORT, 'stuck'); END");
        try (Relay relay = relay()) {
            assertThatThrownBy(relay::runOnce).isInstanceOf(StreamException.class);
            server.script("DROP TRIGGER stuck");
            Relay.Sent sent = relay.runOnce();
            assertThat(sent.changes()).isEqualTo(1);
            assertThat(sent.ends()).containsValue(1L).hasSize(1);
            assertThat(relay.runOnce().changes()).isZero();
        }
        assertThat(waiting()).isEqualTo("0");
        assertThat(stream.keys(Topic.PRODUCTS)).hasSize(1);
    }

    @Test
    void a_self_test_that_is_forgotten_before_it_is_removed_makes_no_new_node() {
        String url = TestProducts.PREFIX + "node/1";
        try (Relay relay = relay()) {
            relay.runOnce();
            server.script("INSERT INTO products (url, title) VALUES (?, 'Test')", url);
            server.capture();
            assertThat(relay.send().changes()).isEqualTo(1);
            server.file.<Boolean>write("forget a self test in", sql -> {
                Unnoticed.run(sql, () -> TestProducts.forget(sql, url));
                return true;
            });
            assertThat(waiting()).isEqualTo("0");
        }
        try (Relay next = relay()) {
            assertThat(next.notes()).isEmpty();
        }
        assertThat(server.one("SELECT value FROM tandem_meta WHERE name = 'node_id'"))
                .isEqualTo(server.context.node().id());
    }

    @Test
    void what_is_confirmed_does_not_count_as_waiting() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        NodeMetrics metrics = new NodeMetrics(meters, server.file, server.context);
        server.clock.set("2025-11-25T11:00:00");
        try (Relay relay = relay()) {
            assertThat(meters.get("tandem.outbox.age.seconds").gauge().value()).isPositive();
            relay.send();
            metrics.confirmed(relay.keptUpTo());
            assertThat(waiting()).isEqualTo("1");
            assertThat(meters.get("tandem.outbox.events").gauge().value()).isZero();
            assertThat(meters.get("tandem.outbox.age.seconds").gauge().value()).isZero();
            product("b");
            assertThat(meters.get("tandem.outbox.events").gauge().value()).isEqualTo(1);
        }
    }

    @Test
    void where_what_is_to_be_sent_cannot_be_sealed_no_producer_is_opened_that_nobody_would_close() {
        KafkaSettings usual = stream.kafka();
        KafkaSettings damaged = new KafkaSettings(
                usual.bootstrapServers(),
                usual.prefix(),
                usual.partitions(),
                usual.replication(),
                usual.uncompacted(),
                Map.of(Seal.KEY, "no key"));
        int[] opened = {0};
        assertThatThrownBy(() -> Sending.relay(server.file, server.context, damaged, () -> nanos, () -> {
                    opened[0]++;
                    return Clients.producer(damaged);
                }))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("seals what it sends");
        assertThat(opened[0]).isZero();
    }

    private Relay relay() {
        return Sending.relay(server.file, server.context, stream.kafka(), () -> nanos);
    }

    private TestNode adopted() {
        Path path = folder.resolve("adopted.db");
        try (TestNode bare = TestNode.create(path, Role.SERVER, new SettableClock("2025-11-25T10:00:00"))) {
            product(bare, "a");
            Undo.undo(bare.file, bare.context.clock().instant());
        }
        return TestNode.adopt(path, Role.SERVER, new SettableClock("2025-11-25T10:00:00"));
    }

    private void product(String name) {
        product(server, name);
        server.capture();
    }

    private static void product(TestNode node, String name) {
        node.script(
                "INSERT INTO products (url, title, last_updated)"
                        + " VALUES ('https://shop.example/' || ?, 'Dress', '2025-11-20 10:00:00')",
                name);
    }

    private String waiting() {
        return server.one("SELECT count(*) FROM tandem_outbox");
    }
}
