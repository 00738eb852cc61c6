package dev.tandem.schema.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** An event with its context as one JSON object, for where there is no Kafka record whose headers hold the context. */
public final class EnvelopeJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EnvelopeJson() {}

    /** As JSON: {@code id}, {@code node}, {@code time} (microseconds UTC), {@code type} and {@code value}. */
    public static ObjectNode write(Envelope envelope) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", envelope.id().toString());
        json.put("node", envelope.node());
        json.put("time", envelope.time());
        json.put("type", envelope.event().type().ceType());
        try {
            return json.set("value", JSON.readTree(EventJson.write(envelope.event())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was just written is JSON", e);
        }
    }

    /**
     * Reads such an object.
     *
     * @throws MalformedEventException if it is none
     */
    public static Envelope read(JsonNode json) {
        String id = json.path("id").asText();
        try {
            byte[] value = json.path("value").toString().getBytes(StandardCharsets.UTF_8);
            EventType type = EventType.ofCeType(json.path("type").asText());
            return new Envelope(
                    UUID.fromString(id),
                    json.path("node").asText(),
                    json.path("time").asLong(),
                    EventJson.read(type, value));
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException("the event's id '" + id + "' is no UUID", e);
        }
    }
}
