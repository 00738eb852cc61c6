package dev.tandem.schema.version;

/** A text that is no timestamp. Whoever knows the row names it when passing this on. */
public final class UnreadableTimestampException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Keeps the text as it was found. */
    public UnreadableTimestampException(String text, Throwable cause) {
        super("'" + text + "' is not a timestamp such as 2025-11-07T09:03:40.215043", cause);
    }
}
