package dev.tandem.stream.file;

/** Another program holds the file; trying again later is enough. */
public final class LockedException extends StreamException {
    private static final long serialVersionUID = 1L;

    LockedException(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }
}
