package dev.tandem.inspector.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * Records of a key. Tandem's keys are a text or a list of texts, such as {@code ["https://…","modesty"]}; each text of the list
 * will do in the place of the whole.
 */
record KeyFilter(@Nullable String wanted) {
    private static final ObjectMapper JSON = new ObjectMapper();

    boolean matches(@Nullable String key) {
        String sought = wanted;
        if (sought == null) {
            return true;
        }
        return key != null && (key.equals(sought) || (key.startsWith("[") && hasElement(key, sought)));
    }

    private static boolean hasElement(String key, String sought) {
        try {
            for (JsonNode element : JSON.readTree(key)) {
                if (element.asText().equals(sought)) {
                    return true;
                }
            }
            return false;
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
