package dev.tandem.service.assessment;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Corrects the time of a tap by what the phone's clock showed when it sent the verdict. Pure. A clock that is ahead after
 * this is capped by the engine.
 */
final class PhoneClock {
    /** Less may be the way through a slow network. */
    private static final Duration NOTICED = Duration.ofMinutes(1);

    /** Nobody tapped before; a phone that says so has lost its clock since. */
    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

    private PhoneClock() {}

    /**
     * When the reviewer tapped.
     *
     * @param assessedAt the tap, by the phone's clock; null for now
     * @param deviceNow the phone's clock when it sent the verdict; null where it did not say
     * @param arrival the server's clock when the verdict arrived
     */
    static Instant tapped(@Nullable Instant assessedAt, @Nullable Instant deviceNow, Instant arrival) {
        if (assessedAt == null) {
            return arrival;
        }
        Duration behind = deviceNow == null ? Duration.ZERO : Duration.between(deviceNow, arrival);
        Instant tapped = behind.abs().compareTo(NOTICED) > 0 ? assessedAt.plus(behind) : assessedAt;
        return tapped.isBefore(EARLIEST) ? arrival : tapped;
    }
}
