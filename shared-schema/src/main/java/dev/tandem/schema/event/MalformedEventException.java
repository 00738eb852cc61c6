package dev.tandem.schema.event;

/** An event that cannot be read, and that will not become readable by trying again. */
public final class MalformedEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says in one sentence what is wrong with it. */
    public MalformedEventException(String message) {
        super(message);
    }

    /** Says in one sentence what is wrong with it, and from what that was seen. */
    public MalformedEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
