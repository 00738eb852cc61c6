package dev.tandem.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.broker.LocalBroker;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.OperationalEvent.OffsetRange;
import dev.tandem.schema.event.OperationalEvent.SyncCompleted;
import dev.tandem.schema.version.EventIds;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.Records;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A laptop and a server that have read what the other wrote; then the laptop writes on. */
class LagTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    Path folder;

    private LocalBroker broker;
    private TwoNodes nodes;

    @BeforeEach
    void bringInStep() {
        broker = LocalBroker.start(folder.resolve("broker"));
        nodes = new TwoNodes(folder, broker);
        list("https://shop.example/a", "https://shop.example/b", "https://shop.example/c");
        nodes.serve();
        nodes.read();
    }

    @AfterEach
    void close() {
        nodes.close();
        broker.close();
    }

    @Test
    void nobody_is_behind_where_all_has_been_read() {
        List<JsonNode> lag = lag();
        assertThat(lag).hasSize(5).allSatisfy(one -> {
            assertThat(one.get("events").asLong()).isZero();
            assertThat(one.get("seconds").asLong()).isZero();
            assertThat(one.get("gap").asBoolean()).isFalse();
        });
        assertThat(lag.get(0).get("topic").asText()).isEqualTo("tandem.changes");
        assertThat(lag.get(1).get("node").asText()).isEqualTo(nodes.laptopId());
    }

    @Test
    void who_has_not_read_is_behind_since_the_first_event_that_waits() {
        list("https://shop.example/d", "https://shop.example/e");
        JsonNode behind = lag().get(0);
        assertThat(behind.get("role").asText()).isEqualTo("server");
        assertThat(behind.get("events").asLong()).isEqualTo(2);
        assertThat(behind.get("seconds").isNumber()).isTrue();
        assertThat(Ran.verb(broker.bootstrapServers(), "lag").out())
                .containsPattern("server +server +tandem.changes +2 +\\d+ s +–");
    }

    @Test
    void a_node_that_its_group_has_forgotten_is_known_by_its_receipts() {
        leave(receipt("away", NOON, List.of(new OffsetRange("tandem.products", 0, 0, 1))));
        leave(receipt("away", NOON.minusSeconds(60), List.of(new OffsetRange("tandem.products", 0, 0, 0))));
        List<JsonNode> away = lag().stream()
                .filter(one -> one.get("node").asText().equals("away"))
                .toList();
        JsonNode products = away.get(0);
        assertThat(products.get("topic").asText()).isEqualTo("tandem.products");
        assertThat(products.get("events").asLong()).isEqualTo(3);
        assertThat(products.get("source").asText()).isEqualTo("receipt");
        assertThat(away.get(1).get("source").asText()).isEqualTo("unknown");
    }

    @Test
    void the_last_receipt_of_a_node_is_found_behind_many_of_others() {
        List<SyncCompleted> receipts = new ArrayList<>(List.of(receipt(nodes.laptopId(), NOON, List.of())));
        IntStream.range(0, 700).forEach(i -> receipts.add(receipt("other", NOON.plusSeconds(i), List.of())));
        leave(receipts.toArray(SyncCompleted[]::new));
        assertThat(lag().stream().filter(one -> one.get("node").asText().equals(nodes.laptopId())))
                .hasSize(4)
                .allSatisfy(one -> assertThat(one.get("lastReceipt").asText()).isEqualTo(NOON.toString()));
    }

    @Test
    void a_node_that_goes_on_under_another_id_is_left_out_unless_all_are_asked_for() {
        leave(
                receipt("old", NOON, List.of()),
                receipt("twin", NOON.plusSeconds(120), List.of()),
                new SyncCompleted(
                        "new",
                        "laptop",
                        Timestamps.toMicros(NOON.plusSeconds(60)),
                        List.of(),
                        1,
                        0,
                        0,
                        0,
                        0,
                        null,
                        List.of("old", "twin")));
        assertThat(lag())
                .extracting(one -> one.get("node").asText())
                .contains("new", "twin")
                .doesNotContain("old");
        Ran told = Ran.verb(broker.bootstrapServers(), "lag");
        assertThat(told.err()).contains("1 node that will not come again");
        Ran all = Ran.verb(broker.bootstrapServers(), "lag", "--all");
        assertThat(all.out()).contains("old (replaced)");
        assertThat(all.err()).doesNotContain("will not come again");
    }

    @Test
    void a_topic_that_ends_before_what_was_read_was_made_anew_and_is_a_gap() {
        leave(receipt("away", NOON, List.of(new OffsetRange("tandem.products", 0, 0, 100))));
        JsonNode products = lag().get(1);
        assertThat(products.get("node").asText()).isEqualTo("away");
        assertThat(products.get("gap").asBoolean()).isTrue();
        assertThat(products.get("events").asLong()).isEqualTo(3);
        assertThat(Ran.verb(broker.bootstrapServers(), "lag").err()).contains("no longer has what a node would read");
    }

    @Test
    void receipts_come_the_newest_first_and_are_chosen_by_node_and_time() {
        assertThat(Ran.verb(broker.bootstrapServers(), "receipts").out()).contains("There are no receipts.");
        leave(IntStream.range(0, 300)
                .mapToObj(i -> receipt("laptop-" + i % 2, NOON.plus(i, ChronoUnit.MINUTES), List.of()))
                .toArray(SyncCompleted[]::new));
        assertThat(Ran.verb(broker.bootstrapServers(), "receipts", "--node", "foo")
                        .out())
                .contains("There are no receipts of a node whose id begins with foo; there are others.");
        JsonNode all = receipts();
        assertThat(all.get("more").asBoolean()).isTrue();
        assertThat(all.get("receipts")).hasSize(20);
        assertThat(all.at("/receipts/0/at").asText()).isEqualTo("2026-01-31T16:59:00.000000Z");
        assertThat(all.at("/receipts/0/applied").asInt()).isEqualTo(1);
        JsonNode one = receipts("--node", "laptop-0", "--since", "2026-01-31 16:50");
        assertThat(one.get("receipts")).hasSize(5);
        assertThat(one.get("more").asBoolean()).isFalse();
        assertThat(receipts("--limit", "10000").get("receipts")).hasSize(300);
        assertThat(Ran.verb(broker.bootstrapServers(), "receipts", "--limit", "2")
                        .err())
                .contains("and more");
    }

    @Test
    void a_limit_or_a_time_out_of_bounds_is_wrong_usage() {
        assertThat(Ran.verb("127.0.0.1:1", "receipts", "--limit", "0").exitCode())
                .isEqualTo(2);
        Ran ran = Ran.verb("127.0.0.1:1", "receipts", "--since", "lately");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("--since lately is no time");
    }

    private void list(String... urls) {
        nodes.send(Stream.of(urls)
                .map(url -> "INSERT INTO products (url, title) VALUES ('" + url + "', 'Dress')")
                .collect(Collectors.joining("; ")));
    }

    private static SyncCompleted receipt(String node, Instant at, List<OffsetRange> read) {
        return new SyncCompleted(node, "laptop", Timestamps.toMicros(at), read, 1, 0, 0, 0, 0, null);
    }

    private void leave(SyncCompleted... receipts) {
        try (KafkaProducer<String, byte[]> producer = Clients.producer(nodes.kafka)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (SyncCompleted receipt : receipts) {
                Envelope envelope =
                        new Envelope(EventIds.random().next(), receipt.node(), receipt.completedAt(), receipt);
                sent.add(producer.send(Records.ofTool("tandem.sync-receipts", receipt.node(), envelope)));
            }
            producer.flush();
            assertThat(sent).allSatisfy(one -> assertThat(one.get().hasOffset()).isTrue());
        }
    }

    private List<JsonNode> lag() {
        Ran ran = Ran.verb(broker.bootstrapServers(), "lag", "--json");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return StreamSupport.stream(ran.json().get("lag").spliterator(), false).toList();
    }

    private JsonNode receipts(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        all[0] = "receipts";
        all[1] = "--json";
        Ran ran = Ran.verb(broker.bootstrapServers(), all);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return ran.json();
    }
}
