package dev.tandem.stream.kafka;

import dev.tandem.stream.file.StreamException;

/** The broker cannot be reached; what was to be sent waits in the outbox, and trying again later is enough. */
public final class BrokerAwayException extends StreamException {
    private static final long serialVersionUID = 1L;

    BrokerAwayException(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }
}
