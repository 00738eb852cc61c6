package dev.tandem.stream.node;

import java.time.Clock;
import java.time.Duration;

/**
 * The machine's clock. The system property {@code tandem.clock.ahead} makes it wrong by a duration such as {@code PT2H} or
 * {@code -PT2H}: {@code torture} shows by it what a process does whose machine has a wrong clock.
 */
final class MachineClock {
    private static final String AHEAD = "tandem.clock.ahead";

    private MachineClock() {}

    static Clock here() {
        String ahead = System.getProperty(AHEAD);
        return ahead == null ? Clock.systemUTC() : Clock.offset(Clock.systemUTC(), Duration.parse(ahead));
    }
}
