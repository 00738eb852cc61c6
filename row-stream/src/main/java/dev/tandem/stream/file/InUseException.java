package dev.tandem.stream.file;

import java.nio.file.Path;

/** Another process syncs the database; waiting for it or ending it is enough. */
public final class InUseException extends StreamException {
    private static final long serialVersionUID = 1L;

    InUseException(Path database, String holder) {
        super(
                holder + " is at work on " + database,
                "wait until it is done, or end it; one at a time sends what a database has to send");
    }
}
