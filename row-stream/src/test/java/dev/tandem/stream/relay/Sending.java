package dev.tandem.stream.outbox;

import dev.tandem.stream.kafka.KafkaSettings;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The very records that the relay would send, for a stream that a test keeps itself. */
public final class Sending {
    private Sending() {}

    /** An entry as it goes to Kafka. */
    public static ProducerRecord<String, byte[]> record(KafkaSettings settings, Outbox.Entry entry) {
        return Outgoing.record(settings, entry);
    }
}
