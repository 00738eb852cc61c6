package dev.tandem.laptop.doctor;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param message how it stands, in a sentence
 * @param advice what to do; empty where there is nothing
 */
record Check(String name, State state, String message, String advice) {
    /** How it stands. */
    enum State {
        /** As it should be. */
        OK,
        /** Somebody should look at it. */
        ATTENTION,
        /** A sync will fail, or do harm. */
        FAILED,
        /** It could not be looked at. */
        SKIPPED;

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Check ok(String name, String message) {
        return new Check(name, State.OK, message, "");
    }

    static Check attention(String name, String message, String advice) {
        return new Check(name, State.ATTENTION, message, advice);
    }

    static Check failed(String name, String message, String advice) {
        return new Check(name, State.FAILED, message, advice);
    }

    static Check skipped(String name, String why) {
        return new Check(name, State.SKIPPED, why, "");
    }
}
