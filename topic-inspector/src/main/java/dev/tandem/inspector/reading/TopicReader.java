package dev.tandem.inspector.reading;

import dev.tandem.cli.error.UserError;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * Reads topics and leaves no trace at the broker: it joins no group and commits nothing, so the right to read the topic is
 * all that it needs. What it holds of the topic at a time is a few megabytes.
 */
public final class TopicReader implements AutoCloseable {
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final KafkaSettings settings;
    private final KafkaConsumer<String, byte[]> consumer;
    private long heard = System.nanoTime();

    private TopicReader(KafkaSettings settings, KafkaConsumer<String, byte[]> consumer) {
        this.settings = settings;
        this.consumer = consumer;
    }

    /**
     * Connects.
     *
     * @throws dev.tandem.stream.kafka.BrokerAwayException if the broker cannot be reached
     */
    public static TopicReader connect(KafkaSettings settings) {
        return connect(settings, Map.of());
    }

    /**
     * As {@link #connect}, for a record here and one there: the broker need not send a megabyte from each place, nor wait at the
     * end of a topic while something else is asked for.
     */
    public static TopicReader connectForFew(KafkaSettings settings) {
        return connect(
                settings,
                Map.of(
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        "65536",
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        "10"));
    }

    private static TopicReader connect(KafkaSettings settings, Map<String, String> bounds) {
        Map<String, String> client = new HashMap<>(settings.client());
        bounds.forEach(client::putIfAbsent);
        client.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "4194304");
        client.putIfAbsent(ConsumerConfig.CHECK_CRCS_CONFIG, "false");
        KafkaSettings bounded = new KafkaSettings(
                settings.bootstrapServers(),
                settings.prefix(),
                settings.partitions(),
                settings.replication(),
                settings.uncompacted(),
                client);
        return new TopicReader(settings, Clients.consumer(bounded, settings.prefix() + ".inspector"));
    }

    /**
     * The partitions of a topic.
     *
     * @throws UserError if there is no such topic, or none that this login may see: a broker does not tell which
     */
    public List<TopicPartition> require(String topic) {
        List<TopicPartition> partitions;
        try {
            partitions = partitions(topic);
        } catch (StreamException e) {
            if (e.getCause() instanceof TopicAuthorizationException) {
                throw UserError.failed(
                        "There is no topic " + topic + " at " + settings.bootstrapServers() + ", or "
                                + settings.login()
                                        .map(name -> "the login " + name)
                                        .orElse("a client without a login")
                                + " may not see it.",
                        "See which there are for you: ./tandem topics. The operator gives rights (tandem nodes add).",
                        e);
            }
            throw e;
        }
        if (partitions.isEmpty()) {
            throw UserError.failed(
                    "There is no topic " + topic + " at " + settings.bootstrapServers() + ".",
                    "See which there are: ./tandem topics");
        }
        return partitions;
    }

    /** The partitions of a topic; none if there is no such topic. */
    public List<TopicPartition> partitions(String topic) {
        return asking("look for the topic " + topic, () -> {
            List<PartitionInfo> found = consumer.partitionsFor(topic);
            return found == null
                    ? List.<TopicPartition>of()
                    : found.stream()
                            .map(p -> new TopicPartition(p.topic(), p.partition()))
                            .toList();
        });
    }

    /** The offsets of the first records that are still there. */
    public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        return asking("ask where the topic begins", () -> consumer.beginningOffsets(partitions));
    }

    /** The offsets behind the last records. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return asking("ask where the topic ends", () -> consumer.endOffsets(partitions));
    }

    /** The offsets of the first records since then; the ends where there are none. */
    public Map<TopicPartition, Long> since(Collection<TopicPartition> partitions, Instant time) {
        Map<TopicPartition, Long> offsets = new HashMap<>(ends(partitions));
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, Math.max(0, time.toEpochMilli())));
        Map<TopicPartition, OffsetAndTimestamp> found =
                asking("look for a time in the topic", () -> consumer.offsetsForTimes(times));
        found.forEach((partition, at) -> {
            if (at != null) {
                offsets.put(partition, at.offset());
            }
        });
        return offsets;
    }

    /** Reads on from these offsets, and nothing else. */
    void goTo(Map<TopicPartition, Long> offsets) {
        consumer.assign(offsets.keySet());
        offsets.forEach(consumer::seek);
        heard = System.nanoTime();
    }

    long position(TopicPartition partition) {
        return asking("read the topic", () -> consumer.position(partition));
    }

    void pause(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
    }

    void resume(Collection<TopicPartition> partitions) {
        consumer.resume(partitions);
    }

    /** Reads what comes next. What the broker deletes meanwhile is passed over. */
    Iterable<ConsumerRecord<String, byte[]>> poll(Duration wait) {
        return asking("read the topic", () -> {
            try {
                Iterable<ConsumerRecord<String, byte[]>> records = consumer.poll(wait);
                if (records.iterator().hasNext()) {
                    heard = System.nanoTime();
                }
                return records;
            } catch (org.apache.kafka.clients.consumer.OffsetOutOfRangeException e) {
                consumer.seekToBeginning(e.offsetOutOfRangePartitions().keySet());
                return List.<ConsumerRecord<String, byte[]>>of();
            }
        });
    }

    /** For who knows that there is more: fails if nothing has come for ten seconds. */
    void requireSound() {
        if (System.nanoTime() - heard > SILENCE.toNanos()) {
            throw Clients.explain("read the topic", settings, new TimeoutException("it sends nothing"));
        }
    }

    private interface Question<T> {
        T ask();
    }

    private <T> T asking(String attempt, Question<T> question) {
        try {
            return question.ask();
        } catch (KafkaException e) {
            throw Clients.explain(attempt, settings, e);
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
