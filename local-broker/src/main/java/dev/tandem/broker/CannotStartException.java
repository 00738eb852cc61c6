package dev.tandem.broker;

import org.jspecify.annotations.Nullable;

/** The broker did not start; the message says what failed and why, the advice what to try. Nothing is left running or locked. */
public final class CannotStartException extends RuntimeException {

    private final String advice;

    CannotStartException(String message, String advice, @Nullable Throwable cause) {
        super(message, cause);
        this.advice = advice;
    }

    /** One sentence: what to try. */
    public String advice() {
        return advice;
    }
}
