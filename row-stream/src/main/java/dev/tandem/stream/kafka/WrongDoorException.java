package dev.tandem.stream.kafka;

import dev.tandem.stream.file.StreamException;

/** A broker is there and comes together with these settings in no way: trying again later does not help, other settings do. */
public final class WrongDoorException extends StreamException {
    private static final long serialVersionUID = 1L;

    WrongDoorException(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }
}
