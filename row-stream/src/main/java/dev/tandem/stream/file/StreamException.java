package dev.tandem.stream.file;

/** A failure that a person can do something about: what was attempted on what and why it failed, and what to try. */
public class StreamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    /** Says what failed and what to try. */
    public StreamException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** Says what failed, because of what, and what to try. */
    public StreamException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** What to try next. */
    public String hint() {
        return hint;
    }
}
