package dev.tandem.stream.inbox;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.schema.event.OperationalEvent.SyncCompleted;
import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.verify.PeerDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The server's last receipt, which says what its rows added up to. Looked for among the last receipts alone: it is worth
 * no more than a glance, as any later one will do as well.
 */
public final class LastReceipt {
    private static final int GLANCE = 200;
    private static final Duration AT_MOST = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(200);

    private LastReceipt() {}

    /**
     * Remembers it in the file, if there is a later one than is known.
     *
     * @throws dev.tandem.stream.kafka.BrokerAwayException if the broker cannot be reached
     */
    public static void note(SyncedFile file, NodeContext context, KafkaSettings settings) {
        try (KafkaConsumer<String, byte[]> consumer =
                Clients.consumer(settings, settings.group(context.node()) + ".receipts")) {
            note(file, settings, consumer);
        }
    }

    /** The same with a client that is there, which reads nothing else from then on. */
    static void note(SyncedFile file, KafkaSettings settings, KafkaConsumer<String, byte[]> consumer) {
        Clients.requireReachable(settings);
        try {
            Optional<PeerDigest> known = file.read("read", PeerDigest::read);
            Optional<PeerDigest> last = find(consumer, settings.name(Topic.SYNC_RECEIPTS), known);
            if (last.isPresent()) {
                file.write("note the server's receipt in", last.get()::write);
            }
        } catch (KafkaException e) {
            throw Clients.explain("read the receipts", settings, e);
        }
    }

    private static Optional<PeerDigest> find(
            KafkaConsumer<String, byte[]> consumer, String topic, Optional<PeerDigest> known) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic, AT_MOST).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .collect(Collectors.toList());
        consumer.assign(partitions);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, AT_MOST);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, AT_MOST);
        Map<TopicPartition, Long> later = since(consumer, ends, known);
        ends.forEach((partition, end) -> consumer.seek(
                partition,
                LongStream.of(beginnings.getOrDefault(partition, 0L), later.getOrDefault(partition, 0L), end - GLANCE)
                        .max()
                        .orElse(end)));
        Optional<PeerDigest> last = Optional.empty();
        long until = System.nanoTime() + AT_MOST.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), AT_MOST) < end.getValue())
                && System.nanoTime() < until) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                Optional<PeerDigest> one = read(record);
                if (one.isPresent()
                        && (last.isEmpty()
                                || one.get().asOf().isAfter(last.get().asOf()))) {
                    last = one;
                }
            }
        }
        return last;
    }

    /** Where what was appended after the receipt that is known begins; what is known already is not fetched again. */
    private static Map<TopicPartition, Long> since(
            KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends, Optional<PeerDigest> known) {
        if (known.isEmpty()) {
            return Map.of();
        }
        // A receipt may say that it is of any time at all, and Kafka asks for none before 1970.
        long after = Math.max(0, known.get().asOf().toEpochMilli());
        Map<TopicPartition, Long> times =
                ends.keySet().stream().collect(Collectors.toMap(partition -> partition, partition -> after));
        Map<TopicPartition, Long> later = new HashMap<>();
        consumer.offsetsForTimes(times, AT_MOST)
                .forEach((partition, first) ->
                        later.put(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset()));
        return later;
    }

    private static Optional<PeerDigest> read(ConsumerRecord<String, byte[]> record) {
        try {
            Envelope envelope = Records.toEnvelope(record);
            return envelope.event() instanceof SyncCompleted receipt
                            && receipt.role().equals(Role.SERVER.text())
                            && receipt.digest() != null
                    ? Optional.of(new PeerDigest(
                            receipt.node(), receipt.digest(), Timestamps.toInstant(receipt.completedAt())))
                    : Optional.empty();
        } catch (MalformedEventException e) {
            return Optional.empty();
        }
    }
}
