package dev.tandem.catalog.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The addresses of a product's pictures: delivered as a list, as a list in a JSON text, or as one text. */
public final class Images {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 30;

    private Images() {}

    /** Each address once, in their order; anything else in the list is passed over. */
    public static List<String> of(JsonNode value) {
        Set<String> found = new LinkedHashSet<>();
        collect(unpacked(value), found);
        return found.stream().limit(MOST).toList();
    }

    /** The first of them, of a list in a JSON text: most that are read begin with it, and the rest need not be read then. */
    public static Optional<String> first(String text) {
        int end = text.startsWith("[\"http") ? text.indexOf('"', 2) : -1;
        String first = end < 0 ? "" : text.substring(2, end);
        return first.indexOf('\\') < 0 && Validation.isWebAddress(first)
                ? Optional.of(first)
                : of(JSON.getNodeFactory().textNode(text)).stream().findFirst();
    }

    private static void collect(JsonNode value, Set<String> found) {
        if (value.isArray()) {
            value.forEach(each -> add(each, found));
        } else if (value.isTextual()
                && !Validation.isWebAddress(value.textValue().strip())) {
            // Several in one text, as spreadsheets have them.
            for (String each : value.textValue().split("[\\s,|;]+(?=https?://|//)", -1)) {
                add(each, found);
            }
        } else {
            add(value, found);
        }
    }

    private static void add(JsonNode value, Set<String> found) {
        JsonNode source = value.isObject() ? value.path(value.has("src") ? "src" : "url") : value;
        add(source.isTextual() ? source.textValue() : "", found);
    }

    private static void add(String given, Set<String> found) {
        String text = given.strip();
        String address = text.startsWith("//") ? "https:" + text : text;
        if (Validation.isWebAddress(address)) {
            found.add(address);
        }
    }

    private static JsonNode unpacked(JsonNode value) {
        if (!value.isTextual() || !value.textValue().strip().startsWith("[")) {
            return value;
        }
        try {
            return JSON.readTree(value.textValue());
        } catch (JsonProcessingException notJson) {
            return value;
        }
    }
}
