package dev.tandem.service.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.broker.LocalBroker;
import dev.tandem.schema.event.OperationalEvent.DeadLetterSettled;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.event.OperationalEvent.SyncCompleted;
import dev.tandem.schema.topic.Topic;
import dev.tandem.service.Tap;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestDatabase;
import dev.tandem.service.TestService;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.outbox.Answer;
import dev.tandem.stream.relay.Relay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;

class ServerStreamTest extends StreamFixture {
    @Test
    void a_verdict_is_in_the_topic_and_health_says_connected() throws Exception {
        KafkaSettings kafka = KafkaSettings.of(shared.bootstrapServers(), "second");
        try (TestService service = service(kafka);
                KafkaConsumer<String, byte[]> laptop = assessments(kafka)) {
            TestClient phone = service.pairedClient("Miriam");
            Tap warmUp = Tap.on(URL, "modest", "2026-01-05T08:00:00Z");
            phone.post("/api/assessments", warmUp.toString());
            assertThat(next(laptop, LONG).get("decision").asText()).isEqualTo("modest");

            Tap tap = Tap.on(URL, "not_modest", "2026-01-05T20:00:00Z");
            phone.post("/api/assessments", tap.toString());
            assertThat(next(laptop, LONG).get("decision").asText()).isEqualTo("not_modest");
            // The state is said once the first round is over; the records are in the topic before.
            awaitKafkaHealth(service, "connected");
        }
    }

    @Test
    void what_was_assessed_while_the_broker_was_away_is_sent_when_it_is_back() throws Exception {
        int port = freePort();
        KafkaSettings kafka = KafkaSettings.of("127.0.0.1:" + port, "tandem");
        try (TestService service = service(kafka)) {
            assertThat(service.nextNote(LONG)).contains("The stream waits").contains("127.0.0.1:" + port);
            assertThat(service.client().getJson("/health").get("status").asText())
                    .isEqualTo("DEGRADED");
            assertThat(kafkaHealth(service)).isEqualTo("away");
            Tap tap = Tap.on(URL, "modest", "2026-01-05T08:00:00Z");
            assertThat(service.pairedClient("Miriam")
                            .post("/api/assessments", tap.toString())
                            .statusCode())
                    .isEqualTo(200);

            try (LocalBroker back = LocalBroker.start(folder.resolve("broker"), port);
                    KafkaConsumer<String, byte[]> laptop = assessments(kafka)) {
                assertThat(back.port()).isEqualTo(port);
                assertThat(service.nextNote(LONG)).contains("The stream goes on");
                assertThat(next(laptop, LONG).get("decision").asText()).isEqualTo("modest");
                assertThat(service.client().getJson("/health").get("status").asText())
                        .isEqualTo("UP");
            }
        }
    }

    @Test
    void what_a_laptop_sent_is_in_the_queue_once_the_server_has_answered() throws Exception {
        KafkaSettings kafka = KafkaSettings.of(shared.bootstrapServers(), "laptop");
        try (TestService service = service(kafka)) {
            TestDatabase catalog = TestDatabase.create(folder.resolve("laptop.db"));
            catalog.queue("https://shop.example/new", "{\"title\": \"New on the laptop\"}");
            new Topics(kafka).ensure();
            try (SyncedFile laptop = SyncedFile.open(catalog.file())) {
                NodeContext context = Adoption.adopt(laptop, Role.LAPTOP, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE)
                        .context();
                try (Relay relay = Relay.connect(laptop, context, kafka)) {
                    assertThat(Answer.await(kafka, relay.runOnce().ends(), LONG))
                            .isZero();
                }
            }
            JsonNode items =
                    service.pairedClient("Miriam").getJson("/api/queue").get("items");
            assertThat(items.findValuesAsText("title")).contains("New on the laptop");
        }
    }

    @Test
    void once_it_is_quiet_a_receipt_says_what_the_rows_add_up_to() throws Exception {
        KafkaSettings kafka = KafkaSettings.of(shared.bootstrapServers(), "receipt");
        try (TestService service = service(kafka);
                KafkaConsumer<String, byte[]> operator = consumer(kafka, Topic.SYNC_RECEIPTS)) {
            service.pairedClient("Miriam")
                    .post(
                            "/api/assessments",
                            Tap.on(URL, "modest", "2026-01-05T08:00:00Z").toString());
            JsonNode receipt = next(operator, LONG);
            assertThat(receipt.get("role").asText()).isEqualTo("server");
            assertThat(receipt.get("sent").asInt()).isPositive();
            String token = Files.readString(service.data().resolve("server/node.token"))
                    .strip();
            assertThat(service.client().withToken(token).getJson("/api/digest").get("root"))
                    .isEqualTo(receipt.get("digest"));
        }
    }

    @Test
    void the_owner_sees_when_a_laptop_synced_last_and_what_could_not_be_applied() throws Exception {
        KafkaSettings kafka = KafkaSettings.of(shared.bootstrapServers(), "overview");
        try (TestService service = service(kafka);
                KafkaProducer<String, byte[]> producer = Clients.producer(kafka)) {
            awaitKafkaHealth(service, "connected");
            TestClient owner = service.ownersClient();
            JsonNode before = owner.getJson("/api/owner/overview");
            assertThat(before.at("/deadLetters/open").asInt(-1)).isZero();
            assertThat(before.get("laptops").isEmpty()).isTrue();

            send(producer, kafka.name(Topic.SYNC_RECEIPTS), receipt("laptop", "laptop-1", 5_000_000, 7));
            send(producer, kafka.name(Topic.SYNC_RECEIPTS), receipt("laptop", "laptop-1", 9_000_000, 3));
            send(producer, kafka.name(Topic.SYNC_RECEIPTS), receipt("server", "server-1", 9_000_000, 4));
            EventDeadLettered first = letter(1);
            send(producer, kafka.name(Topic.DEAD_LETTERS), first);
            send(producer, kafka.name(Topic.DEAD_LETTERS), letter(2));
            send(producer, kafka.name(Topic.DEAD_LETTERS), letter(2));
            send(producer, kafka.name(Topic.DEAD_LETTERS), new DeadLetterSettled(first.letter(), "redriven", 1));
            JsonNode after = owner.getJson("/api/owner/overview");
            assertThat(after.get("laptops")).hasSize(1);
            assertThat(after.at("/laptops/0/node").asText()).isEqualTo("laptop-1");
            assertThat(after.at("/laptops/0/lastSync/at").asText()).isEqualTo("1970-01-01T00:00:09.000000Z");
            assertThat(after.at("/laptops/0/lastSync/applied").asInt()).isEqualTo(3);
            assertThat(after.at("/deadLetters/open").asInt()).isEqualTo(1);
            assertThat(after.at("/deadLetters/latest/0/cause").asText()).isEqualTo("<b>no row</b>");
            assertThat(after.at("/deadLetters/latest/0/offset").asInt()).isEqualTo(2);
        }
    }

    private static SyncCompleted receipt(String role, String node, long at, int applied) {
        return new SyncCompleted(node, role, at, List.of(), applied, 0, 0, 0, 0, null);
    }

    private static EventDeadLettered letter(long offset) {
        return new EventDeadLettered(
                "laptop-1", "<b>no row</b>", "overview.changes", 0, offset, 1, null, Map.of(), null);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static KafkaConsumer<String, byte[]> assessments(KafkaSettings kafka) {
        return consumer(kafka, Topic.ASSESSMENTS);
    }

    private static JsonNode next(KafkaConsumer<String, byte[]> consumer, Duration atMost) throws Exception {
        List<String> values = new ArrayList<>();
        long deadline = System.nanoTime() + atMost.toNanos();
        while (values.isEmpty() && System.nanoTime() < deadline) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                values.add(new String(record.value(), StandardCharsets.UTF_8));
            }
        }
        assertThat(values).hasSize(1);
        return TestClient.json(values.get(0));
    }
}
