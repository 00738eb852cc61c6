package dev.tandem.torture.fault;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.torture.load.Ledger;
import dev.tandem.torture.load.Ledger.Poison;
import dev.tandem.torture.site.StreamLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to the topics what nobody should. */
final class Records {
    private static final List<Topic> MERGED =
            List.of(Topic.CHANGES, Topic.ASSESSMENTS, Topic.PRODUCTS, Topic.ASSESSMENT_QUEUE);
    private static final String PREFIX = "tandem";
    private static final int MOST_REPEATED = 40;
    private static final int PATIENCE_MS = 10_000;

    private final String bootstrapServers;
    private final Ledger ledger;
    private final List<ConsumerRecord<String, byte[]>> past = new ArrayList<>();

    Records(String bootstrapServers, Ledger ledger) {
        this.bootstrapServers = bootstrapServers;
        this.ledger = ledger;
    }

    /** Something that is no event, in a topic that is merged; whether the broker took it. */
    boolean poison(Random random) throws InterruptedException {
        String topic = MERGED.get(random.nextInt(MERGED.size())).name(PREFIX);
        try (KafkaProducer<String, byte[]> producer = producer()) {
            RecordMetadata written = producer.send(new ProducerRecord<>(topic, "poison", bytes("no event at all")))
                    .get(PATIENCE_MS, TimeUnit.MILLISECONDS);
            ledger.poisoned(new Poison(topic, written.offset()));
            return true;
        } catch (ExecutionException | TimeoutException | KafkaException away) {
            return false;
        }
    }

    /** Some of the last records once more, byte for byte, in another order; whether there were some. */
    boolean duplicate(Random random) throws InterruptedException {
        Topic topic = MERGED.get(random.nextInt(MERGED.size()));
        try (KafkaProducer<String, byte[]> producer = producer()) {
            List<ConsumerRecord<String, byte[]>> all = StreamLog.read(bootstrapServers, List.of(topic));
            List<ConsumerRecord<String, byte[]>> some =
                    new ArrayList<>(all.subList(Math.max(0, all.size() - MOST_REPEATED), all.size()));
            some.removeIf(record -> record.headers().lastHeader("ce_id") == null || random.nextBoolean());
            Collections.shuffle(some, random);
            for (ConsumerRecord<String, byte[]> record : some) {
                producer.send(new ProducerRecord<>(
                                record.topic(), record.partition(), record.key(), record.value(), record.headers()))
                        .get(PATIENCE_MS, TimeUnit.MILLISECONDS);
            }
            return !some.isEmpty();
        } catch (ExecutionException | TimeoutException | KafkaException away) {
            return false;
        }
    }

    /** A topic of the server's is made anew, empty; whether the broker did so. */
    boolean topicAnew(Random random) throws InterruptedException {
        Topic topic = MERGED.get(random.nextInt(1, MERGED.size()));
        String name = topic.name(PREFIX);
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS))) {
            past.addAll(StreamLog.read(bootstrapServers, List.of(topic)));
            ledger.topicLost();
            admin.deleteTopics(List.of(name)).all().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
            new Topics(KafkaSettings.of(bootstrapServers, PREFIX)).ensure();
            return true;
        } catch (ExecutionException | TimeoutException | KafkaException | StreamException away) {
            return false;
        }
    }

    /** What stood in topics that are gone. */
    List<ConsumerRecord<String, byte[]>> past() {
        return past;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS,
                        ProducerConfig.LINGER_MS_CONFIG, 0),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
