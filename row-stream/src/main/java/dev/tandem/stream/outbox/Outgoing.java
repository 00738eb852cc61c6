package dev.tandem.stream.outbox;

import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Outbox entries as Kafka records. */
final class Outgoing {
    private Outgoing() {}

    /** The same entry gives the same record, byte for byte. */
    static ProducerRecord<String, byte[]> record(KafkaSettings settings, Outbox.Entry entry) {
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(entry.eventId())
                .withType(entry.ceType())
                .withSource(URI.create(Records.SOURCE + entry.node()))
                .withTime(OffsetDateTime.ofInstant(Timestamps.toInstant(entry.time()), ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withExtension("sequence", Long.toString(entry.sequence()))
                .withData(entry.value().getBytes(StandardCharsets.UTF_8));
        if (entry.answers() != null) {
            event.withExtension("answers", entry.answers());
        }
        return KafkaMessageFactory.<String>createWriter(settings.name(entry.topic()), key(entry))
                .writeBinary(event.build());
    }

    @SuppressWarnings("NullAway") // Kafka takes a null key; the library's signature does not say so.
    private static String key(Outbox.Entry entry) {
        return entry.key();
    }
}
