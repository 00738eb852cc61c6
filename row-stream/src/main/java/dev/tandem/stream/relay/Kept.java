package dev.tandem.stream.relay;

import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.node.Meta;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.outbox.Written;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** What the broker has confirmed and the outbox still holds: its first entries, without a gap. */
final class Kept {
    /** How long an entry may stay while there is always something to send. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** How many may. */
    private static final int MOST = 1_000;

    private final Map<TopicPartition, Reach> reached = new HashMap<>();
    private long upTo;
    private int entries;
    private long since;
    private boolean givesWay;

    /** Where confirmed records of a partition lie. */
    private record Reach(long first, long next) {}

    /** Takes the next entry, whose record lies there, at this moment in nanoseconds. */
    void take(Outbox.Entry entry, RecordMetadata at, long now) {
        if (entry.topic().compacted()) {
            reach(new TopicPartition(at.topic(), at.partition()), at.offset());
        }
        if (entries++ == 0) {
            since = now;
        }
        upTo = entry.sequence();
        givesWay |= entry.found();
    }

    private void reach(TopicPartition partition, long offset) {
        Reach before = reached.get(partition);
        if (before != null && offset < before.next()) {
            throw begunAnew(partition);
        }
        reached.put(partition, new Reach(before == null ? offset : before.first(), offset + 1));
    }

    boolean isEmpty() {
        return entries == 0;
    }

    /** The sequence of the last; 0 if there is none. */
    long upTo() {
        return upTo;
    }

    /** Whether it is old or much by now, or has what would give way to an event that says the same, as if it were not sent. */
    boolean isDue(long now) {
        return entries > 0 && (givesWay || entries >= MOST || now - since >= LONGEST.toNanos());
    }

    /** Removes it from the outbox and notes how far each partition is written, in the transaction at hand. */
    void remove(Sql sql, Map<String, String> topicIds, boolean toBeAnswered) throws SQLException {
        for (Map.Entry<TopicPartition, Reach> partition : reached.entrySet()) {
            String topicId = topicIds.getOrDefault(partition.getKey().topic(), "");
            note(sql, partition.getKey(), topicId, partition.getValue(), toBeAnswered);
        }
        Outbox.removeUpTo(sql, upTo);
        Meta.CONFIRMED_SEQUENCE.write(sql, Long.toString(upTo));
    }

    private static void note(Sql sql, TopicPartition partition, String topicId, Reach reach, boolean toBeAnswered)
            throws SQLException {
        Written.Position before = Written.read(sql).get(partition);
        if (before != null && before.topicId().equals(topicId) && reach.first() < before.next()) {
            throw begunAnew(partition);
        }
        Written.confirmed(sql, partition, topicId, reach.first(), reach.next(), toBeAnswered);
    }

    /** Nothing is kept any more: the removal is committed. */
    void clear() {
        reached.clear();
        upTo = 0;
        entries = 0;
        givesWay = false;
    }

    private static StreamException begunAnew(TopicPartition partition) {
        return new StreamException(
                "the topic " + partition + " has begun anew while this node was connected",
                "nothing is lost; connect again (the service does so by itself)");
    }
}
