package dev.tandem.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.broker.LocalBroker;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Terminal;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.relay.Relay;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsTest {
    @TempDir
    static Path brokerFolder;

    @TempDir
    static Path emptyFolder;

    static LocalBroker broker;
    static LocalBroker empty;

    @BeforeAll
    static void startBrokers() {
        broker = LocalBroker.start(brokerFolder);
        empty = LocalBroker.start(emptyFolder);
        try (SyncedFile file = SyncedFile.openOrCreate(brokerFolder.resolve("laptop.db"))) {
            Adoption.openOrCreate(file, Role.LAPTOP, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE);
            file.write("list products in", sql -> {
                for (int i : IntStream.range(0, 25).toArray()) {
                    sql.update("INSERT INTO products (url, title) VALUES (?, 'Dress')", "https://shop.example/p/" + i);
                }
                return true;
            });
            NodeContext context = Adoption.openOrCreate(
                            file, Role.LAPTOP, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE)
                    .context();
            try (Relay relay = Relay.connect(file, context, KafkaSettings.of(broker.bootstrapServers(), "tandem"))) {
                assertThat(relay.runOnce().changes()).isEqualTo(25);
            }
        }
    }

    @AfterAll
    static void stopBrokers() {
        broker.close();
        empty.close();
    }

    @Test
    void each_topic_is_told_with_what_it_holds() throws Exception {
        Ran ran = topics(broker.bootstrapServers(), "--json");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonNode topics = new ObjectMapper().readTree(ran.out()).get("topics");
        assertThat(topics.findValuesAsText("name"))
                .containsExactly(
                        "tandem.changes",
                        "tandem.assessments",
                        "tandem.products",
                        "tandem.assessment-queue",
                        "tandem.rows",
                        "tandem.catalog-runs",
                        "tandem.sync-receipts",
                        "tandem.dead-letters");
        JsonNode changes = topics.get(0);
        assertThat(changes.get("partitions").asInt()).isEqualTo(1);
        assertThat(changes.get("records").asInt()).isEqualTo(25);
        assertThat(changes.get("bytes").asLong()).isGreaterThan(500);
        assertThat(changes.get("cleanup").asText()).isEqualTo("compact");
        assertThat(changes.get("retentionMs").asLong()).isEqualTo(30L * 24 * 3600 * 1000);
        assertThat(changes.get("newestAgeSeconds").asLong()).isBetween(0L, 60L);
        JsonNode letters = topics.get(6);
        assertThat(letters.get("records").asInt()).isZero();
        assertThat(letters.get("cleanup").asText()).isEqualTo("delete");
        assertThat(letters.get("newestAt").isNull()).isTrue();
    }

    @Test
    void a_person_is_shown_a_table() {
        assertThat(topics(broker.bootstrapServers()).out())
                .containsPattern("tandem.changes +1 +25 .* compacted after 30 d +\\d+ s")
                .containsPattern("tandem.dead-letters +1 +0 +0 B +360 d +–");
    }

    @Test
    void a_topic_that_does_not_exist_is_absent_and_stays_so() throws Exception {
        for (int i = 0; i < 2; i++) {
            Ran ran = topics(empty.bootstrapServers(), "--json");
            assertThat(ran.exitCode()).as(ran.err()).isZero();
            JsonNode topics = new ObjectMapper().readTree(ran.out()).get("topics");
            assertThat(topics).hasSize(Topic.values().length).allSatisfy(topic -> {
                assertThat(topic.get("exists").asBoolean()).isFalse();
                assertThat(topic.get("records").isNull()).isTrue();
            });
        }
        assertThat(topics(empty.bootstrapServers()).out()).containsPattern("tandem.changes +absent");
    }

    @Test
    void a_broker_that_is_away_is_told_at_once() throws Exception {
        Ran ran = topics("127.0.0.1:1", "--json");
        assertThat(ran.exitCode()).isEqualTo(1);
        JsonNode error = new ObjectMapper().readTree(ran.out());
        assertThat(error.get("error").asText()).startsWith("Could not reach Kafka at 127.0.0.1:1");
        assertThat(error.get("hint").asText()).contains("./tandem up");
        assertThat(topics("nonsense").exitCode()).isEqualTo(2);
    }

    private record Ran(int exitCode, String out, String err) {}

    private static Ran topics(String broker, String... flags) {
        List<String> all = new ArrayList<>(List.of("topics", "--bootstrap-servers", broker));
        all.addAll(List.of(flags));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal plain = new Terminal(false, false, false, false);
        Output output = new Output(InputStream.nullInputStream(), out, err, plain, all.contains("--json"));
        int exitCode = Main.run(output, all.toArray(String[]::new));
        return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
