package dev.tandem.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.broker.LocalBroker;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.OperationalEvent.DeadLetterSettled;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.version.EventIds;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.inbox.OpenLetters;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.seal.OperatorSeal;
import dev.tandem.stream.seal.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which notes settle a dead letter, and which they settle again. */
class SettledLettersTest {
    private static final String NONE_BAD = "CREATE TRIGGER no BEFORE INSERT ON products WHEN NEW.title LIKE 'Bad%'"
            + " BEGIN SELECT RAISE(ABORT, 'not this one'); END";

    @TempDir
    static Path brokerFolder;

    private static LocalBroker broker;

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2026-11-26T10:00:00");
    private final Seal.Keys keys = Seal.Keys.make();
    private final String prefix = "settled-" + UUID.randomUUID();
    private final KafkaSettings plain = settings(Map.of());
    private final KafkaSettings operator =
            settings(Map.of(OperatorSeal.KEY, keys.secret(), OperatorSeal.OPEN, keys.open()));
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
    }

    @AfterEach
    void close() {
        laptop.close();
        server.close();
    }

    @Test
    void a_sealed_note_that_somebody_sends_again_settles_the_letter_that_it_settled_and_no_other() throws Exception {
        List<EventDeadLettered> letters = twoSetAsideByTheLaptop();
        assertThat(open(operator)).isEqualTo(2);
        note(letters.get(0).letter(), DeadLetterSettled.DISCARDED, operator);
        assertThat(open(operator)).isEqualTo(1);

        ConsumerRecord<String, byte[]> copied = last();
        String other = letters.get(1).letter();
        send(record(copied.key(), copied.value(), copied));
        send(record(other, copied.value(), copied));
        send(record(
                other,
                new String(copied.value(), UTF_8)
                        .replace(letters.get(0).letter(), other)
                        .getBytes(UTF_8),
                copied));
        assertThat(open(operator)).isEqualTo(1);

        setAsideAnother(letters.get(0));
        assertThat(open(operator)).as("another record in that place").isEqualTo(2);
        send(record(copied.key(), copied.value(), copied));
        assertThat(open(operator))
                .as("the copy settles what is in that place by then")
                .isEqualTo(1);
    }

    @Test
    void a_note_of_before_there_was_a_seal_counts_and_one_without_it_of_later_does_not() throws Exception {
        List<EventDeadLettered> letters = twoSetAsideByTheLaptop();
        long before = note(letters.get(0).letter(), DeadLetterSettled.DISCARDED, plain);
        String since = Instant.ofEpochMilli(before + 1).toString();
        KafkaSettings knowing = settings(Map.of(OperatorSeal.OPEN, keys.open(), OperatorSeal.SINCE, since));
        assertThat(open(operator)).as("where nobody knows since when").isEqualTo(2);
        assertThat(open(knowing)).isEqualTo(1);

        long later = before;
        while (later <= before) {
            later = note(letters.get(1).letter(), DeadLetterSettled.DISCARDED, plain);
        }
        assertThat(open(knowing)).isEqualTo(1);
        note(letters.get(1).letter(), DeadLetterSettled.DISCARDED, operator);
        assertThat(open(knowing)).isZero();
    }

    @Test
    void that_a_record_was_discarded_before_is_noted_once_under_the_seal_or_not_at_all() throws Exception {
        for (EventDeadLettered letter : twoSetAsideByTheLaptop()) {
            note(letter.letter(), DeadLetterSettled.DISCARDED, operator);
        }
        Stream stream = new Stream(operator);
        try (TestNode another = TestNode.create(folder.resolve("another.db"), Role.LAPTOP, clock)) {
            setAside(another, operator);
            assertThat(OpenLetters.lookAgain(another.file, another.context, operator))
                    .hasSize(2);
            stream.send(another);
            assertThat(listed(operator)).isEmpty();
            assertThat(OpenLetters.lookAgain(another.file, another.context, operator))
                    .isEmpty();
        }
        KafkaSettings reader = settings(Map.of(OperatorSeal.OPEN, keys.open()));
        try (TestNode third = TestNode.create(folder.resolve("third.db"), Role.LAPTOP, clock)) {
            setAside(third, reader);
            assertThat(OpenLetters.lookAgain(third.file, third.context, reader)).hasSize(2);
            assertThat(third.query("SELECT type FROM tandem_outbox")).isEmpty();
            assertThat(OpenLetters.lookAgain(third.file, third.context, reader)).isEmpty();
        }
    }

    @Test
    void what_a_restored_server_sets_aside_again_is_settled_as_it_was() throws Exception {
        Stream stream = new Stream(operator);
        Path backup = folder.resolve("backup.db");
        server.script(NONE_BAD);
        laptop.script("INSERT INTO products (url, title) VALUES ('https://a.example/1', 'Good')");
        stream.walk(laptop, server);
        server.close();
        Files.copy(folder.resolve("server.db"), backup);
        server = TestNode.adopt(folder.resolve("server.db"), Role.SERVER, clock);
        laptop.script(
                "INSERT INTO products (url, title) VALUES ('https://a.example/2', 'Bad one'),"
                        + " ('https://a.example/3', 'Bad two'), ('https://a.example/4', 'Bad three'), ('https://a.example/5', 'Good too')");
        stream.walk(laptop, server);
        List<String> letters = new ArrayList<>(listed(operator));
        assertThat(letters).hasSize(3);
        note(letters.get(0), DeadLetterSettled.DISCARDED, operator);
        note(letters.get(1), DeadLetterSettled.REDRIVEN, operator);

        restore(backup);
        stream.pull(server);
        assertThat(listed(operator).size()).as("before a look").isGreaterThanOrEqualTo(3);
        assertThat(OpenLetters.lookAgain(server.file, server.context, operator)).hasSize(2);
        stream.send(server);

        assertThat(listed(operator)).contains(letters.get(2));
        assertThat(causesOf(listed(operator))).containsOnly("Bad three");
    }

    private void restore(Path backup) throws IOException {
        server.close();
        Files.copy(backup, folder.resolve("server.db"), StandardCopyOption.REPLACE_EXISTING);
        server = TestNode.adopt(folder.resolve("server.db"), Role.SERVER, clock);
    }

    private List<EventDeadLettered> twoSetAsideByTheLaptop() {
        Stream stream = new Stream(plain);
        server.script("INSERT INTO products (url, title) VALUES ('https://a.example/1', 'Bad one'),"
                + " ('https://a.example/2', 'Bad two')");
        server.capture();
        stream.send(server);
        setAside(laptop, plain);
        return letters();
    }

    private static void setAside(TestNode node, KafkaSettings kafka) {
        node.script(NONE_BAD);
        new Stream(kafka).pull(node);
        new Stream(kafka).send(node);
    }

    private List<EventDeadLettered> letters() {
        List<EventDeadLettered> letters = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : new Stream(plain).records(Topic.DEAD_LETTERS)) {
            if (Records.toEnvelope(record).event() instanceof EventDeadLettered letter) {
                letters.add(letter);
            }
        }
        return letters;
    }

    /** The letters that no note follows, as {@code dead-letters list} shows them. */
    private Set<String> listed(KafkaSettings kafka) {
        Set<String> open = new LinkedHashSet<>();
        OperatorSeal operators = OperatorSeal.of(kafka);
        for (ConsumerRecord<String, byte[]> record : new Stream(plain).records(Topic.DEAD_LETTERS)) {
            if (Records.toEnvelope(record).event() instanceof EventDeadLettered letter) {
                open.add(letter.letter());
            } else if (Records.toEnvelope(record).event() instanceof DeadLetterSettled note
                    && operators.isTaken(record)) {
                open.remove(note.letter());
            }
        }
        return open;
    }

    private List<String> causesOf(Set<String> open) {
        return letters().stream()
                .filter(letter -> open.contains(letter.letter()))
                .map(letter -> new String(Base64.getDecoder().decode(String.valueOf(letter.value())), UTF_8))
                .map(value -> value.replaceAll(".*\"title\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private long open(KafkaSettings kafka) {
        return OpenLetters.count(laptop.file, laptop.context, kafka, Map.of()).orElseThrow();
    }

    /** Another record that has come to stand in the same place, as in a topic that was made anew. */
    private void setAsideAnother(EventDeadLettered letter) throws Exception {
        EventDeadLettered another = new EventDeadLettered(
                letter.node(),
                letter.cause(),
                letter.topic(),
                letter.partition(),
                letter.offset(),
                letter.appendedAt() + 1,
                letter.key(),
                letter.headers(),
                letter.value());
        Envelope anew = new Envelope(EventIds.random().next(), letter.node(), laptop.context.now(), another);
        send(Records.ofTool(plain.name(Topic.DEAD_LETTERS), letter.letter(), anew));
    }

    private long note(String letter, String outcome, KafkaSettings by) throws Exception {
        DeadLetterSettled settled = new DeadLetterSettled(letter, outcome, laptop.context.now());
        ProducerRecord<String, byte[]> record = Records.ofTool(
                plain.name(Topic.DEAD_LETTERS),
                letter,
                new Envelope(EventIds.random().next(), laptop.context.node().id(), laptop.context.now(), settled));
        OperatorSeal.of(by).on(record);
        return send(record).timestamp();
    }

    private ConsumerRecord<String, byte[]> last() {
        List<ConsumerRecord<String, byte[]>> all = new Stream(plain).records(Topic.DEAD_LETTERS);
        return all.get(all.size() - 1);
    }

    private static ProducerRecord<String, byte[]> record(
            String key, byte[] value, ConsumerRecord<String, byte[]> copied) {
        return new ProducerRecord<>(copied.topic(), copied.partition(), key, value, copied.headers());
    }

    private RecordMetadata send(ProducerRecord<String, byte[]> record) throws Exception {
        try (KafkaProducer<String, byte[]> producer = Clients.producer(plain)) {
            return producer.send(record).get();
        }
    }

    private KafkaSettings settings(Map<String, String> client) {
        KafkaSettings usual = KafkaSettings.of(broker.bootstrapServers(), prefix);
        return new KafkaSettings(
                usual.bootstrapServers(), prefix, usual.partitions(), usual.replication(), usual.uncompacted(), client);
    }
}
