package dev.tandem.service.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.broker.LocalBroker;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.topic.Topic;
import dev.tandem.service.TestDatabase;
import dev.tandem.service.TestService;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A broker for all tests of a class, and services on it. */
abstract class StreamFixture {
    static final String URL = "https://shop.example/1";
    static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @TempDir
    static Path brokerFolder;

    @SuppressWarnings("NullAway.Init") // JUnit calls startBroker first.
    static LocalBroker shared;

    @BeforeAll
    static void startBroker() {
        shared = LocalBroker.start(brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        shared.close();
    }

    static void send(KafkaProducer<String, byte[]> producer, String topic, TandemEvent event) throws Exception {
        Envelope envelope = new Envelope(UUID.randomUUID(), "laptop-1", 1, event);
        producer.send(Records.ofTool(topic, "laptop-1", envelope)).get();
    }

    TestService service(KafkaSettings kafka) throws Exception {
        TestDatabase database = TestDatabase.create(folder.resolve("data/server/products.db"));
        database.queue(URL, "{\"title\": \"A dress\"}");
        return TestService.start(folder.resolve("data"), database, kafka);
    }

    static String kafkaHealth(TestService service) throws Exception {
        return service.client()
                .getJson("/health")
                .at("/details/kafka/details/link")
                .asText();
    }

    static void awaitKafkaHealth(TestService service, String link) throws Exception {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!kafkaHealth(service).equals(link) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(kafkaHealth(service)).isEqualTo(link);
    }

    static KafkaConsumer<String, byte[]> consumer(KafkaSettings kafka, Topic topic) {
        new Topics(kafka).ensure();
        KafkaConsumer<String, byte[]> consumer = Clients.consumer(kafka, "test");
        List<TopicPartition> partition = List.of(new TopicPartition(kafka.name(topic), 0));
        consumer.assign(partition);
        consumer.seekToBeginning(partition);
        return consumer;
    }
}
