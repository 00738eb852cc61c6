package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.broker.LocalBroker;
import dev.tandem.cli.settings.KafkaLogin;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.inbox.Redrive;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.relay.Relay;
import dev.tandem.stream.seal.Seal;
import dev.tandem.stream.seal.Seals;
import dev.tandem.stream.seal.SentAgain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that knows seals takes a change only from the login whose node it names. */
class SealTest {
    @TempDir
    static Path brokerFolder;

    static LocalBroker broker;
    private static final AtomicInteger topics = new AtomicInteger();

    @TempDir
    Path folder;

    private String prefix;
    private Path seals;
    private Seal.Keys adas;
    private KafkaSettings ada;
    private KafkaSettings bob;
    private KafkaSettings server;
    private TestNode laptop;
    private TestNode theServer;

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

    @Test
    void a_change_without_a_seal_is_set_aside() {
        laptop.script("UPDATE products SET title = 'Bluer dress'");
        send(laptop, kafka(Map.of()));
        pull();
        assertThat(titles()).containsExactly("Blue dress");
        assertThat(causes()).singleElement().asString().contains("bears no seal");
    }

    @Test
    void another_login_cannot_write_in_the_name_of_a_node() {
        laptop.script("UPDATE products SET title = 'Bluer dress'");
        send(laptop, bob);
        pull();
        assertThat(titles()).containsExactly("Blue dress");
        assertThat(causes()).singleElement().asString().contains("another login than 'bob'");
    }

    @Test
    void what_was_changed_after_it_was_sealed_is_set_aside() throws Exception {
        ConsumerRecord<String, byte[]> sealed = change(0);
        String value = new String(sealed.value(), StandardCharsets.UTF_8);
        resend(sealed, value.replace("Blue dress", "Red dress"));
        pull();
        assertThat(titles()).containsExactly("Blue dress");
        assertThat(causes()).singleElement().asString().contains("seal is not that of 'ada'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_ID", "CE_id", "ce_id"})
    void a_header_that_could_be_read_in_place_of_the_sealed_one_is_not_taken(String name) throws Exception {
        ConsumerRecord<String, byte[]> sealed = change(0);
        sealed.headers().add(name, sealed.headers().lastHeader("ce_id").value());
        resend(sealed, new String(sealed.value(), StandardCharsets.UTF_8));
        pull();
        assertThat(causes()).singleElement().asString().contains("twice or not in small letters");
    }

    @Test
    void what_is_sent_again_as_it_was_changes_nothing_and_is_no_letter() throws Exception {
        ConsumerRecord<String, byte[]> sealed = change(0);
        resend(sealed, new String(sealed.value(), StandardCharsets.UTF_8));
        pull();
        assertThat(titles()).containsExactly("Blue dress");
        assertThat(causes()).isEmpty();
    }

    @Test
    void from_who_was_revoked_nothing_more_is_taken() throws Exception {
        try (Inbox inbox = Inbox.connect(theServer.file, theServer.context, server)) {
            laptop.script("UPDATE products SET title = 'Bluer dress'");
            send(laptop, ada);
            inbox.runToEnd();
            assertThat(titles()).containsExactly("Bluer dress");
            laptop.script("UPDATE products SET title = 'Bluest dress'");
            send(laptop, ada);
            Files.writeString(seals, "");
            Files.setLastModifiedTime(seals, FileTime.fromMillis(1));
            inbox.runToEnd();
        }
        assertThat(titles()).containsExactly("Bluer dress");
        assertThat(causes()).singleElement().asString().contains("'ada', which may not send");
    }

    @Test
    void while_the_seals_are_away_nothing_is_taken_and_nothing_is_set_aside() throws Exception {
        laptop.script("UPDATE products SET title = 'Bluer dress'");
        send(laptop, ada);
        String open = Files.readString(seals);
        Files.delete(seals);
        assertThatThrownBy(this::pull).isInstanceOf(StreamException.class).hasMessageContaining(seals.toString());
        assertThat(titles()).containsExactly("Blue dress");
        assertThat(causes()).isEmpty();
        Files.writeString(seals, open);
        pull();
        assertThat(titles()).containsExactly("Bluer dress");
    }

    @Test
    void what_was_set_aside_is_taken_under_its_old_seal_when_it_is_sent_once_more() throws Exception {
        String open = Files.readString(seals);
        Files.writeString(seals, "");
        laptop.script("UPDATE products SET title = 'Bluer dress'");
        send(laptop, ada);
        pull();
        again(1);
        pull();
        assertThat(titles()).containsExactly("Blue dress");
        assertThat(causes()).hasSize(2);
        Files.writeString(seals, open);
        again(2);
        pull();
        assertThat(titles()).containsExactly("Bluer dress");
        assertThat(causes()).hasSize(2);
    }

    @Test
    void a_letter_that_a_laptop_made_up_becomes_no_row_when_it_is_redriven() {
        ConsumerRecord<String, byte[]> sealed = change(0);
        byte[] red = new String(sealed.value(), StandardCharsets.UTF_8)
                .replace("Blue dress", "Red dress")
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> redrive(letter(sealed.topic(), sealed, red), server))
                .hasMessageContaining("seal is not that of 'ada'");
        assertThatThrownBy(() -> redrive(letter(sealed.topic(), sealed, sealed.value()), kafka(Map.of())))
                .hasMessageContaining("TANDEM_SETTINGS");
        assertThatThrownBy(() -> redrive(letter(server.name(Topic.PRODUCTS), sealed, sealed.value()), server))
                .hasMessageContaining("takes nothing");
        redrive(letter(sealed.topic(), sealed, sealed.value()), server);
        assertThat(titles()).containsExactly("Blue dress");
    }

    @Test
    void a_node_that_was_freed_belongs_to_the_next_login_that_seals_a_change_of_it() {
        laptop.script("UPDATE products SET title = 'Bluer dress'");
        assertThat(theServer.file.<Integer>write("free nodes in", sql -> Seals.free(sql, "ada")))
                .isEqualTo(1);
        send(laptop, bob);
        pull();
        assertThat(titles()).containsExactly("Bluer dress");
        assertThat(causes()).isEmpty();
    }

    @Test
    void after_a_renewal_what_was_sent_before_it_is_taken() throws Exception {
        laptop.script("UPDATE products SET title = 'Bluer dress'");
        send(laptop, ada);
        Seal.Keys renewed = Seal.Keys.make();
        Files.writeString(seals, "ada = " + renewed.open() + " " + adas.open() + "\n");
        pull();
        assertThat(titles()).containsExactly("Bluer dress");
        laptop.script("UPDATE products SET title = 'Bluest dress'");
        send(laptop, login("ada", renewed));
        pull();
        assertThat(titles()).containsExactly("Bluest dress");
        assertThat(causes()).isEmpty();
    }

    @Test
    void what_another_wrote_in_the_name_of_a_laptop_does_not_make_it_a_new_node() throws Exception {
        ConsumerRecord<String, byte[]> sealed = change(0);
        sealed.headers().remove("ce_sequence").add("ce_sequence", "99999".getBytes(StandardCharsets.UTF_8));
        resend(sealed, new String(sealed.value(), StandardCharsets.UTF_8));
        assertThat(notes(laptop, ada)).isEmpty();
    }

    @Test
    void a_laptop_knows_what_it_wrote_under_the_seal_that_it_had_before() throws Exception {
        Path copy = folder.resolve("copy.db");
        laptop.script("VACUUM INTO '" + copy + "'");
        laptop.script("UPDATE products SET title = 'Bluer dress'");
        send(laptop, ada);
        Map<String, String> renewed =
                new HashMap<>(login("ada", Seal.Keys.make()).client());
        renewed.put(Seal.FORMER, adas.open());
        try (TestNode restored = TestNode.adopt(copy, Role.LAPTOP, new SettableClock("2026-11-26T11:00:00"))) {
            assertThat(notes(restored, kafka(renewed)))
                    .singleElement()
                    .asString()
                    .contains("older copy");
        }
    }

    @Test
    void a_key_that_is_none_is_told_without_it() {
        KafkaSettings damaged = kafka(Map.of(Seal.KEY, "c2VjcmV0"));
        assertThatThrownBy(() -> send(laptop, damaged))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("cannot be read")
                .hasMessageNotContaining("c2VjcmV0");
    }

    private static void send(TestNode node, KafkaSettings kafka) {
        node.capture();
        try (Relay relay = Relay.connect(node.file, node.context, kafka)) {
            relay.runOnce();
        }
    }

    private static List<String> notes(TestNode node, KafkaSettings kafka) {
        try (Relay relay = Relay.connect(node.file, node.context, kafka)) {
            return relay.notes();
        }
    }

    private void pull() {
        try (Inbox inbox = Inbox.connect(theServer.file, theServer.context, server)) {
            inbox.runToEnd();
        }
    }

    private List<String> titles() {
        return theServer.query("SELECT title FROM products");
    }

    private List<String> causes() {
        return theServer.query(
                "SELECT json_extract(value, '$.cause') FROM tandem_outbox WHERE type LIKE '%EventDeadLettered%'");
    }

    private static ConsumerRecord<String, byte[]> letter(
            String topic, ConsumerRecord<String, byte[]> record, byte[] value) {
        return new ConsumerRecord<>(
                topic,
                0,
                0,
                record.timestamp(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                record.key(),
                value,
                record.headers(),
                Optional.empty());
    }

    private void redrive(ConsumerRecord<String, byte[]> letter, KafkaSettings settings) {
        Redrive.into(theServer.file, theServer.context, letter, settings);
    }

    private void again(long offset) throws Exception {
        try (KafkaProducer<String, byte[]> producer = Clients.producer(server)) {
            producer.send(SentAgain.of(change(offset), "3f1a9c0b7d2e")).get();
        }
    }

    private ConsumerRecord<String, byte[]> change(long offset) {
        TopicPartition changes = new TopicPartition(server.name(Topic.CHANGES), 0);
        try (KafkaConsumer<String, byte[]> consumer = Clients.consumer(server, prefix + ".test")) {
            consumer.assign(List.of(changes));
            consumer.seek(changes, offset);
            return consumer.poll(Duration.ofSeconds(20)).records(changes).get(0);
        }
    }

    private void resend(ConsumerRecord<String, byte[]> record, String value) throws Exception {
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

    private KafkaSettings login(String name, Seal.Keys keys) {
        return kafka(Map.of(
                "sasl.jaas.config",
                KafkaLogin.settings(name, "x", "").getOrDefault("kafka.sasl.jaas.config", ""),
                Seal.KEY,
                keys.secret()));
    }

    private KafkaSettings kafka(Map<String, String> client) {
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
