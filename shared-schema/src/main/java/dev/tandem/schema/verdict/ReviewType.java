package dev.tandem.schema.verdict;

import java.util.Optional;

/** What a person is asked about a product. */
public enum ReviewType {
    /** Whether a product is modest. */
    MODESTY("modesty"),
    /** Whether a product is one that is known already. */
    DUPLICATION("duplication");

    private final String text;

    ReviewType(String text) {
        this.text = text;
    }

    /** As it stands in columns, events and the API. */
    public String text() {
        return text;
    }

    /** The review type of that name, if there is one. */
    public static Optional<ReviewType> of(String text) {
        for (ReviewType type : values()) {
            if (type.text.equals(text)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
