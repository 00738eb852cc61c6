package dev.tandem.stream.inbox;

import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/** The records of the partitions that a node reads, all of them: assigned, not balanced. It waits for a broker as long as one may take. */
final class Incoming implements AutoCloseable {
    /** How long a broker that has records may send none before it counts as gone. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /**
     * The same where other brokers have copies: one that has gone is missed after ten seconds or so, and another takes its place.
     */
    private static final Duration TAKING_OVER = Duration.ofSeconds(30);

    /** How long a broker that nobody can take the place of may take to answer. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** So many records, or so many bytes of them, are gathered before they are merged: enough for a transaction. */
    private static final int GATHERED = 10_000;

    private static final long GATHERED_BYTES = 8L * 1024 * 1024;

    /** Records that the broker is known to have come within this time. */
    private static final Duration MORE = Duration.ofMillis(50);

    private static final Duration COMMIT = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final KafkaSettings settings;
    private final KafkaConsumer<String, byte[]> consumer;
    private final boolean hasCopies;
    private long silentNanos;

    /**
     * Of these partitions.
     *
     * @param hasCopies whether another broker may take the place of one that is gone
     */
    Incoming(KafkaSettings settings, String group, Set<TopicPartition> partitions, boolean hasCopies) {
        this.settings = settings;
        this.consumer = Clients.consumer(settings, group);
        this.hasCopies = hasCopies;
        consumer.assign(partitions);
    }

    /** Where the topics begin. */
    Map<TopicPartition, Long> beginnings() {
        try {
            return consumer.beginningOffsets(consumer.assignment(), answerWithin());
        } catch (KafkaException e) {
            throw Clients.explain("read the topics", settings, e);
        }
    }

    void seek(TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
    }

    /** A single tap is merged as it comes; of a long backlog as much as is worth a transaction. */
    List<ConsumerRecord<String, byte[]>> gather(Duration wait) {
        List<ConsumerRecord<String, byte[]>> gathered = new ArrayList<>();
        List<ConsumerRecord<String, byte[]>> more = peek(wait);
        long bytes = 0;
        while (!more.isEmpty()) {
            gathered.addAll(more);
            for (ConsumerRecord<String, byte[]> record : more) {
                bytes += Math.max(0, record.serializedValueSize());
            }
            boolean enough = gathered.size() >= GATHERED || bytes >= GATHERED_BYTES;
            more = enough || !lags() ? List.of() : peekAfter(gathered);
        }
        return gathered;
    }

    /** If that fails, nobody is given what was gathered before it: that is read again at the next try. */
    private List<ConsumerRecord<String, byte[]>> peekAfter(List<ConsumerRecord<String, byte[]>> gathered) {
        try {
            return peek(MORE);
        } catch (RuntimeException e) {
            goBackTo(gathered);
            throw e;
        }
    }

    private boolean lags() {
        return consumer.assignment().stream()
                .anyMatch(partition -> consumer.currentLag(partition).orElse(0) > 0);
    }

    /** Records that a full disk or a lock kept from being merged are read again at the next try, not passed over. */
    void goBackTo(List<ConsumerRecord<String, byte[]>> records) {
        Map<TopicPartition, Long> first = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            first.merge(new TopicPartition(record.topic(), record.partition()), record.offset(), Math::min);
        }
        first.forEach(consumer::seek);
    }

    /** Reads what comes next without merging it, waiting for at most this long for the first record. */
    List<ConsumerRecord<String, byte[]>> peek(Duration wait) {
        try {
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            long started = System.nanoTime();
            consumer.poll(wait).forEach(records::add);
            silentNanos = records.isEmpty() ? silentNanos + System.nanoTime() - started : 0;
            return records;
        } catch (WakeupException e) {
            return List.of();
        } catch (KafkaException e) {
            throw Clients.explain("read the topics", settings, e);
        }
    }

    /** Whether a broker is connected. Kafka's client goes on trying in silence, and would not notice topics made anew. */
    boolean isConnected() {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("connection-count"))
                .anyMatch(metric -> metric.getValue().metricValue() instanceof Number count && count.intValue() > 0);
    }

    /** How many events the topics hold that were not read, as far as the client knows without asking. */
    long lag() {
        return consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    /** Where the topics end now. */
    Map<TopicPartition, Long> ends() {
        try {
            return consumer.endOffsets(consumer.assignment(), answerWithin());
        } catch (KafkaException e) {
            throw Clients.explain("read the topics", settings, e);
        }
    }

    /**
     * Whether there is something to read before these ends.
     *
     * @throws dev.tandem.stream.kafka.BrokerAwayException if there is, and the broker has fallen silent
     */
    boolean isBefore(Map<TopicPartition, Long> ends) {
        try {
            boolean before = ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey(), answerWithin()) < end.getValue());
            if (before && isSilent()) {
                throw new TimeoutException("it has sent nothing for "
                        + Duration.ofNanos(silentNanos).toSeconds() + " seconds");
            }
            return before;
        } catch (KafkaException e) {
            throw Clients.explain("read the topics", settings, e);
        }
    }

    private boolean isSilent() {
        return silentNanos > TAKING_OVER.toNanos()
                || (silentNanos > SILENCE.toNanos() && !(hasCopies && Clients.isAnswering(settings)));
    }

    /** How long a broker may take to say where a topic begins and ends. */
    private Duration answerWithin() {
        return hasCopies ? TAKING_OVER : ANSWER;
    }

    /** As {@link LastReceipt#note} does, instead of the partitions that were read until now. */
    void noteLastReceipt(SyncedFile file) {
        LastReceipt.note(file, settings, consumer);
    }

    /** Tells the consumer group. */
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            consumer.commitSync(offsets, COMMIT);
        } catch (KafkaException e) {
            throw Clients.explain("commit to the consumer group", settings, e);
        }
    }

    /** Makes a {@link #peek} that waits come back at once. The only method that another thread may call. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE));
    }
}
