package dev.tandem.stream.outbox;

import java.time.Duration;
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
    private long open;
    private boolean looked;
    private long deadline;
    private Map<TopicPartition, Integer> leaders = Map.of();

    /**
     * Begins to wait.
     *
     * @param sent how many records were sent, of which the server may have answered for some already
     */
    Standstill(Duration atMost, long sent, long now) {
        this.atMost = atMost.toNanos();
        this.open = sent;
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

    /** These brokers lead what it reads: when one takes another's place, the server could not come further, and has to find it. */
    void ledBy(Map<TopicPartition, Integer> brokers, long now) {
        if (!leaders.isEmpty() && !leaders.equals(brokers)) {
            nobodyKnows(now);
        }
        leaders = Map.copyOf(brokers);
    }

    boolean isOver(long now) {
        return now - deadline >= 0;
    }
}
