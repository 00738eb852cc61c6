package dev.tandem.stream.kafka;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A broker speaks, and in another way than these settings do. */
final class OtherProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    OtherProtocolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
