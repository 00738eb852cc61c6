package dev.tandem.stream.guarantee;

import dev.tandem.schema.version.EventIds;
import java.time.Clock;
import java.util.Random;
import java.util.UUID;

/** UUIDv7 from a settable clock and a seeded source; of one millisecond each id is greater than the one before. */
final class SeededIds implements EventIds {
    private final Clock clock;
    private final Random random;
    private long millis = -1;
    private long low;

    SeededIds(Clock clock, long seed) {
        this.clock = clock;
        this.random = new Random(seed);
    }

    @Override
    public UUID next() {
        long now = clock.millis();
        low = now == millis ? low + 1 : random.nextLong() >>> 3;
        millis = now;
        return new UUID((now << 16) | 0x7000L, 0x8000_0000_0000_0000L | low);
    }
}
