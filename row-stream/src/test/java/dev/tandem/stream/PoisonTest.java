package dev.tandem.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.broker.LocalBroker;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.event.OperationalEvent.SyncCompleted;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.inbox.BatchMerge;
import dev.tandem.stream.inbox.LastReceipt;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.inbox.OpenLetters;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.MutatedRecords;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.verify.PeerDigest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records that one login may write to harm all others: they are set aside, and what comes after them is merged. */
class PoisonTest {
    private static final int MANY = 1_500;

    @TempDir
    static Path brokerFolder;

    private static LocalBroker broker;

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2026-11-26T10:00:00");
    private final KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers(), "poison-" + UUID.randomUUID());
    private final Stream stream = new Stream(kafka);
    private TestNode laptop;
    private TestNode server;

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start(brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void open() {
        clock.set(Instant.now().toString());
        laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock);
        server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock);
        new Topics(kafka).ensure();
    }

    @AfterEach
    void close() {
        laptop.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void each_is_set_aside_with_its_cause_and_the_next_record_is_merged(Role role) {
        TestNode node = role == Role.SERVER ? server : laptop;
        Topic topic = role == Role.SERVER ? Topic.CHANGES : Topic.PRODUCTS;
        send(topic, PoisonRecords.all());
        send(topic, List.of(PoisonRecords.listed("https://shop.example/next")));

        Merged merged = stream.pull(node);

        assertThat(merged.deadLettered()).isEqualTo(PoisonRecords.all().size());
        assertThat(node.query("SELECT url FROM products")).containsExactly("https://shop.example/next");
        assertThat(stream.pull(node).records()).isZero();
        stream.send(node);
        assertThat(stream.records(Topic.DEAD_LETTERS))
                .extracting(record ->
                        ((EventDeadLettered) Records.toEnvelope(record).event()).cause())
                .satisfiesExactly(
                        cause -> assertThat(cause).contains("too far away to be counted in microseconds"),
                        cause -> assertThat(cause).contains("'content-type' has no value"),
                        cause -> assertThat(cause).contains("'ce_specversion' has no value"),
                        cause -> assertThat(cause).contains("'http://[::1]/' names no node"),
                        cause -> assertThat(cause).isEqualTo("the record has no value"),
                        cause -> assertThat(cause)
                                .startsWith("the event's id 'xxx")
                                .hasSizeLessThan(2_000));
    }

    @Test
    void a_record_without_a_key_is_merged_and_one_without_either_is_set_aside() {
        ProducerRecord<String, byte[]> listed = PoisonRecords.listed("https://shop.example/a");
        TopicPartition products = new TopicPartition(kafka.name(Topic.PRODUCTS), 0);
        List<ConsumerRecord<String, byte[]>> records = List.of(
                read(products, 0, null, listed, listed.value()),
                read(products, 1, null, listed, null),
                read(
                        products,
                        2,
                        "key",
                        PoisonRecords.listed("https://shop.example/b"),
                        PoisonRecords.listed("https://shop.example/b").value()));
        Merged merged = new BatchMerge(laptop.file, laptop.context)
                .applyAll(records, Map.of(products, "topic"), () -> {}, part -> {});
        assertThat(merged.deadLettered()).isEqualTo(1);
        assertThat(laptop.query("SELECT url FROM products ORDER BY url"))
                .containsExactly("https://shop.example/a", "https://shop.example/b");
        stream.send(laptop);
        assertThat(stream.records(Topic.DEAD_LETTERS)).hasSize(1);
    }

    @Test
    void among_the_receipts_they_keep_nobody_from_the_servers_last_one() {
        send(Topic.SYNC_RECEIPTS, PoisonRecords.all());
        send(Topic.SYNC_RECEIPTS, List.of(receipt(Long.MIN_VALUE / 200, "00000000000000aa")));
        LastReceipt.note(laptop.file, laptop.context, kafka);
        assertThat(digest()).as("of long before 1970").isEqualTo("00000000000000aa");

        send(Topic.SYNC_RECEIPTS, PoisonRecords.all());
        send(Topic.SYNC_RECEIPTS, List.of(receipt(server.context.now(), "00000000000000bb")));
        LastReceipt.note(laptop.file, laptop.context, kafka);
        assertThat(digest()).isEqualTo("00000000000000bb");
    }

    @Test
    void among_the_dead_letters_they_keep_nobody_from_what_became_of_a_letter() {
        send(Topic.PRODUCTS, List.of(PoisonRecords.headed("ce_time", "+300000-01-01T00:00:00Z".getBytes(UTF_8))));
        stream.pull(laptop);
        send(Topic.DEAD_LETTERS, PoisonRecords.all());
        stream.send(laptop);
        send(Topic.DEAD_LETTERS, PoisonRecords.all());

        assertThat(OpenLetters.lookAgain(laptop.file, laptop.context, kafka)).isEmpty();
        assertThat(laptop.file.read("read", OpenLetters::noted).orElseThrow().letters())
                .isEqualTo(1);
        send(Topic.DEAD_LETTERS, PoisonRecords.all());
        OpenLetters.lookAgain(laptop.file, laptop.context, kafka);
        assertThat(laptop.file.read("read", OpenLetters::noted).orElseThrow().letters())
                .isEqualTo(1);
    }

    @Test
    void one_whose_letter_would_be_too_large_to_be_sent_is_told_without_what_makes_it_large() {
        ProducerRecord<String, byte[]> large = PoisonRecords.headed("ce_id", new byte[4 * 1024 * 1024]);
        send(Topic.PRODUCTS, List.of(large, PoisonRecords.listed("https://shop.example/next")));
        assertThat(stream.pull(laptop).deadLettered()).isEqualTo(1);
        stream.send(laptop);
        assertThat(stream.records(Topic.DEAD_LETTERS)).singleElement().satisfies(record -> {
            EventDeadLettered letter =
                    (EventDeadLettered) Records.toEnvelope(record).event();
            assertThat(letter.value()).isNull();
            assertThat(letter.headers()).containsKeys("ce_id", "ce_type");
            assertThat(record.value().length).isLessThan(20_000);
        });
    }

    @Test
    void a_row_that_a_trigger_silently_keeps_out_is_set_aside() {
        laptop.script("CREATE TRIGGER none BEFORE INSERT ON products WHEN NEW.url LIKE '%quiet'"
                + " BEGIN SELECT RAISE(IGNORE); END");
        send(
                Topic.PRODUCTS,
                List.of(
                        PoisonRecords.listed("https://shop.example/quiet"),
                        PoisonRecords.listed("https://shop.example/next")));
        assertThat(stream.pull(laptop).deadLettered()).isEqualTo(1);
        assertThat(laptop.query("SELECT url FROM products")).containsExactly("https://shop.example/next");
        assertThat(laptop.one("SELECT value FROM tandem_outbox WHERE topic = 'DEAD_LETTERS'"))
                .contains("was written and is not there");
    }

    @Test
    void a_text_where_sqlite_takes_integers_alone_is_taken_back_without_the_rest() {
        laptop.script("CREATE TABLE numbered (id INTEGER PRIMARY KEY)");
        laptop.file.write("number", sql -> {
            sql.update("INSERT INTO numbered VALUES (1)");
            assertThat(sql.attempt(() -> sql.update("INSERT INTO numbered VALUES ('a')")))
                    .hasValueSatisfying(e -> assertThat(e.getMessage()).contains("mismatch"));
            return true;
        });
        assertThat(laptop.query("SELECT id FROM numbered")).containsExactly("1");
    }

    @Test
    void whatever_is_written_the_server_reads_and_answers_and_a_laptop_reads_that() {
        long seed = Long.getLong("tandem.seed", new Random().nextLong());
        MutatedRecords mutated = new MutatedRecords(seed);
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            ProducerRecord<String, byte[]> record = mutated.next();
            records.add(new ProducerRecord<>(record.topic(), null, "key " + i, record.value(), record.headers()));
        }
        send(Topic.CHANGES, records);
        send(Topic.CHANGES, List.of(PoisonRecords.listed("https://shop.example/next")));

        Merged merged = stream.pull(server);
        assertThat(merged.records()).as("tandem.seed=" + seed).isEqualTo(MANY + 1);
        stream.send(server);
        Merged taken = stream.pull(laptop);
        assertThat(taken.deadLettered())
                .as("what the server wrote, tandem.seed=" + seed)
                .isZero();
        assertThat(laptop.query("SELECT url FROM products WHERE url LIKE '%next'"))
                .hasSize(1);
        stream.send(laptop);
        assertThat(stream.records(Topic.DEAD_LETTERS)).hasSize(merged.deadLettered());
        assertThat(server.capture().events()).as("tandem.seed=" + seed).isZero();
        assertThat(laptop.capture().events()).as("tandem.seed=" + seed).isZero();
    }

    private ProducerRecord<String, byte[]> receipt(long at, String digest) {
        String id = server.context.node().id();
        SyncCompleted receipt = new SyncCompleted(id, Role.SERVER.text(), at, List.of(), 0, 0, 0, 0, 0, digest);
        return Records.ofTool("topic", id, new Envelope(server.context.ids().next(), id, 0, receipt));
    }

    private String digest() {
        return laptop.file.read("read", PeerDigest::read).orElseThrow().digest();
    }

    private void send(Topic topic, List<ProducerRecord<String, byte[]>> records) {
        try (KafkaProducer<String, byte[]> producer = Clients.producer(kafka)) {
            List<Future<?>> sent = new ArrayList<>();
            for (ProducerRecord<String, byte[]> record : records) {
                sent.add(producer.send(
                        new ProducerRecord<>(kafka.name(topic), null, record.key(), record.value(), record.headers())));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConsumerRecord<String, byte[]> read(
            TopicPartition partition, long offset, String key, ProducerRecord<String, byte[]> sent, byte[] value) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                1_763_632_800_000L,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key,
                value,
                new RecordHeaders(sent.headers()),
                Optional.empty());
    }
}
