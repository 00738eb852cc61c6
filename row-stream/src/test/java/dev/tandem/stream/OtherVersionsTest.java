package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.broker.LocalBroker;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.node.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An older laptop beside a newer server, and the reverse, over a real broker: what is known is merged, and nothing is lost. */
class OtherVersionsTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("tandem.home", ".."), "shared-schema/src/test/resources/golden");
    private static final String URL = "https://shop.example/linen-dress/dp/LINE-WD1/";

    @TempDir
    static Path brokerFolder;

    private static LocalBroker broker;

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2025-11-25T10:00:00");
    private final KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers(), "versions-" + UUID.randomUUID());

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start(brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void makeTopics() {
        new Topics(kafka).ensure();
    }

    @Test
    void an_older_laptop_merges_what_it_knows_of_a_newer_servers_events_and_keeps_the_rest_for_later()
            throws Exception {
        send(
                Topic.PRODUCTS,
                "ProductListed.v1",
                "{'url':'U','clock':'2025-11-20T10:00:00.000000Z',"
                        + "'columns':{'title':'Linen Dress','price':'$695'}}");
        send(
                Topic.PRODUCTS,
                "ProductListed.v1",
                "{'url':'U','clock':'2025-11-21T10:00:00.000000Z',"
                        + "'fieldOfTheFuture':{'deep':[1,2]},'columns':{'title':'Linen Dress, long','neckline':'boat'}}");
        String unknown = "{'url':'U','clock':'2025-11-21T11:00:00.000000Z','currency':'EUR'}";
        send(Topic.PRODUCTS, "ProductPriced.v1", unknown);
        send(Topic.PRODUCTS, "ProductListed.v2", unknown);
        send(
                Topic.ASSESSMENTS,
                "AssessmentRecorded.v1",
                "{'productUrl':'U','reviewType':'modesty','mood':'fine',"
                        + "'clock':'2025-11-23T23:00:00.000000Z','decision':'modest','reviewer':'Ada',"
                        + "'assessedAt':'2025-11-23 23:00:00','lifecycleStage':'assessed_approved',"
                        + "'assessmentStatus':'assessed','shopifyStatus':'published'}");
        try (TestNode laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock)) {
            Merged merged = pull(laptop);

            assertThat(merged.deadLettered()).isEqualTo(2);
            assertThat(laptop.query("SELECT title || price || neckline || modesty_status FROM products"))
                    .as("known and new columns, and what a newer record did not carry kept its value")
                    .containsExactly("Linen Dress, long$695boatmodest");
            assertThat(laptop.query("SELECT json_extract(value, '$.cause') FROM tandem_outbox"
                            + " WHERE type LIKE '%EventDeadLettered%' ORDER BY seq"))
                    .satisfiesExactly(
                            cause -> assertThat(cause).contains("knows no event 'dev.tandem.ProductPriced.v1'"),
                            cause -> assertThat(cause).contains("newer major version"));
            assertThat(laptop.query("SELECT json_extract(value, '$.value') FROM tandem_outbox"
                            + " WHERE type LIKE '%EventDeadLettered%'"))
                    .as("a later version can read them still")
                    .allSatisfy(
                            value -> assertThat(new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8))
                                    .isEqualTo(json(unknown)));
            assertThat(laptop.query("SELECT sum(next) FROM tandem_offset")).containsExactly("5");
        }
    }

    @Test
    void a_newer_server_takes_what_the_oldest_laptops_wrote() throws Exception {
        for (String type : List.of(
                "ReviewRequested",
                "ProductListed",
                "RowUpserted",
                "AssessmentRecorded",
                "AssessmentRetracted",
                "ReviewWithdrawn",
                "RowRemoved",
                "ProductRemoved")) {
            send(Topic.CHANGES, type + ".v1", Files.readString(GOLDEN.resolve(type + ".v1.json")));
        }
        try (TestNode server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock)) {
            Merged merged = pull(server);

            assertThat(merged.deadLettered()).isZero();
            assertThat(merged.records()).isEqualTo(8);
            assertThat(server.query(
                            "SELECT title || price || description || modesty_status FROM products" + " WHERE url = ?",
                            URL))
                    .containsExactly("Linen Dress$695Linen, lined.modest");
            assertThat(server.query("SELECT status || review_decision || reviewer_notes FROM assessment_queue"))
                    .containsExactly("reviewedmodestlovely");
            assertThat(server.query("SELECT DISTINCT topic FROM tandem_outbox"))
                    .as("and hands it on")
                    .contains("PRODUCTS", "ASSESSMENTS", "ASSESSMENT_QUEUE");
        }
    }

    private Merged pull(TestNode node) {
        try (Inbox inbox = Inbox.connect(node.file, node.context, kafka)) {
            return inbox.runToEnd();
        }
    }

    /** As a version wrote it that knows of a header that this one does not, and of neither sequences nor seals. */
    private void send(Topic topic, String type, String value) throws Exception {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", UUID.randomUUID().toString());
        headers.put("ce_type", "dev.tandem." + type);
        headers.put("ce_source", "/nodes/of-another-version");
        headers.put("ce_time", "2025-11-24T10:00:00Z");
        headers.put("ce_region", "eu");
        headers.put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(kafka.name(topic), type, json(value).getBytes(StandardCharsets.UTF_8));
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        try (KafkaProducer<String, byte[]> producer = Clients.producer(kafka)) {
            producer.send(record).get();
        }
    }

    private static String json(String text) {
        return text.replace("'U'", "'" + URL + "'").replace('\'', '"');
    }
}
