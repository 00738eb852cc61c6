package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.relay.Relay;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A server, a laptop and a broker, and what may befall the server. */
abstract class ServerLossFixture {
    @TempDir
    static Path brokerFolder;

    static TestBroker broker;

    @TempDir
    Path folder;

    final SettableClock clock = new SettableClock("2025-11-25T10:00:00");
    Stream stream;
    TestNode laptop;

    @BeforeAll
    static void startBroker(TestInfo test) {
        broker = TestBroker.of(test, brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void openLaptop() {
        stream = new Stream(KafkaSettings.of(broker.bootstrapServers(), "loss-" + UUID.randomUUID()));
        laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock);
    }

    @AfterEach
    void closeLaptop() {
        laptop.close();
    }

    /** Compaction keeps the last record of a key, so that one has to be its greatest version. */
    void assertLastIsGreatest() {
        for (Topic topic : Inbox.topics(Role.LAPTOP)) {
            Map<String, Version> last = new HashMap<>();
            Map<String, Version> greatest = new HashMap<>();
            for (ConsumerRecord<String, byte[]> record : stream.records(topic)) {
                Envelope envelope = Records.toEnvelope(record);
                Version version = envelope.event() instanceof RowEvent row
                        ? row.version(envelope.id())
                        : ((dev.tandem.schema.event.AssessmentEvent) envelope.event()).version(envelope.id());
                last.put(record.key(), version);
                greatest.merge(record.key(), version, (a, b) -> a.isAfter(b) ? a : b);
            }
            assertThat(last).as(topic.name()).isEqualTo(greatest);
        }
    }

    List<String> notes(TestNode server) {
        try (Relay relay = Relay.connect(server.file, server.context, stream.kafka())) {
            return relay.notes();
        }
    }

    TestNode server(Path file) {
        return TestNode.create(file, Role.SERVER, clock);
    }

    static void products(TestNode node, String... names) {
        for (String name : names) {
            node.script(
                    "INSERT INTO products (url, title, last_updated) VALUES ('https://shop.example/' || ?, 'Dress',"
                            + " '2025-11-20 10:00:00')",
                    name);
        }
    }

    static void price(TestNode node, String name, String price, String at) {
        node.script(
                "UPDATE products SET price = ?, last_updated = ? WHERE url = 'https://shop.example/' || ?",
                price,
                at,
                name);
    }

    static void tap(TestNode server, String name, Decision decision, String at) {
        Verdict verdict = Verdict.of(decision, null, null, "Ada", at);
        server.merge(List.of(new Envelope(
                server.context.ids().next(),
                server.context.node().id(),
                server.context.now(),
                new AssessmentRecorded(
                        "https://shop.example/" + name, Timestamps.parse(at, ZoneOffset.UTC), false, verdict, null))));
    }
}
