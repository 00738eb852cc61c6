package dev.tandem.torture.check;

/**
 * What decides between two events: the later clock, then the greater id.
 *
 * @param clock microseconds UTC
 */
record Version(long clock, String id) implements Comparable<Version> {
    @Override
    public int compareTo(Version other) {
        return clock != other.clock ? Long.compare(clock, other.clock) : id.compareTo(other.id);
    }
}
