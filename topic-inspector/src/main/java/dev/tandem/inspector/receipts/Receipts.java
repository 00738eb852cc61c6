package dev.tandem.inspector.receipts;

import dev.tandem.inspector.reading.Backwards;
import dev.tandem.inspector.reading.TopicReader;
import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.schema.event.OperationalEvent.SyncCompleted;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The receipts of all nodes. */
public final class Receipts {
    private Receipts() {}

    /** Hands out the receipts, the newest first, until the taker wants no more; none where the topic is not there. */
    public static void newestFirst(TopicReader reader, KafkaSettings kafka, Predicate<SyncCompleted> taker) {
        new Backwards<>(reader, reader.partitions(kafka.name(Topic.SYNC_RECEIPTS)), Receipts::receipt).read(taker);
    }

    /** What is no receipt, or none that this version can read, is passed over. */
    private static Optional<SyncCompleted> receipt(ConsumerRecord<String, byte[]> record) {
        try {
            return Records.toEnvelope(record).event() instanceof SyncCompleted receipt
                    ? Optional.of(receipt)
                    : Optional.empty();
        } catch (MalformedEventException e) {
            return Optional.empty();
        }
    }
}
