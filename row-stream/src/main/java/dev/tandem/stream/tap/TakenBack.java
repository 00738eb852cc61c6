package dev.tandem.stream.tap;

import dev.tandem.stream.register.VerdictState;
import java.util.Optional;

/**
 * What came of taking one's own verdict back.
 *
 * @param stands the register afterwards; empty where the verdict is not known
 */
public record TakenBack(Status status, Optional<VerdictState> stands) {
    /** What can come of it. */
    public enum Status {
        /** It is taken back, now or before. */
        DONE,
        /** No verdict was given under that id. */
        UNKNOWN,
        /** Somebody else gave it. */
        OF_ANOTHER,
        /** Another verdict has come to stand. */
        OVERTAKEN
    }
}
