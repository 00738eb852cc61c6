package dev.tandem.service.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.event.OperationalEvent.DeadLetterSettled;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.topic.Topic;
import dev.tandem.service.TestDatabase;
import dev.tandem.service.TestService;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A service whose database came back from a backup. */
class RestoredServerTest extends StreamFixture {
    @Test
    void a_server_that_was_restored_settles_what_it_sets_aside_again_as_it_was_settled_before() throws Exception {
        KafkaSettings kafka = KafkaSettings.of(shared.bootstrapServers(), "restored");
        Path file = folder.resolve("data/server/products.db");
        Path backup = folder.resolve("backup.db");
        TestDatabase database;
        try (TestService service = service(kafka)) {
            database = service.database();
            awaitKafkaHealth(service, "connected");
            database.run("VACUUM INTO '" + backup + "'");
        }
        try (KafkaConsumer<String, byte[]> letters = consumer(kafka, Topic.DEAD_LETTERS);
                KafkaProducer<String, byte[]> producer = Clients.producer(kafka)) {
            EventDeadLettered letter;
            try (TestService service = TestService.start(folder.resolve("data"), database, kafka)) {
                assertThat(service.running()).isNotNull();
                producer.send(new ProducerRecord<>(
                                kafka.name(Topic.CHANGES), "key", "nonsense".getBytes(StandardCharsets.UTF_8)))
                        .get();
                letter = (EventDeadLettered) event(letters, EventDeadLettered.class);
            }
            send(producer, kafka.name(Topic.DEAD_LETTERS), new DeadLetterSettled(letter.letter(), "redriven", 1));
            assertThat(event(letters, DeadLetterSettled.class)).isNotNull();

            Files.deleteIfExists(file.resolveSibling("products.db-wal"));
            Files.deleteIfExists(file.resolveSibling("products.db-shm"));
            Files.copy(backup, file, StandardCopyOption.REPLACE_EXISTING);
            try (TestService service = TestService.start(folder.resolve("data"), database, kafka)) {
                assertThat(service.running()).isNotNull();
                EventDeadLettered again = (EventDeadLettered) event(letters, EventDeadLettered.class);
                assertThat(again.offset()).isEqualTo(letter.offset());
                DeadLetterSettled note = (DeadLetterSettled) event(letters, DeadLetterSettled.class);
                assertThat(note.letter()).isEqualTo(again.letter());
                assertThat(note.outcome()).isEqualTo(DeadLetterSettled.REDRIVEN);
            }
        }
    }

    private static TandemEvent event(KafkaConsumer<String, byte[]> consumer, Class<? extends TandemEvent> type) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (System.nanoTime() < deadline) {
            // What comes after it is for the next call.
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                TandemEvent event = Records.toEnvelope(record).event();
                consumer.seek(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                assertThat(event).isInstanceOf(type);
                return event;
            }
        }
        throw new AssertionError("no " + type.getSimpleName() + " came within " + LONG);
    }
}
