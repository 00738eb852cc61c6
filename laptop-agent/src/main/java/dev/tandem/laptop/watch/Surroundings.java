package dev.tandem.laptop.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Notices, from one round to the next, that the machine has slept, or is elsewhere on the network. */
final class Surroundings {
    /** A round takes a second at most where nothing hangs, and no program runs while the machine sleeps. */
    private static final Duration SLEPT = Duration.ofSeconds(45);

    private static final Duration LOOK_AT_NETWORK_EVERY = Duration.ofSeconds(2);

    private final Clock clock;
    private final Supplier<String> addresses;
    private String known;
    private Instant lookedAt;
    private Instant lastRound;
    private Duration paused = Duration.ZERO;

    Surroundings(Clock clock, Supplier<String> addresses) {
        this.clock = clock;
        this.addresses = addresses;
        this.known = addresses.get();
        this.lookedAt = clock.instant();
        this.lastRound = lookedAt;
    }

    /** A pause that is meant. */
    void pausing(Duration pause) {
        paused = pause;
    }

    /** What has changed since the last round, in words. */
    Optional<String> changed() {
        Instant now = clock.instant();
        Duration away = Duration.between(lastRound, now).minus(paused);
        lastRound = now;
        paused = Duration.ZERO;
        boolean slept = away.compareTo(SLEPT) > 0;
        boolean moved = false;
        if (slept || Duration.between(lookedAt, now).compareTo(LOOK_AT_NETWORK_EVERY) > 0) {
            lookedAt = now;
            String seen = addresses.get();
            moved = !seen.equals(known);
            known = seen;
        }
        if (slept) {
            long minutes = Math.max(1, away.toMinutes());
            return Optional.of("this machine slept for " + minutes + (minutes == 1 ? " minute" : " minutes"));
        }
        return moved ? Optional.of("the network has changed") : Optional.empty();
    }
}
