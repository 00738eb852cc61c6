package dev.tandem.benchmarks.installation;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The least that a tap can take on its way: a commit, a record from a producer to a consumer, another commit. */
final class BareSum implements AutoCloseable {
    private static final String TOPIC = "bare-sum";

    private final Connection database;
    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private int number;

    private BareSum(String bootstrapServers, Path folder)
            throws SQLException, ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("bare.db"));
        try (Statement table = database.createStatement()) {
            table.execute("PRAGMA synchronous = FULL");
            table.execute("CREATE TABLE taps (id INTEGER PRIMARY KEY, tap TEXT)");
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 0),
                new StringSerializer(),
                new StringSerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new StringDeserializer());
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        consumer.position(partition);
    }

    static BareSum on(String bootstrapServers, Path folder) throws Exception {
        return new BareSum(bootstrapServers, folder);
    }

    /** Milliseconds that one takes. */
    double once() throws Exception {
        long started = System.nanoTime();
        commit();
        producer.send(new ProducerRecord<>(TOPIC, "tap " + number)).get();
        while (consumer.poll(Duration.ofSeconds(1)).isEmpty()) {
            // Not there yet.
        }
        commit();
        return (System.nanoTime() - started) / 1e6;
    }

    private void commit() throws SQLException {
        try (var insert = database.prepareStatement("INSERT INTO taps (tap) VALUES (?)")) {
            insert.setString(1, "tap " + number++);
            insert.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        producer.close();
        consumer.close();
        database.close();
    }
}
