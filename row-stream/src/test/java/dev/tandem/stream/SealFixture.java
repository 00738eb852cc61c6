package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.broker.LocalBroker;
import dev.tandem.cli.settings.KafkaLogin;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.relay.Relay;
import dev.tandem.stream.seal.Seal;
import dev.tandem.stream.seal.Seals;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A login that has sealed a change, and a server that knows seals and took it. */
abstract class SealFixture {
    @TempDir
    static Path brokerFolder;

    static LocalBroker broker;
    private static final AtomicInteger topics = new AtomicInteger();

    @TempDir
    Path folder;

    String prefix;
    Path seals;
    Seal.Keys adas;
    KafkaSettings ada;
    KafkaSettings bob;
    KafkaSettings server;
    TestNode laptop;
    TestNode theServer;

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start(brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void sealOneChange() throws Exception {
        prefix = "seal-" + topics.incrementAndGet();
        seals = folder.resolve("seals.properties");
        adas = Seal.Keys.make();
        Seal.Keys bobs = Seal.Keys.make();
        Files.writeString(seals, "ada = " + adas.open() + "\nbob = " + bobs.open() + "\n");
        ada = login("ada", adas);
        bob = login("bob", bobs);
        server = kafka(Map.of(Seals.FILE, seals.toString()));
        SettableClock clock = new SettableClock("2026-11-26T10:00:00");
        laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock);
        theServer = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock);
        laptop.script("INSERT INTO products (url, title) VALUES ('https://a.example/1', 'Blue dress')");
        send(laptop, ada);
        pull();
        assertThat(titles()).containsExactly("Blue dress");
        assertThat(causes()).isEmpty();
    }

    @AfterEach
    void close() {
        laptop.close();
        theServer.close();
    }

    static void send(TestNode node, KafkaSettings kafka) {
        node.capture();
        try (Relay relay = Relay.connect(node.file, node.context, kafka)) {
            relay.runOnce();
        }
    }

    static List<String> notes(TestNode node, KafkaSettings kafka) {
        try (Relay relay = Relay.connect(node.file, node.context, kafka)) {
            return relay.notes();
        }
    }

    void pull() {
        try (Inbox inbox = Inbox.connect(theServer.file, theServer.context, server)) {
            inbox.runToEnd();
        }
    }

    List<String> titles() {
        return theServer.query("SELECT title FROM products");
    }

    List<String> causes() {
        return theServer.query(
                "SELECT json_extract(value, '$.cause') FROM tandem_outbox WHERE type LIKE '%EventDeadLettered%'");
    }

    ConsumerRecord<String, byte[]> change(long offset) {
        TopicPartition changes = new TopicPartition(server.name(Topic.CHANGES), 0);
        try (KafkaConsumer<String, byte[]> consumer = Clients.consumer(server, prefix + ".test")) {
            consumer.assign(List.of(changes));
            consumer.seek(changes, offset);
            return consumer.poll(Duration.ofSeconds(20)).records(changes).get(0);
        }
    }

    void resend(ConsumerRecord<String, byte[]> record, String value) throws Exception {
        try (KafkaProducer<String, byte[]> producer = Clients.producer(server)) {
            producer.send(new ProducerRecord<>(
                            record.topic(),
                            record.partition(),
                            record.key(),
                            value.getBytes(StandardCharsets.UTF_8),
                            record.headers()))
                    .get();
        }
    }

    KafkaSettings login(String name, Seal.Keys keys) {
        return kafka(Map.of(
                "sasl.jaas.config",
                KafkaLogin.settings(name, "x", "").getOrDefault("kafka.sasl.jaas.config", ""),
                Seal.KEY,
                keys.secret()));
    }

    KafkaSettings kafka(Map<String, String> client) {
        KafkaSettings usual = KafkaSettings.of(broker.bootstrapServers(), prefix);
        return new KafkaSettings(
                usual.bootstrapServers(),
                prefix,
                usual.partitions(),
                usual.replication(),
                usual.uncompacted(),
                new HashMap<>(client));
    }
}
