package dev.tandem.service;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/** A verdict as a phone posts it. */
public final class Tap {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final ObjectNode json = MAPPER.createObjectNode();

    private Tap() {}

    /** A verdict on a modesty review, given at that time. */
    public static Tap on(String productUrl, String decision, String assessedAt) {
        return new Tap()
                .with("id", UUID.randomUUID().toString())
                .with("productUrl", productUrl)
                .with("reviewType", "modesty")
                .with("decision", decision)
                .with("clothingType", "dress")
                .with("assessedAt", assessedAt);
    }

    public Tap with(String field, String value) {
        json.put(field, value);
        return this;
    }

    public String id() {
        return json.get("id").asText();
    }

    /** As it is posted. */
    @Override
    public String toString() {
        return json.toString();
    }
}
