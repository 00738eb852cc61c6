package dev.tandem.stream.node;

import dev.tandem.schema.version.EventIds;
import dev.tandem.schema.version.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;

/**
 * What a node decides with besides the rows: who it is, and time and ids as arguments, so that a test can set them.
 *
 * @param node who it is
 * @param clock the machine's clock
 * @param ids makes event ids
 * @param zone the zone of timestamps that name none
 * @param tolerance how far a clock may be ahead of the time it arrives before it is capped
 * @param policy what follows when two people decided differently
 */
public record NodeContext(
        Node node, Clock clock, EventIds ids, ZoneId zone, Duration tolerance, ConflictPolicy policy) {
    /** How far a clock may be ahead where no setting says otherwise. */
    public static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);

    /** The context of a node on this machine. */
    public static NodeContext of(Node node, ZoneId zone, Duration tolerance) {
        return new NodeContext(node, MachineClock.here(), EventIds.random(), zone, tolerance, ConflictPolicy.LATEST);
    }

    /** The same with another policy. */
    public NodeContext with(ConflictPolicy other) {
        return new NodeContext(node, clock, ids, zone, tolerance, other);
    }

    /** The same machine and settings, as another node. */
    public NodeContext as(Node other) {
        return new NodeContext(other, clock, ids, zone, tolerance, policy);
    }

    /** Now, in microseconds UTC. */
    public long now() {
        return Timestamps.toMicros(clock.instant());
    }

    /** The clock, or the time of arrival where the clock is further ahead of it than the tolerance. */
    public long capped(long itsClock, long arrival) {
        return isAhead(itsClock, arrival) ? arrival : itsClock;
    }

    /** Whether a clock is further ahead of the time it arrives than the tolerance. */
    public boolean isAhead(long itsClock, long arrival) {
        return itsClock > arrival + tolerance.toNanos() / 1000;
    }
}
