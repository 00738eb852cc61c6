package dev.tandem.stream.kafka;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.EventJson;
import dev.tandem.schema.event.EventType;
import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.schema.version.Timestamps;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Kafka records as events: CloudEvents 1.0 in binary mode, the value plain JSON. */
public final class Records {
    /** What {@code ce_source} begins with; the node's id follows. */
    public static final String SOURCE = "/nodes/";

    private Records() {}

    /**
     * Reads a record.
     *
     * @throws MalformedEventException if it is no event that this version of Tandem knows; trying again will not help. Nothing
     *     else comes of a record's bytes, whatever they are: anybody who may write may have written them
     */
    public static Envelope toEnvelope(ConsumerRecord<String, byte[]> record) {
        try {
            return read(record);
        } catch (MalformedEventException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new MalformedEventException("the record cannot be read as an event: " + e, e);
        }
    }

    /** The text of a record's header, of several with that name the last; empty where there is none, or one without a value. */
    public static String header(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        byte @Nullable [] value = header == null ? null : header.value();
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    private static Envelope read(ConsumerRecord<String, byte[]> record) {
        byte @Nullable [] value = record.value();
        if (value == null) {
            throw new MalformedEventException("the record has no value");
        }
        CloudEvent event = cloudEvent(record.headers(), value);
        EventType type = EventType.ofCeType(event.getType());
        Object answers = event.getExtension("answers");
        return new Envelope(
                id(event.getId()),
                node(event),
                time(event, record),
                EventJson.read(type, value),
                answers == null ? null : id(answers.toString()));
    }

    /** An event as a record without a sequence: of a tool rather than of a database's outbox. */
    public static ProducerRecord<String, byte[]> ofTool(String topic, String key, Envelope envelope) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId(envelope.id().toString())
                .withType(envelope.event().type().ceType())
                .withSource(URI.create(SOURCE + envelope.node()))
                .withTime(OffsetDateTime.ofInstant(Timestamps.toInstant(envelope.time()), ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withData(EventJson.write(envelope.event()).getBytes(StandardCharsets.UTF_8))
                .build();
        return KafkaMessageFactory.<String>createWriter(topic, key).writeBinary(event);
    }

    private static CloudEvent cloudEvent(Headers headers, byte[] value) {
        try {
            return KafkaMessageFactory.createReader(headers, value).toEvent();
        } catch (RuntimeException e) {
            // The library tells some faults by its own exceptions, and trips over others, such as a header without a
            // value.
            throw new MalformedEventException("the record's headers are no CloudEvent" + withoutValue(headers), e);
        }
    }

    private static String withoutValue(Headers headers) {
        for (Header header : headers) {
            if (header.value() == null) {
                return ": '" + header.key() + "' has no value";
            }
        }
        return "";
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
        if (source.startsWith(SOURCE)) {
            return source.substring(SOURCE.length());
        }
        try {
            // Whoever hands the event on names its node so.
            URI.create(SOURCE + source);
            return source;
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException("the event's source '" + source + "' names no node", e);
        }
    }

    private static long time(CloudEvent event, ConsumerRecord<String, byte[]> record) {
        OffsetDateTime time = event.getTime();
        try {
            return time == null ? record.timestamp() * 1000 : Timestamps.toMicros(time.toInstant());
        } catch (ArithmeticException e) {
            throw new MalformedEventException(
                    "the event's time " + time + " is too far away to be counted in microseconds", e);
        }
    }
}
