package dev.tandem.inspector.letters;

import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A dead letter.
 *
 * @param id made of the node, topic, partition and offset, so that a letter that was sent twice is one
 */
record Letter(String id, EventDeadLettered event) {
    static Letter of(EventDeadLettered event) {
        return new Letter(event.letter(), event);
    }

    /** The type that the record names, if it names one. */
    String type() {
        return event.headers().getOrDefault("ce_type", "");
    }

    /** The record as it was found; empty where it was too large to be kept. */
    @SuppressWarnings("NullAway") // Kafka takes a null key; its signature does not say so.
    Optional<ConsumerRecord<String, byte[]>> record() {
        if (event.value() == null) {
            return Optional.empty();
        }
        byte[] value = Base64.getDecoder().decode(event.value());
        return Optional.of(new ConsumerRecord<>(
                event.topic(),
                event.partition(),
                event.offset(),
                event.appendedAt() / 1000,
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length,
                event.key(),
                value,
                headers(),
                Optional.empty()));
    }

    Headers headers() {
        Headers headers = new RecordHeaders();
        event.headers().forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }
}
