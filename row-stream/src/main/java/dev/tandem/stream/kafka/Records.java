package dev.tandem.stream.kafka;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.EventJson;
import dev.tandem.schema.event.EventType;
import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.outbox.Outbox;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Events as Kafka records: CloudEvents 1.0 in binary mode, the value plain JSON. */
public final class Records {
    private static final String SOURCE = "/nodes/";

    private Records() {}

    /** An outbox entry as a record; the same entry gives the same record. */
    public static ProducerRecord<String, byte[]> toRecord(KafkaSettings settings, Outbox.Entry entry) {
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(entry.eventId())
                .withType(entry.ceType())
                .withSource(URI.create(SOURCE + entry.node()))
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

    /**
     * Reads a record.
     *
     * @throws MalformedEventException if it is no event that this version of Tandem knows; trying again will not help
     */
    public static Envelope toEnvelope(ConsumerRecord<String, byte[]> record) {
        byte @Nullable [] value = record.value();
        if (value == null) {
            throw new MalformedEventException("the record has no value");
        }
        CloudEvent event;
        try {
            event = KafkaMessageFactory.createReader(record.headers(), value).toEvent();
        } catch (CloudEventRWException | IllegalArgumentException | IllegalStateException e) {
            throw new MalformedEventException("the record's headers are no CloudEvent", e);
        }
        EventType type = EventType.ofCeType(event.getType());
        Object answers = event.getExtension("answers");
        return new Envelope(
                id(event.getId()),
                node(event),
                time(event, record),
                EventJson.read(type, value),
                answers == null ? null : id(answers.toString()));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException("the event's id '" + text + "' is no UUID", e);
        }
    }

    private static String node(CloudEvent event) {
        String source = Objects.toString(event.getSource(), "");
        return source.startsWith(SOURCE) ? source.substring(SOURCE.length()) : source;
    }

    private static long time(CloudEvent event, ConsumerRecord<String, byte[]> record) {
        OffsetDateTime time = event.getTime();
        return time == null ? record.timestamp() * 1000 : Timestamps.toMicros(time.toInstant());
    }
}
