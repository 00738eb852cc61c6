package dev.tandem.stream.conflict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.tandem.schema.event.VerdictJson;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.conflict.Conflict.Side;
import java.time.ZoneOffset;
import java.util.UUID;

/** A side of a conflict as the inbox keeps it. */
final class ConflictJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ConflictJson() {}

    static String write(Side side) {
        ObjectNode json = JSON.createObjectNode();
        json.put("eventId", side.version().eventId().toString());
        json.put("clock", Timestamps.format(side.version().clock()));
        json.put("node", side.node());
        json.putRawValue("verdict", new RawValue(VerdictJson.write(side.verdict())));
        return json.toString();
    }

    static Side read(ReviewType reviewType, String text) {
        try {
            JsonNode json = JSON.readTree(text);
            Version version = new Version(
                    Timestamps.parse(json.path("clock").asText(), ZoneOffset.UTC),
                    UUID.fromString(json.path("eventId").asText()));
            return new Side(
                    version,
                    json.path("node").asText(),
                    VerdictJson.read(reviewType, json.path("verdict").toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tandem_conflict was damaged: " + text, e);
        }
    }
}
