package dev.tandem.schema.version;

import java.util.UUID;

/**
 * The version of a facet: a clock, and the id of the event that wrote it where clocks are equal. A total order; the
 * greater wins.
 *
 * @param clock microseconds since the epoch, UTC; 0 where no time is known
 * @param eventId the event's id, compared as 128 unsigned bits
 */
public record Version(long clock, UUID eventId) implements Comparable<Version> {
    /** Times before 1970 are as good as none. */
    public Version {
        clock = Math.max(0, clock);
    }

    @Override
    public int compareTo(Version other) {
        int byClock = Long.compare(clock, other.clock);
        if (byClock != 0) {
            return byClock;
        }
        int high = Long.compareUnsigned(eventId.getMostSignificantBits(), other.eventId.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(eventId.getLeastSignificantBits(), other.eventId.getLeastSignificantBits());
    }

    /** Whether this version wins over the other. */
    public boolean isAfter(Version other) {
        return compareTo(other) > 0;
    }

    @Override
    public String toString() {
        return Timestamps.format(clock) + "/" + eventId;
    }
}
