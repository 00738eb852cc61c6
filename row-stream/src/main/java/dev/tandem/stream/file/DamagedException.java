package dev.tandem.stream.file;

/** The file is no database, or none that can be read any more: a copy may have to take its place. */
public final class DamagedException extends StreamException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }
}
