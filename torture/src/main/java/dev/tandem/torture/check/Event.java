package dev.tandem.torture.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record of a topic, read by no code of the engine's.
 *
 * @param type the event's name, without its version; empty of something that is no event
 * @param appended microseconds UTC: when the broker took it
 */
public record Event(String topic, long offset, String id, String type, JsonNode value, long appended) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TYPE_AT = 2;

    /** As it stands in its topic. */
    public static Event of(ConsumerRecord<String, byte[]> record) {
        String[] type = header(record, "ce_type").split("\\.", -1);
        return new Event(
                record.topic(),
                record.offset(),
                header(record, "ce_id"),
                type.length > TYPE_AT ? type[TYPE_AT] : "",
                value(record.value()),
                record.timestamp() * 1000);
    }

    private static JsonNode value(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException noJson) {
            return JSON.createObjectNode();
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** An event as a test has it. */
    static Event of(String topic, long offset, String id, String type, String json, long appended) {
        try {
            return new Event(topic, offset, id, type, JSON.readTree(json), appended);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    boolean isVerdict() {
        return type.startsWith("Assessment");
    }

    boolean isListing() {
        return type.equals("ProductListed");
    }

    boolean isRemoval() {
        return type.equals("ProductRemoved");
    }

    /** Whether a verdict stands with it: given, or restored by a retraction. */
    boolean leavesAVerdict() {
        return type.equals("AssessmentRecorded") || value.path("restored").isObject();
    }

    String text(String field) {
        return value.path(field).asText("");
    }

    /** The product that it is about. */
    String url() {
        return isVerdict() ? text("productUrl") : text("url");
    }

    /** The register that a verdict is about. */
    String register() {
        return text("productUrl") + " " + text("reviewType");
    }

    /** Microseconds UTC. */
    long clock() {
        return micros(text("clock"));
    }

    /** The version that a verdict's writer saw; of a retraction the one that it takes back. */
    Optional<Version> basedOn() {
        JsonNode seen = value.path(type.equals("AssessmentRetracted") ? "target" : "basedOn");
        return seen.isObject()
                ? Optional.of(new Version(
                        micros(seen.path("clock").asText()),
                        seen.path("eventId").asText()))
                : Optional.empty();
    }

    private static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
    }
}
