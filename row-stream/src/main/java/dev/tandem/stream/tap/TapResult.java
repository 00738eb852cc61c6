package dev.tandem.stream.tap;

import org.jspecify.annotations.Nullable;

/**
 * What came of a tap.
 *
 * @param reason why, where it was not recorded; a sentence for a person
 * @param capped whether its clock was far ahead, and was taken back to when it arrived
 */
public record TapResult(Status status, @Nullable String reason, boolean capped) {
    TapResult(Status status, @Nullable String reason) {
        this(status, reason, false);
    }

    /** What can come of a tap. */
    public enum Status {
        /** It stands. */
        RECORDED,
        /** It was given before, and stood then. */
        DUPLICATE,
        /** It is kept in the history, but another verdict is newer. */
        SUPERSEDED,
        /** The product is not known, or no longer. */
        UNKNOWN_PRODUCT,
        /** The product is known, and nobody asked for a review of this type of it. */
        NOT_ASKED,
        /** A constraint of the database forbids it, and will at every other try. */
        REFUSED,
        /** The id was given before with another content. */
        OTHER_CONTENT
    }
}
