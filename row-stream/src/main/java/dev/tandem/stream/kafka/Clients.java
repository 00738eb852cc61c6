package dev.tandem.stream.kafka;

import dev.tandem.stream.file.StreamException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes Kafka's clients, all with the same settings, and turns their errors into sentences. */
public final class Clients {
    private Clients() {}

    /**
     * Has what the clients are made of begin on another thread. Their classes, and the server of beans that they tell their
     * metrics to, take a short verb as long as all else that it begins with.
     */
    public static void beginAside() {
        Thread aside = new Thread(
                () -> {
                    ManagementFactory.getPlatformMBeanServer();
                    AdminClientConfig.configNames();
                    ApiKeys.values();
                },
                "begin-kafka-clients");
        aside.setDaemon(true);
        aside.start();
    }

    /** A client for metadata, topics and groups. */
    public static Admin admin(KafkaSettings settings, Duration timeout) {
        requireReachable(settings);
        Map<String, Object> config = common(settings);
        config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        return made(settings, () -> Admin.create(config));
    }

    /** A consumer that is assigned its partitions and commits nothing by itself. */
    public static KafkaConsumer<String, byte[]> consumer(KafkaSettings settings, String group) {
        requireReachable(settings);
        Map<String, Object> config = common(settings);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // What a poll hands out is unpacked, and nothing else bounds its bytes.
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
        config.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 250);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return made(settings, () -> new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer()));
    }

    /** An idempotent producer that waits for all replicas. */
    public static KafkaProducer<String, byte[]> producer(KafkaSettings settings) {
        requireReachable(settings);
        Map<String, Object> config = common(settings);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // One request at a time: a partition that has just been made may refuse the first batch (it is no leader yet)
        // and
        // take the second, for it knows no sequence of this producer; the first would then be out of order for ever.
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.LARGEST_RECORD);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * Topics.LARGEST_RECORD);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        return made(settings, () -> new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()));
    }

    /**
     * Knocks at the brokers' doors, so that what a client would try in silence is told at once.
     *
     * @throws BrokerAwayException if none of the brokers takes a connection
     * @throws WrongDoorException if one does that speaks in another way than these settings
     */
    public static void requireReachable(KafkaSettings settings) {
        Door.knock(settings);
    }

    /** Whether one of the brokers answers now; each is asked anew, and may take two seconds. */
    public static boolean isAnswering(KafkaSettings settings) {
        return Door.silence(settings).isEmpty();
    }

    /** What went wrong with the broker, in a sentence. */
    public static StreamException explain(String attempt, KafkaSettings settings, Throwable failure) {
        return Explanation.of(attempt, settings, failure);
    }

    private static <T> T made(KafkaSettings settings, Supplier<T> client) {
        try {
            return client.get();
        } catch (KafkaException e) {
            throw Explanation.ofSettings(settings, e);
        }
    }

    private static Map<String, Object> common(KafkaSettings settings) {
        Map<String, Object> config = new HashMap<>(settings.client());
        // What Tandem itself reads there is no business of Kafka's clients, which name in their log what they do not
        // know.
        config.keySet().removeIf(key -> key.startsWith("tandem."));
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.put("enable.metrics.push", false);
        return config;
    }
}
