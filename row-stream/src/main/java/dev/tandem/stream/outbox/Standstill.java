package dev.tandem.stream.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether the server stands still: for so long it has come no further, although it could have. Times are as {@link
 * System#nanoTime} tells them.
 */
final class Standstill {
    /** So many times longer one is waited for that has answered for something: it is at work, on a slow machine perhaps. */
    private static final int AT_WORK = 3;

    private final long atMost;
    private final long begun;
    private long open;
    private boolean looked;
    private long deadline;
    private final Map<TopicPartition, Integer> leaders = new HashMap<>();

    /**
     * Begins to wait.
     *
     * @param sent how many records were sent, of which the server may have answered for some already
     */
    Standstill(Duration atMost, long sent, long now) {
        this.atMost = atMost.toNanos();
        this.open = sent;
        this.begun = now;
        this.deadline = now + this.atMost;
    }

    /** So many records are open. */
    void stillOpen(long records, long now) {
        if (records < open) {
            deadline = now + AT_WORK * atMost;
        } else if (!looked) {
            deadline = now + atMost;
        }
        looked = true;
        open = records;
    }

    /** Nobody may say how far the server is: meanwhile nobody can say that it stands still. */
    void nobodyKnows(long now) {
        if (now + atMost - deadline > 0) {
            deadline = now + atMost;
        }
    }

    /**
     * These brokers lead what it reads, as far as was answered: when one takes another's place, the server could not come further,
     * and has to find it.
     */
    void ledBy(Map<TopicPartition, Integer> brokers, long now) {
        brokers.forEach((partition, broker) -> {
            Integer before = leaders.put(partition, broker);
            if (before != null && !before.equals(broker)) {
                nobodyKnows(now);
            }
        });
    }

    /**
     * A copy of what it reads is missing: a broker has gone, and the server, which finds others only once it has lost that one,
     * is waited for as one that is at work. From the beginning, not from now: a broker may be missing for days.
     */
    void copiesAreMissing() {
        deadline = Math.max(deadline - begun, AT_WORK * atMost) + begun;
    }

    boolean isOver(long now) {
        return now - deadline >= 0;
    }
}
