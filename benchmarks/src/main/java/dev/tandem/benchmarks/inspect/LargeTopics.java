package dev.tandem.benchmarks.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.benchmarks.Products;
import dev.tandem.cli.process.Apart;
import dev.tandem.cli.process.ChildApp;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.event.OperationalEvent.OffsetRange;
import dev.tandem.schema.event.OperationalEvent.SyncCompleted;
import dev.tandem.schema.event.RowEvent.ProductListed;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.version.EventIds;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.node.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker whose topics hold so many products and so many dead letters, and the groups of a server and some laptops. */
final class LargeTopics implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofMinutes(3);
    private static final long AT = 1_763_000_000_000_000L;
    private static final int LAPTOPS = 5;
    private static final int SERVER = LAPTOPS;
    private static final int NODES = LAPTOPS + 1;
    private static final int RECEIPTS = 5_000;
    private static final String NODE = "9f0c1d2e-0000-4000-8000-00000000000";

    private final Path folder;
    private final ChildApp broker;
    private final KafkaSettings kafka;
    private final EventIds ids = EventIds.random();

    private LargeTopics(Path folder) throws InterruptedException {
        this.folder = folder;
        broker = ChildApp.start(
                List.of(
                        "broker",
                        "--broker-port",
                        "0",
                        "--data",
                        folder.resolve("data").toString()),
                line -> {},
                Apart.in(folder));
        JsonNode ready = broker.answer(START_WITHIN, () -> false).orElseThrow();
        kafka = KafkaSettings.of(ready.path("bootstrapServers").asText(), "tandem");
    }

    static LargeTopics fill(Path folder, int records) throws Exception {
        LargeTopics topics = new LargeTopics(folder);
        try {
            new Topics(topics.kafka).ensure();
            topics.write(Topic.PRODUCTS, records, LargeTopics::product, i -> Products.url(i));
            topics.write(Topic.DEAD_LETTERS, records, LargeTopics::letter, i -> null);
            topics.write(Topic.SYNC_RECEIPTS, RECEIPTS, LargeTopics::receipt, i -> node(i % NODES));
            topics.commit(records);
            return topics;
        } catch (Exception e) {
            topics.close();
            throw e;
        }
    }

    /** Where nothing of the user's is set. */
    Path folder() {
        return folder;
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    private static TandemEvent product(int i) {
        Columns columns = Columns.of(Map.of(
                "title",
                "Linen Dress " + i,
                "brand",
                "Maison",
                "price",
                95,
                "description",
                "A dress of linen. ".repeat(8)));
        return new ProductListed(Products.url(i), AT + i, false, columns, List.of());
    }

    private static TandemEvent letter(int i) {
        String value = "{\"url\": \"" + Products.url(i) + "\", \"clock\": 1763000000000000, \"columns\": {}}";
        return new EventDeadLettered(
                node(0),
                "a rule of the database forbids it: NOT NULL constraint failed: products.title",
                "tandem.products",
                0,
                i,
                AT + i,
                Products.url(i),
                Map.of("ce_type", "dev.tandem.ProductListed.v1", "ce_source", "/nodes/" + node(1)),
                Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** The laptops' and the server's in turn. */
    private static TandemEvent receipt(int i) {
        Role role = i % NODES == SERVER ? Role.SERVER : Role.LAPTOP;
        OffsetRange read = new OffsetRange(role == Role.SERVER ? "tandem.changes" : "tandem.products", 0, i, i + 1);
        return new SyncCompleted(node(i % NODES), role.text(), AT + i, List.of(read), 1, 0, 0, 0, 0, null);
    }

    private static String node(int number) {
        return NODE + number;
    }

    private void write(Topic topic, int records, IntFunction<TandemEvent> event, IntFunction<String> key) {
        Map<String, Object> config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "gzip",
                ProducerConfig.LINGER_MS_CONFIG,
                50,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024);
        AtomicReference<Exception> failed = new AtomicReference<>();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                Envelope envelope = new Envelope(ids.next(), node(0), AT, event.apply(i));
                Future<RecordMetadata> unused =
                        producer.send(Records.ofTool(kafka.name(topic), key.apply(i), envelope), (at, failure) -> {
                            if (failure != null) {
                                failed.set(failure);
                            }
                        });
            }
        }
        if (failed.get() != null) {
            throw new IllegalStateException("not all records of " + topic + " were taken", failed.get());
        }
    }

    /** The server has read all, each laptop as far as another part. */
    private void commit(int records) throws Exception {
        TopicPartition changes = new TopicPartition(kafka.name(Topic.CHANGES), 0);
        TopicPartition products = new TopicPartition(kafka.name(Topic.PRODUCTS), 0);
        try (Admin admin = Clients.admin(kafka, Duration.ofSeconds(30))) {
            admin.alterConsumerGroupOffsets(kafka.serverGroup(), Map.of(changes, new OffsetAndMetadata(0)))
                    .all()
                    .get();
            for (int laptop = 0; laptop < LAPTOPS; laptop++) {
                long read = (long) records * laptop / LAPTOPS;
                admin.alterConsumerGroupOffsets(
                                kafka.laptopGroups() + node(laptop), Map.of(products, new OffsetAndMetadata(read)))
                        .all()
                        .get();
            }
        }
    }

    @Override
    public void close() throws IOException {
        broker.close();
    }
}
