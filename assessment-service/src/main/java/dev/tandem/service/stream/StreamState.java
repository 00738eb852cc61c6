package dev.tandem.service.stream;

import java.time.Instant;

/**
 * How the service stands with Kafka.
 *
 * @param link whether it is connected
 * @param since from when on
 * @param detail why, where it is not
 */
public record StreamState(Link link, Instant since, String detail) {
    /** The connection to Kafka. */
    public enum Link {
        /** The first attempt is under way. */
        CONNECTING,
        /** Verdicts go out as they come in. */
        CONNECTED,
        /** Verdicts are kept until the broker is back. */
        AWAY,
        /** Something stops the stream that a person has to look at; verdicts are kept. */
        STOPPED
    }
}
