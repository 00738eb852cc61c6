package dev.tandem.inspector.letters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.cli.output.Escapes;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.version.Timestamps;
import java.io.IOException;
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
    private static final ObjectMapper JSON = new ObjectMapper();

    static Letter of(EventDeadLettered event) {
        return new Letter(event.letter(), event);
    }

    /** The type that the record names, if it names one. */
    String type() {
        return event.headers().getOrDefault("ce_type", "");
    }

    /** Why it could not be applied, with nothing in it that a terminal obeys: a row's content may be in it. */
    String cause() {
        return Escapes.visible(event.cause());
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

    /** All that is known of it, as one object. */
    ObjectNode json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", id).put("topic", event.topic()).put("partition", event.partition());
        json.put("offset", event.offset()).put("cause", event.cause()).put("node", event.node());
        json.put("type", type())
                .put("at", Timestamps.format(event.appendedAt()))
                .put("key", event.key());
        json.set("headers", JSON.valueToTree(event.headers()));
        json.set(
                "value",
                record().map(record -> parsed(record.value()))
                        .orElseGet(() -> JSON.getNodeFactory().nullNode()));
        return json;
    }

    private static JsonNode parsed(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            return JSON.getNodeFactory().textNode(new String(value, StandardCharsets.UTF_8));
        }
    }

    Headers headers() {
        Headers headers = new RecordHeaders();
        event.headers().forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }
}
