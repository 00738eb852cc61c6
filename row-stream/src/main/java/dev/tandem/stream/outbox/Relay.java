package dev.tandem.stream.outbox;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.node.Meta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends the outbox in order and removes only what the broker has confirmed, as a contiguous prefix. A crash between the
 * confirmation and the removal sends records a second time; merging them twice changes nothing.
 */
public final class Relay implements AutoCloseable {
    private static final int PAGE = 1_000;

    private final SyncedFile file;
    private final KafkaSettings settings;
    private final KafkaProducer<String, byte[]> producer;

    private Relay(SyncedFile file, KafkaSettings settings, KafkaProducer<String, byte[]> producer) {
        this.file = file;
        this.settings = settings;
        this.producer = producer;
    }

    /**
     * What was sent.
     *
     * @param changes how many events that other nodes merge
     * @param ends the offsets behind the last of them, by partition of the changes
     */
    public record Sent(int changes, Map<TopicPartition, Long> ends) {}

    /** Connects to the broker. */
    public static Relay connect(SyncedFile file, KafkaSettings settings) {
        new Topics(settings).ensure();
        return new Relay(file, settings, Clients.producer(settings));
    }

    /**
     * Sends all that waits, and removes what is confirmed.
     *
     * @throws dev.tandem.stream.kafka.BrokerAwayException if the broker stops confirming; what it has not confirmed waits
     */
    public synchronized Sent runOnce() {
        int changes = 0;
        Map<TopicPartition, Long> ends = new HashMap<>();
        while (true) {
            List<Outbox.Entry> page = file.read("read", sql -> Outbox.after(sql, 0, PAGE));
            if (page.isEmpty()) {
                return new Sent(changes, ends);
            }
            List<Future<RecordMetadata>> confirmations = new ArrayList<>();
            KafkaException failure = null;
            try {
                for (Outbox.Entry entry : page) {
                    Future<RecordMetadata> confirmation = producer.send(Outgoing.record(settings, entry));
                    confirmations.add(confirmation);
                    if (confirmation.isDone() && hasFailed(confirmation)) {
                        // The broker is away: each further send would wait for it as long as this one did.
                        break;
                    }
                }
            } catch (KafkaException e) {
                failure = e;
            }
            producer.flush();
            long confirmed = 0;
            for (int i = 0; i < confirmations.size() && failure == null; i++) {
                try {
                    RecordMetadata at = confirmations.get(i).get();
                    confirmed = page.get(i).sequence();
                    if (isMerged(page.get(i).topic())) {
                        changes++;
                        ends.merge(new TopicPartition(at.topic(), at.partition()), at.offset() + 1, Math::max);
                    }
                } catch (ExecutionException e) {
                    failure = new KafkaException(e.getCause());
                    if (e.getCause() instanceof KafkaException cause) {
                        failure = cause;
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    failure = new KafkaException("interrupted", e);
                }
            }
            remove(confirmed);
            if (failure != null) {
                throw Clients.explain("send what changed", settings, failure);
            }
        }
    }

    private static boolean hasFailed(Future<RecordMetadata> confirmation) throws KafkaException {
        try {
            confirmation.get();
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private static boolean isMerged(Topic topic) {
        return topic.compacted();
    }

    private void remove(long confirmed) {
        if (confirmed > 0) {
            file.write("clean the outbox of", sql -> {
                Outbox.removeUpTo(sql, confirmed);
                Meta.CONFIRMED_SEQUENCE.write(sql, Long.toString(confirmed));
                return true;
            });
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
