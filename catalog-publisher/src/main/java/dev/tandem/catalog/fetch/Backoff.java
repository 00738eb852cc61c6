package dev.tandem.catalog.fetch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** When a request that failed is made again. Pure. */
final class Backoff {
    /** How often a request is made at most. */
    static final int TRIES = 5;

    /** Nobody waits longer than this for one feed; a server that asks for more is told of. */
    static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Duration FIRST = Duration.ofSeconds(1);

    private Backoff() {}

    /** Whether the same request may succeed later. */
    static boolean isPassing(int status) {
        return status == 429 || status == 408 || (status >= 500 && status != 501 && status != 505);
    }

    /**
     * How long to wait: as long as the server asks for, else twice as long each time.
     *
     * @param tried how often the request was made so far, from 1
     * @param retryAfter the header of that name, in seconds or as a date
     */
    static Duration pause(int tried, Optional<String> retryAfter, Instant now) {
        Duration own = FIRST.multipliedBy(1L << Math.min(tried - 1, 10));
        return retryAfter.flatMap(text -> asked(text.strip(), now)).orElse(own);
    }

    private static Optional<Duration> asked(String text, Instant now) {
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }
}
