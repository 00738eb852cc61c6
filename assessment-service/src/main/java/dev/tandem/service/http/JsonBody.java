package dev.tandem.service.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.http.HttpStatus;
import java.io.IOException;
import java.util.Optional;

/** The JSON that a request carried, read with errors that name the place or the field. */
public final class JsonBody {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static final String EMPTY = "The body is empty; send JSON.";

    private final JsonNode object;

    private JsonBody(JsonNode object) {
        this.object = object;
    }

    /** Reads a body that may be any JSON. */
    public static JsonNode read(byte[] body) {
        try {
            JsonNode json = MAPPER.readTree(body);
            if (!json.isMissingNode()) {
                return json;
            }
            throw new ProblemException(HttpStatus.BAD_REQUEST, EMPTY);
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            String where = place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
            throw new ProblemException(HttpStatus.BAD_REQUEST, "The body is not JSON" + where + ".");
        } catch (IOException e) {
            throw new ProblemException(HttpStatus.BAD_REQUEST, "The body could not be read.");
        }
    }

    /** Reads a body that must be one JSON object. */
    public static JsonBody object(byte[] body) {
        JsonNode json = read(body);
        if (!json.isObject()) {
            throw new ProblemException(HttpStatus.BAD_REQUEST, "The body must be a JSON object.");
        }
        return new JsonBody(json);
    }

    /** A text that must be there. */
    public String requiredText(String field) {
        return Optional.ofNullable(object.get(field))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> ProblemException.field(field, "must be a text that is not empty"));
    }
}
