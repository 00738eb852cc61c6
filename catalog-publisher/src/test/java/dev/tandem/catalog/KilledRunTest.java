package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.broker.LocalBroker;
import dev.tandem.catalog.run.CatalogSettings;
import dev.tandem.cli.Verbs;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Terminal;
import dev.tandem.schema.event.OperationalEvent.CatalogRunCompleted;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed at any of its steps and run again comes to what one comes to that nobody disturbs. */
class KilledRunTest {
    private static final int NEVER = Integer.MAX_VALUE;

    @TempDir
    static Path brokerFolder;

    static LocalBroker broker;

    @TempDir
    Path folder;

    private final long seed = Long.getLong("tandem.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start(brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    /** What laptop, stream and server hold in the end. Nothing in it depends on the time, or on who the laptop is. */
    private record End(List<String> laptop, List<String> server, Map<String, Integer> eventsByKey, String runs) {}

    @Test
    void a_first_run_that_is_killed_at_any_step_is_done_once_by_the_next() throws IOException {
        killEverywhere(folder.resolve("none"), 8);
    }

    @Test
    void a_run_on_what_is_known_that_is_killed_at_any_step_is_done_once_by_the_next() throws IOException {
        Path known = Files.createDirectory(folder.resolve("known"));
        new TestCatalog(known.resolve("products.db"), TestCatalog.NO_BROKER).done(feed("before", 0, 20));
        killEverywhere(known, 6);
    }

    private void killEverywhere(Path before, int atLeast) throws IOException {
        Path feed = feed("feed", 10, 20 + random.nextInt(30));
        Kill undisturbed = new Kill(trial(before, "undisturbed").resolve("products.db"), folder, NEVER);
        String topics = "undisturbed-" + UUID.randomUUID();
        assertThat(run(folder.resolve("undisturbed"), feed, topics, undisturbed))
                .as("seed " + seed)
                .isZero();
        End expected = end(folder.resolve("undisturbed"), topics);
        List<String> steps = undisturbed.steps();
        assertThat(steps).as("seed " + seed).hasSizeGreaterThanOrEqualTo(atLeast);
        for (int at = 0; at < steps.size(); at++) {
            String what = "seed " + seed + ", killed at step " + at + ", " + steps.get(at);
            Path killed = trial(before, "killed-" + at);
            Path left = Files.createDirectory(folder.resolve("left-" + at));
            Kill kill = new Kill(killed.resolve("products.db"), left, at);
            String stream = "killed-" + at + "-" + UUID.randomUUID();
            assertThat(run(killed, feed, stream, kill)).as(what).isEqualTo(1);
            assertThat(kill.steps()).as(what).hasSize(at + 1);

            assertThat(run(left, feed, stream, new Kill(left.resolve("products.db"), folder, NEVER)))
                    .as(what)
                    .isZero();

            assertThat(end(left, stream)).as(what).isEqualTo(expected);
        }
    }

    private Path trial(Path before, String name) throws IOException {
        Path trial = Files.createDirectory(folder.resolve(name));
        if (Files.exists(before)) {
            Files.copy(before.resolve("products.db"), trial.resolve("products.db"));
        }
        return trial;
    }

    private int run(Path where, Path feed, String topics, Kill kill) {
        said.reset();
        Output nowhere =
                new Output(InputStream.nullInputStream(), said, said, new Terminal(false, false, false, false), true);
        return Verbs.of(new KilledVerb(feed, kill))
                .settings(CatalogSettings.ALL)
                .output(nowhere)
                .run(
                        "--database",
                        where.resolve("products.db").toString(),
                        "--bootstrap-servers",
                        broker.bootstrapServers(),
                        "--topic-prefix",
                        topics);
    }

    private End end(Path where, String topics) throws IOException {
        KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers(), topics);
        TestCatalog laptop = new TestCatalog(where.resolve("products.db"), TestCatalog.NO_BROKER);
        assertThat(laptop.count("tandem_outbox")).as("waiting, seed " + seed).isZero();
        Map<String, Set<String>> ids = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : records(kafka, Topic.CHANGES)) {
            String key = record.key().substring(record.key().indexOf(',') + 1);
            ids.computeIfAbsent(key, any -> new HashSet<>())
                    .add(Records.toEnvelope(record).id().toString());
        }
        ids.keySet().removeIf(key -> key.contains("catalog_monitoring_runs"));
        return new End(
                seen(laptop),
                seen(merged(where, kafka)),
                ids.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, it -> it.getValue().size())),
                runs(laptop, kafka));
    }

    /** Each run of the stream is in the laptop's table and the other way round; those that found something new, counted. */
    private String runs(TestCatalog laptop, KafkaSettings kafka) {
        Map<String, CatalogRunCompleted> told = new HashMap<>();
        records(kafka, Topic.CATALOG_RUNS).forEach(record -> {
            CatalogRunCompleted run =
                    (CatalogRunCompleted) Records.toEnvelope(record).event();
            told.put(run.runId(), run);
        });
        assertThat(told.keySet())
                .as("seed " + seed)
                .containsExactlyInAnyOrderElementsOf(laptop.query("SELECT run_id FROM catalog_monitoring_runs"));
        return laptop.query("SELECT new_products_found, products_for_review FROM catalog_monitoring_runs"
                        + " WHERE products_for_review > 0 ORDER BY id")
                .toString();
    }

    private static List<String> seen(TestCatalog node) {
        List<String> rows =
                new ArrayList<>(node.query("SELECT url, title, price, lifecycle_stage FROM products ORDER BY 1"));
        rows.addAll(node.query("SELECT product_url, review_type, status FROM assessment_queue ORDER BY 1, 2"));
        return rows;
    }

    private TestCatalog merged(Path where, KafkaSettings kafka) {
        Path server = where.resolve("server.db");
        try (SyncedFile file = SyncedFile.openOrCreate(server)) {
            NodeContext context = Adoption.openOrCreate(
                            file, Role.SERVER, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE)
                    .context();
            try (Inbox inbox = Inbox.connect(file, context, kafka)) {
                assertThat(inbox.runToEnd().deadLettered()).as("seed " + seed).isZero();
            }
        }
        return new TestCatalog(server, TestCatalog.NO_BROKER);
    }

    private static List<ConsumerRecord<String, byte[]>> records(KafkaSettings kafka, Topic topic) {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (var consumer = Clients.consumer(kafka, "test")) {
            List<TopicPartition> partition = List.of(new TopicPartition(kafka.name(topic), 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            long end = consumer.endOffsets(partition).values().iterator().next();
            while (consumer.position(partition.get(0)) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }

    /** Products with names that are not alike, at prices of this feed's own, some of them nearly the same as earlier ones. */
    private Path feed(String name, int from, int count) {
        String items = IntStream.range(from, from + count)
                .mapToObj(i -> item(i, "Dress " + i, 20 + i + random.nextInt(9)))
                .collect(Collectors.joining(",\n"));
        String alike = IntStream.range(0, 4)
                .mapToObj(i -> item(from + 1_000 + i, "Maison robe longue " + "abcd".charAt(i), 300))
                .collect(Collectors.joining(",\n"));
        return TestCatalog.write(folder, name + ".json", "[" + items + ",\n" + alike + "]");
    }

    private static String item(int i, String title, int price) {
        return "{\"url\": \"https://shop.example/p/" + i + "\", \"title\": \"" + title + "\", \"price\": " + price
                + ", \"product_code\": \"D-" + i + "\"}";
    }
}
