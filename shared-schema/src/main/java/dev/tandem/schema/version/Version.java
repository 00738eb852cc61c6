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
    private static final long ROOM_FOR_AMENDMENTS = 500;

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

    /**
     * The clock of an act on a verdict of this version, such as that it is taken back: above what a script made of that verdict,
     * each a microsecond above the last, and below the next that a person gives, whose clock has milliseconds. No clock of a
     * machine is in it, so none that is wrong makes an act last.
     */
    public long clockOfAct() {
        return clock + ROOM_FOR_AMENDMENTS;
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
