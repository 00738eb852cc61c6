package dev.tandem.laptop.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.laptop.BrokerTest;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.laptop.Verb;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.EventJson;
import dev.tandem.schema.event.EventType;
import dev.tandem.schema.event.OperationalEvent.DeadLetterSettled;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.version.EventIds;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.Records;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What could not be applied counts for as long as nobody has taken care of it. */
class DeadLettersTest extends BrokerTest {
    private Database laptop;
    private Server server;
    private EventDeadLettered ours;
    private String letter = "";

    @BeforeEach
    void setOneAside() {
        laptop = guarded("products.db", "no");
        server = Server.create(folder.resolve("server.db"), kafka());
        server.start();
        verb(laptop, "sync", "--yes", "--json").json(0);
        server.script("INSERT INTO products (url, title) VALUES ('https://a.example/9', 'Poison')");
        JsonNode synced = verb(laptop, "sync", "--yes", "--pull-only", "--json").json(3);
        assertThat(synced.path("deadLettered").asInt()).isEqualTo(1);
        String value = laptop.one("SELECT value FROM tandem_outbox WHERE topic = 'DEAD_LETTERS'");
        ours = (EventDeadLettered)
                EventJson.read(EventType.EVENT_DEAD_LETTERED, value.getBytes(StandardCharsets.UTF_8));
        letter = ours.letter();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_letter_counts_after_later_syncs_too_until_somebody_has_settled_it() {
        laptop.run("UPDATE products SET price = 7");
        verb(laptop, "sync", "--yes", "--json").json(0);
        assertThat(status().json(3).path("deadLetters").asInt()).isEqualTo(1);

        settle();

        JsonNode settled = status().json(0);
        assertThat(settled.path("deadLetters").asInt()).isZero();
        assertThat(settled.path("deadLettersAsOf").isNull()).isTrue();
        verb(laptop, "sync", "--yes", "--json").json(0);
        assertThat(laptop.query("SELECT value FROM tandem_meta WHERE name = 'set_aside'"))
                .isEmpty();
    }

    @Test
    void a_sync_that_only_pulls_learns_as_well_that_somebody_has_settled_it() {
        verb(laptop, "sync", "--yes", "--push-only", "--json").json(0);
        settle();

        verb(laptop, "sync", "--yes", "--pull-only", "--json").json(0);

        assertThat(laptop.query("SELECT value FROM tandem_meta WHERE name = 'set_aside'"))
                .isEmpty();
    }

    @Test
    void without_a_broker_it_says_as_of_when() {
        verb(laptop, "sync", "--yes", "--push-only", "--json").json(0);
        String at = laptop.one("SELECT json_extract(value, '$.at') FROM tandem_meta WHERE name = 'last_sync'");

        JsonNode offline = Verb.run(
                        "status", "--json", "--database", laptop.toString(), "--bootstrap-servers", "localhost:1")
                .json(3);

        assertThat(offline.path("deadLetters").asInt()).isEqualTo(1);
        assertThat(offline.path("deadLettersAsOf").asText()).isEqualTo(at);
    }

    @Test
    void what_was_discarded_once_troubles_no_laptop_that_meets_it_later_and_leaves_a_trace() throws Exception {
        Files.copy(laptop.path(), folder.resolve("copy.db"));
        verb(laptop, "sync", "--yes", "--json").json(0);
        settle(DeadLetterSettled.DISCARDED);

        Database another = guarded("another.db", "no");
        JsonNode synced = verb(another, "sync", "--yes", "--json").json(0);
        assertThat(synced.path("deadLettered").asInt()).isEqualTo(1);
        assertThat(synced.path("discardedBefore").asInt()).isEqualTo(1);
        assertThat(verb(another, "status", "--json").json(0).path("deadLetters").asInt())
                .isZero();
        assertThat(records(Topic.DEAD_LETTERS)).as("two letters, each settled").isEqualTo(4);

        Database restored = new Database(folder.resolve("copy.db"));
        verb(restored, "sync", "--yes", "--json").json(0);
        assertThat(verb(restored, "status", "--json")
                        .json(0)
                        .path("deadLetters")
                        .asInt())
                .isZero();
    }

    @Test
    void a_later_sync_reads_only_what_was_added_to_the_dead_letters() throws Exception {
        verb(laptop, "sync", "--yes", "--json").json(0);
        verb(laptop, "sync", "--yes", "--json").json(0);
        long before = bytesRead();
        assertThat(before).isPositive();

        verb(laptop, "sync", "--yes", "--json").json(0);
        assertThat(status().json(3).path("deadLetters").asInt()).isEqualTo(1);
        assertThat(bytesRead()).isEqualTo(before);

        settle();
        verb(laptop, "sync", "--yes", "--json").json(0);
        assertThat(status().json(0).path("deadLetters").asInt()).isZero();
    }

    @Test
    void a_letter_of_anothers_that_is_discarded_after_it_was_passed_over_settles_ours() {
        verb(laptop, "sync", "--yes", "--json").json(0);
        verb(laptop, "sync", "--yes", "--json").json(0);
        Database another = guarded("another.db", "no");
        verb(another, "sync", "--yes", "--json").json(3);
        letter = ofAnother(another.one("SELECT value FROM tandem_meta WHERE name = 'node_id'"));
        verb(laptop, "sync", "--yes", "--json").json(0);
        assertThat(status().json(3).path("deadLetters").asInt()).isEqualTo(1);

        settle(DeadLetterSettled.DISCARDED);
        verb(laptop, "sync", "--yes", "--json").json(0);

        assertThat(status().json(0).path("deadLetters").asInt()).isZero();
        assertThat(records(Topic.DEAD_LETTERS)).as("two letters, each settled").isEqualTo(4);
    }

    @Test
    void what_was_redriven_or_could_not_be_applied_for_another_reason_is_a_new_trouble() {
        verb(laptop, "sync", "--yes", "--json").json(0);
        settle(DeadLetterSettled.REDRIVEN);
        verb(guarded("without.db", "no"), "sync", "--yes", "--json").json(3);

        settle(DeadLetterSettled.DISCARDED);
        verb(guarded("other.db", "never"), "sync", "--yes", "--json").json(3);
    }

    /** A laptop that takes no poison, and says why. */
    private Database guarded(String name, String why) {
        Database database = Database.tiny(folder.resolve(name));
        database.run("CREATE TRIGGER mine BEFORE INSERT ON products WHEN new.title = 'Poison'"
                + " BEGIN SELECT RAISE(ABORT, '" + why + "'); END");
        Verb.run("adopt", database.toString());
        return database;
    }

    /** What the broker has handed out of the dead letters, to whomever. */
    private static long bytesRead() throws JMException {
        return (Long) ManagementFactory.getPlatformMBeanServer()
                .getAttribute(
                        new ObjectName(
                                "kafka.server:type=BrokerTopicMetrics,name=BytesOutPerSec,topic=tandem.dead-letters"),
                        "Count");
    }

    /** What another node calls its letter about the same record. */
    private String ofAnother(String node) {
        return new EventDeadLettered(
                        node,
                        ours.cause(),
                        ours.topic(),
                        ours.partition(),
                        ours.offset(),
                        ours.appendedAt(),
                        ours.key(),
                        ours.headers(),
                        ours.value())
                .letter();
    }

    private Verb status() {
        return verb(laptop, "status", "--json");
    }

    private void settle() {
        settle(DeadLetterSettled.REDRIVEN);
    }

    private void settle(String outcome) {
        Envelope envelope = new Envelope(
                EventIds.random().next(), server.context().node().id(), 0, new DeadLetterSettled(letter, outcome, 0));
        try (KafkaProducer<String, byte[]> producer = Clients.producer(kafka())) {
            var unused = producer.send(Records.ofTool(kafka().name(Topic.DEAD_LETTERS), letter, envelope));
        }
    }
}
