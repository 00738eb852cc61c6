package dev.tandem.catalog.fetch;

import java.time.Duration;

/**
 * How a server is treated.
 *
 * @param pause waits before a request is made again
 * @param patience how long a body may have stopped coming
 */
record Manners(Pause pause, Duration patience) {
    /** The usual ones. */
    static final Manners USUAL = new Manners(time -> Thread.sleep(time.toMillis()), Duration.ofSeconds(30));

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        /** That long. */
        void await(Duration time) throws InterruptedException;
    }
}
