package dev.tandem.schema.event;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Surrogates without their other half: JSON can name them, and what takes them in as UTF-8 makes another text of them. A row under
 * such a key would not be found again.
 */
final class HalfCharacters {
    private static final int FIRST_OF_THREE = 0xED;
    private static final int LEAST_OF_SURROGATES = 0xA0;

    private HalfCharacters() {}

    /** Whether it is worth looking: they stand there as escapes, in bytes that are no UTF-8, or in JSON of another encoding. */
    static boolean mayBeIn(byte[] json) {
        for (int i = 0; i + 2 < json.length; i++) {
            byte b = json[i];
            boolean escape = b == '\\' && json[i + 1] == 'u' && (json[i + 2] | ' ') == 'd';
            boolean bytes = (b & 0xFF) == FIRST_OF_THREE && (json[i + 1] & 0xFF) >= LEAST_OF_SURROGATES;
            if (escape || bytes || b == 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is one in a text, or in the name of a field. */
    static boolean areIn(JsonNode node) {
        if (node.isTextual()) {
            return isIn(node.textValue());
        }
        boolean found = false;
        for (var field : node.properties()) {
            found |= isIn(field.getKey());
        }
        for (JsonNode each : node) {
            found = found || areIn(each);
        }
        return found;
    }

    private static boolean isIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }
}
