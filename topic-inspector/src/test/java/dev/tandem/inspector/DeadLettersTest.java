package dev.tandem.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.broker.LocalBroker;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.inbox.OpenLetters;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.Extent;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that a trigger of the server's database refuses, on its way through the dead letters. */
class DeadLettersTest {
    @TempDir
    Path folder;

    private LocalBroker broker;
    private TwoNodes nodes;

    @BeforeEach
    void refuseARecord() {
        broker = LocalBroker.start(folder.resolve("broker"));
        nodes = new TwoNodes(folder, broker);
        TwoNodes.run(
                nodes.server,
                "CREATE TRIGGER no BEFORE INSERT ON products WHEN NEW.title = 'Bad'"
                        + " BEGIN SELECT RAISE(ABORT, 'not this one'); END");
        nodes.send("INSERT INTO products (url, title) VALUES ('https://a', 'Good'), ('https://b', 'Bad')");
        nodes.serve();
    }

    @AfterEach
    void close() {
        nodes.close();
        broker.close();
    }

    @Test
    void a_letter_of_the_database_at_hand_is_merged_into_it_once_the_cause_is_mended() {
        String id = only();
        assertThat(ran("show", id, "--json").out()).contains("not this one", "\\\"title\\\":\\\"Bad\\\"", "ce_source");
        Ran early = ran("redrive", id, "--database", nodes.server.path().toString());
        assertThat(early.exitCode()).isEqualTo(1);
        assertThat(early.err()).contains("still cannot be applied", "not this one");
        assertThat(only()).isEqualTo(id);

        TwoNodes.run(nodes.server, "DROP TRIGGER no");
        Ran ran = ran(
                "redrive", id.substring(0, 6), "--database", nodes.server.path().toString(), "--json");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("applied");
        assertThat(nodes.titles()).containsExactly("Good", "Bad");
        assertNone();
    }

    @Test
    void a_database_at_hand_that_is_waited_for_is_named() throws SQLException {
        String id = only();
        try (Connection holder = DriverManager.getConnection("jdbc:sqlite:" + nodes.server.path());
                Statement statement = holder.createStatement()) {
            statement.executeUpdate("BEGIN EXCLUSIVE");

            Ran ran = ran("redrive", id, "--database", nodes.server.path().toString());

            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err()).containsOnlyOnce("Waiting for another program to release " + nodes.server.path());
        }
    }

    @Test
    void a_letter_that_is_older_than_what_stands_overwrites_nothing() {
        TwoNodes.run(nodes.server, "DROP TRIGGER no");
        nodes.send("UPDATE products SET title = 'Better' WHERE url = 'https://b'");
        nodes.serve();
        Ran ran = ran("redrive", only(), "--database", nodes.server.path().toString());
        assertThat(ran.out()).contains("what stands is newer");
        assertThat(nodes.titles()).containsExactly("Good", "Better");
        assertNone();
    }

    @Test
    void a_letter_of_the_servers_is_sent_once_more_and_answered() {
        nodes.whileServing(() -> {
            String id = only();
            Ran early = ran("redrive", "--all", "--database", "nowhere.db", "--json");
            assertThat(early.exitCode()).as(early.err()).isEqualTo(3);
            assertThat(early.out()).contains("not this one");
            String again = only();
            assertThat(again).isNotEqualTo(id);
            TwoNodes.run(nodes.server, "DROP TRIGGER no");
            Ran ran = ran("redrive", again, "--database", "nowhere.db");
            assertThat(ran.exitCode()).as(ran.err()).isZero();
            assertThat(ran.out()).contains("applied").doesNotContain("not applied");
            assertNone();
        });
        assertThat(nodes.titles()).containsExactly("Good", "Bad");
    }

    @Test
    void the_database_at_hand_counts_a_letter_that_was_redriven_or_discarded_no_more() {
        assertThat(noted()).isEqualTo(1);
        assertThat(ran("discard", only(), "--database", nodes.server.path().toString())
                        .exitCode())
                .isZero();
        assertThat(noted()).isZero();

        nodes.send("UPDATE products SET price = 7 WHERE url = 'https://b'");
        nodes.serve();
        assertThat(noted()).isEqualTo(1);
        TwoNodes.run(nodes.server, "DROP TRIGGER no");
        assertThat(ran("redrive", "--all", "--database", nodes.server.path().toString())
                        .exitCode())
                .isZero();
        assertThat(noted()).isZero();
    }

    /** A broker may have lost its last records, and then what was added never comes to its end. */
    @Test
    void a_wait_in_vain_for_what_was_added_leaves_time_to_read_the_whole() {
        OpenLetters.lookAgain(nodes.server, nodes.atServer, nodes.kafka);
        Map<TopicPartition, Extent> further =
                new HashMap<>(Extent.of(nodes.kafka, new Topics(nodes.kafka).ensure(), List.of(Topic.DEAD_LETTERS)));
        further.replaceAll((partition, its) -> new Extent(its.topicId(), its.beginning(), its.end() + 1));

        assertThat(OpenLetters.count(nodes.server, nodes.atServer, nodes.kafka, further))
                .hasValue(1);
    }

    @Test
    void what_anybody_may_write_among_letters_and_receipts_keeps_nobody_from_reading_them() throws Exception {
        EventDeadLettered noBase64 = new EventDeadLettered(
                "n", "why", "tandem.changes", 0, 7, 0, null, Map.of("ce_id", "some"), "no Base64!");
        Envelope letter = new Envelope(UUID.randomUUID(), "n", 0, noBase64);
        try (KafkaProducer<String, byte[]> producer = Clients.producer(nodes.kafka)) {
            for (Topic topic : List.of(Topic.DEAD_LETTERS, Topic.SYNC_RECEIPTS)) {
                for (Map.Entry<String, String> header : Map.of(
                                "content-type",
                                "",
                                "ce_specversion",
                                "",
                                "ce_id",
                                "",
                                "ce_time",
                                "+300000-01-01T00:00:00Z")
                        .entrySet()) {
                    ProducerRecord<String, byte[]> record = Records.ofTool(nodes.kafka.name(topic), "key", letter);
                    String value = header.getValue();
                    record.headers().remove(header.getKey());
                    record.headers()
                            .add(header.getKey(), value.isEmpty() ? null : value.getBytes(StandardCharsets.UTF_8));
                    producer.send(record).get();
                }
                producer.send(Records.ofTool(nodes.kafka.name(topic), "key", letter))
                        .get();
                producer.send(new ProducerRecord<>(nodes.kafka.name(topic), null))
                        .get();
            }
        }
        assertThat(ran("show", only()).out()).contains("not this one");
        assertThat(Ran.verb(broker.bootstrapServers(), "receipts").out()).contains("There are no receipts.");
        assertThat(Ran.verb(broker.bootstrapServers(), "lag").exitCode()).isNotEqualTo(1);
        Ran tail = Ran.verb(broker.bootstrapServers(), "tail", "tandem.dead-letters", "--json");
        assertThat(tail.exitCode()).as(tail.err()).isZero();
        assertThat(tail.lines()).hasSize(7);
    }

    private long noted() {
        return nodes.server
                .read("read", OpenLetters::noted)
                .map(OpenLetters.Noted::letters)
                .orElse(0L);
    }

    @Test
    void a_discarded_letter_is_listed_no_more() {
        assertThat(ran("discard", only()).exitCode()).isZero();
        assertNone();
        assertThat(ran("discard", "abc").err()).contains("no open dead letter");
        assertThat(ran("redrive").exitCode()).isEqualTo(2);
    }

    private String only() {
        Ran ran = ran("list", "--json");
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(3);
        JsonNode letters = ran.json().get("deadLetters");
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).get("topic").asText()).isEqualTo("tandem.changes");
        assertThat(letters.get(0).get("cause").asText()).contains("not this one");
        assertThat(letters.get(0).get("offset").isNumber()).isTrue();
        return letters.get(0).get("id").asText();
    }

    private void assertNone() {
        Ran ran = ran("list");
        assertThat(ran.out()).contains("There are no dead letters.");
        assertThat(ran.exitCode()).isZero();
    }

    private Ran ran(String... arguments) {
        return Ran.verb(
                broker.bootstrapServers(),
                Stream.concat(Stream.of("dead-letters"), Stream.of(arguments)).toArray(String[]::new));
    }
}
