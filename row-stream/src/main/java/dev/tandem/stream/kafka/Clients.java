package dev.tandem.stream.kafka;

import dev.tandem.stream.file.StreamException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    /** Addresses at which a broker has answered, each after the protocol that it was asked in. */
    private static final Set<String> BROKERS = ConcurrentHashMap.newKeySet();

    private static final int CONNECT_MILLIS = 2_000;

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
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 250);
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
     * A refused connection is known at once; Kafka's own clients would go on trying in silence.
     *
     * @throws BrokerAwayException if none of the brokers takes a connection
     */
    public static void requireReachable(KafkaSettings settings) {
        Optional<String> trouble = trouble(settings, BROKERS);
        if (trouble.isPresent()) {
            throw new BrokerAwayException(
                    "could not reach Kafka at " + settings.bootstrapServers() + ": " + trouble.get(),
                    "start it (./tandem up, or ./tandem broker), or name another (--bootstrap-servers)",
                    new KafkaException(trouble.get()));
        }
    }

    /** Why no broker answers now; empty if one does, as slowly as it may do all else. */
    static Optional<String> silence(KafkaSettings settings) {
        return trouble(settings, new HashSet<>());
    }

    /** @param known addresses at which nobody is asked more than whether they take a connection */
    private static Optional<String> trouble(KafkaSettings settings, Set<String> known) {
        String last = "no address is given";
        for (String address : settings.bootstrapServers().split(",", -1)) {
            int colon = address.lastIndexOf(':');
            try (Socket socket = new Socket()) {
                String host = address.substring(0, colon).strip();
                int port = Integer.parseInt(address.substring(colon + 1).strip());
                socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
                String asked = protocol(settings) + " " + address;
                if (!known.contains(asked)) {
                    if (protocol(settings).endsWith("SSL")) {
                        TlsHello.ask(socket, host, CONNECT_MILLIS);
                    } else {
                        Handshake.ask(socket, CONNECT_MILLIS);
                    }
                    known.add(asked);
                }
                return Optional.empty();
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
            } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                throw new StreamException(
                        "'" + address + "' is no address of a broker",
                        "write it as HOST:PORT (--bootstrap-servers)",
                        e);
            }
        }
        return Optional.of(last);
    }

    /** What went wrong with the broker, in a sentence. */
    public static StreamException explain(String attempt, KafkaSettings settings, Throwable failure) {
        return Explanation.of(attempt, settings, failure);
    }

    static String protocol(KafkaSettings settings) {
        return settings.client()
                .getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT")
                .strip()
                .toUpperCase(Locale.ROOT);
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
