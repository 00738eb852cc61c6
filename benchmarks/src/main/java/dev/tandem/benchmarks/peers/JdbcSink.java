package dev.tandem.benchmarks.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.benchmarks.Products;
import dev.tandem.cli.process.Apart;
import dev.tandem.cli.process.ChildApp;
import dev.tandem.cli.process.Tunnel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Kafka Connect with Debezium's JDBC sink: records that a producer of ours writes update the rows of a file by their url. That
 * is the second half of what Tandem does; the first, from a file to Kafka, costs it nothing here.
 */
final class JdbcSink implements InStep {
    private static final String TOPIC = "verdicts";
    private static final String WARM_UP = "warm-up";
    private static final Duration START_WITHIN = Duration.ofMinutes(3);
    private static final JsonMapper JSON = new JsonMapper();

    private final Recipe recipe;
    private final String classpath;
    private final Path folder;
    private final Tunnel tunnel;
    private final ChildApp broker;
    private final KafkaProducer<String, String> producer;
    private final AtomicLong bytes;
    private PeerProcess worker;

    private JdbcSink(
            Recipe recipe,
            String classpath,
            Path folder,
            Tunnel tunnel,
            ChildApp broker,
            KafkaProducer<String, String> producer)
            throws IOException {
        this.recipe = recipe;
        this.classpath = classpath;
        this.folder = folder;
        this.tunnel = tunnel;
        this.broker = broker;
        this.producer = producer;
        this.bytes = tunnel.count();
        worker = startWorker();
    }

    static JdbcSink start(Recipe recipe, Path folder, int products, Consumer<String> progress) throws Exception {
        String classpath = recipe.classpath();
        progress.accept("starting a broker and Kafka Connect");
        Products.make(folder.resolve("laptop.db"), products);
        Tunnel tunnel = Tunnel.open();
        ChildApp broker = ChildApp.start(
                List.of(
                        "broker",
                        "--broker-port",
                        "0",
                        "--advertised-port",
                        Integer.toString(tunnel.port()),
                        "--data",
                        folder.resolve("data").toString()),
                line -> {},
                Apart.in(folder));
        KafkaProducer<String, String> producer = null;
        try {
            String address = broker.answer(START_WITHIN, () -> false)
                    .orElseThrow()
                    .path("bootstrapServers")
                    .asText();
            tunnel.leadTo(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
            producer = producer(address);
            return new JdbcSink(recipe, classpath, folder, tunnel, broker, producer);
        } catch (Exception e) {
            if (producer != null) {
                producer.close(Duration.ZERO);
            }
            broker.close();
            tunnel.close();
            throw e;
        }
    }

    /** With its connections made, so that none of them is counted. It compresses as Tandem's does. */
    private static KafkaProducer<String, String> producer(String address) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.createTopics(Stream.of(TOPIC, WARM_UP)
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        address,
                        "acks",
                        "all",
                        "compression.type",
                        "gzip",
                        "batch.size",
                        256 * 1024,
                        "connections.max.idle.ms",
                        -1),
                new StringSerializer(),
                new StringSerializer());
        producer.send(new ProducerRecord<>(WARM_UP, "")).get();
        producer.partitionsFor(TOPIC);
        return producer;
    }

    private PeerProcess startWorker() throws IOException {
        Path settings = Files.writeString(
                folder.resolve("worker.properties"),
                recipe.resource("worker.properties")
                        .replace("@bootstrap.servers@", "127.0.0.1:" + tunnel.port())
                        .replace("@schema@", schema())
                        .replace("@offsets@", folder.resolve("connect.offsets").toString()));
        Path sink = Files.writeString(
                folder.resolve("sink.properties"),
                recipe.resource("sink.properties")
                        .replace("@topic@", TOPIC)
                        .replace("@file@", receiving().toString()));
        return PeerProcess.start(
                "connect",
                folder,
                classpath,
                List.of("org.apache.kafka.connect.cli.ConnectStandalone", settings.toString(), sink.toString()));
    }

    private static String schema() {
        ObjectNode schema = JSON.createObjectNode().put("type", "struct").put("optional", false);
        var fields = schema.putArray("fields");
        List<String> names = new ArrayList<>(List.of("url"));
        names.addAll(Verdict.COLUMNS);
        names.forEach(name ->
                fields.addObject().put("field", name).put("type", "string").put("optional", false));
        return schema.toString();
    }

    @Override
    public String what() {
        return "JDBC sink (Debezium 3.5.0)";
    }

    @Override
    public void give(Verdict verdict, int from, int to) throws JsonProcessingException {
        List<String> values = verdict.values();
        for (int i = from; i <= to; i++) {
            String url = Products.url(i);
            ObjectNode record = JSON.createObjectNode().put("url", url);
            for (int c = 0; c < values.size(); c++) {
                record.put(Verdict.COLUMNS.get(c), values.get(c));
            }
            var unused = producer.send(new ProducerRecord<>(TOPIC, url, JSON.writeValueAsString(record)));
        }
        producer.flush();
    }

    @Override
    public Path receiving() {
        return folder.resolve("laptop.db");
    }

    @Override
    public long bytes() {
        return bytes.get();
    }

    @Override
    public long receiver() {
        return worker.id();
    }

    @Override
    public List<Long> others() {
        return List.of(broker.pid());
    }

    @Override
    public void mustRun() throws PeerException {
        worker.mustRun();
    }

    @Override
    public void whileAway(Work work) throws Exception {
        worker.close();
        work.run();
        worker = startWorker();
    }

    @Override
    public void close() throws IOException {
        worker.close();
        producer.close();
        broker.close();
        tunnel.close();
    }
}
