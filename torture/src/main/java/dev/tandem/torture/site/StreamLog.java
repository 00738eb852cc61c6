package dev.tandem.torture.site;

import dev.tandem.schema.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What stands in the topics, read by a consumer of its own. */
public final class StreamLog {
    private static final String PREFIX = "tandem";
    private static final int PATIENCE_MS = 10_000;
    private static final long SILENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private StreamLog() {}

    /**
     * All records of these topics, topic by topic, each in its order.
     *
     * @throws KafkaException if the broker is away
     */
    public static List<ConsumerRecord<String, byte[]>> read(String bootstrapServers, Collection<Topic> topics) {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer(bootstrapServers)) {
            for (Topic topic : topics) {
                TopicPartition partition = new TopicPartition(topic.name(PREFIX), 0);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
                long heard = System.nanoTime();
                while (consumer.position(partition) < end) {
                    var page = consumer.poll(Duration.ofMillis(500));
                    page.forEach(all::add);
                    heard = page.isEmpty() ? heard : System.nanoTime();
                    if (System.nanoTime() - heard > SILENCE_NANOS) {
                        throw new KafkaException("the broker sends nothing of " + partition);
                    }
                }
            }
        }
        return all;
    }

    /** The offset behind a topic's last record. */
    public static long end(String bootstrapServers, Topic topic) {
        TopicPartition partition = new TopicPartition(topic.name(PREFIX), 0);
        try (KafkaConsumer<String, byte[]> consumer = consumer(bootstrapServers)) {
            return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        }
    }

    private static KafkaConsumer<String, byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
