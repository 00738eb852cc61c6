package dev.tandem.schema.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;

/** A verdict as the JSON object that events carry. */
public final class VerdictJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private VerdictJson() {}

    /** The verdict as JSON. */
    public static String write(Verdict verdict) {
        return new FieldWriter(JSON.createObjectNode()).verdict(verdict).node().toString();
    }

    /**
     * The verdict of a JSON object.
     *
     * @throws MalformedEventException if it is no verdict of that review
     */
    public static Verdict read(ReviewType reviewType, String json) {
        try {
            return new FieldReader(JSON.readTree(json)).verdict(reviewType);
        } catch (JsonProcessingException e) {
            throw new MalformedEventException("the verdict is no JSON", e);
        }
    }
}
