package dev.tandem.stream.outbox;

import dev.tandem.stream.file.Sql;
import dev.tandem.stream.kafka.Extent;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far this node has written each partition that other nodes merge, in {@code tandem_sent}. */
public final class Written {
    private Written() {}

    /**
     * A position in a topic that this node writes.
     *
     * @param topicId Kafka's id of the topic, which a topic made anew does not share
     * @param next the offset behind the last record of which is known that it is this node's or none of it
     * @param unanswered on a laptop: the first record sent for which the server is not known to have answered; null
     *     where there is none
     * @param wholeFrom on a server: from this offset on, the topic holds everything that the server knows
     */
    public record Position(
            String topicId, long next, @Nullable Long unanswered, long wholeFrom) {}

    /** All positions. */
    public static Map<TopicPartition, Position> read(Sql sql) throws SQLException {
        Map<TopicPartition, Position> positions = new HashMap<>();
        sql.all(
                "SELECT topic, partition, topic_id, next, unanswered, whole_from FROM tandem_sent",
                row -> positions.put(
                        new TopicPartition(row.getString(1), row.getInt(2)),
                        new Position(
                                row.getString(3),
                                row.getLong(4),
                                row.getObject(5) == null ? null : row.getLong(5),
                                row.getLong(6))));
        return positions;
    }

    /** Whether something was sent for which the server is not known to have answered. */
    public static boolean isUnanswered(Sql sql) throws SQLException {
        return sql.number("SELECT EXISTS (SELECT 1 FROM tandem_sent WHERE unanswered IS NOT NULL)") > 0;
    }

    /** The offsets behind what was sent, where the server is not known to have answered for all of it. */
    public static Map<TopicPartition, Long> unanswered(Sql sql) throws SQLException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        sql.all(
                "SELECT topic, partition, next FROM tandem_sent WHERE unanswered IS NOT NULL",
                row -> ends.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3)));
        return ends;
    }

    /** Sets a position. */
    public static void write(Sql sql, TopicPartition partition, Position position) throws SQLException {
        sql.update(
                """
                INSERT OR REPLACE INTO tandem_sent (topic, partition, topic_id, next, unanswered, whole_from)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                partition.topic(),
                partition.partition(),
                position.topicId(),
                position.next(),
                position.unanswered(),
                position.wholeFrom());
    }

    /** Moves a position over records that were looked at, or that were confirmed. */
    public static void reached(Sql sql, TopicPartition partition, String topicId, long next) throws SQLException {
        Position known = of(sql, partition, topicId);
        write(sql, partition, new Position(topicId, next, known.unanswered(), known.wholeFrom()));
    }

    /** Moves the positions to where these partitions end, as all of them was looked at; true. */
    public static boolean reached(Sql sql, Map<TopicPartition, Extent> extents) throws SQLException {
        Map<TopicPartition, Position> written = read(sql);
        for (Map.Entry<TopicPartition, Extent> partition : extents.entrySet()) {
            Position position = written.get(partition.getKey());
            Extent extent = partition.getValue();
            if (position == null
                    || position.next() != extent.end()
                    || !position.topicId().equals(extent.topicId())) {
                reached(sql, partition.getKey(), extent.topicId(), extent.end());
            }
        }
        return true;
    }

    /** Notes, in the transaction that cleans the outbox, that records from {@code first} on were confirmed. */
    public static void confirmed(
            Sql sql, TopicPartition partition, String topicId, long first, long next, boolean toBeAnswered)
            throws SQLException {
        Position known = of(sql, partition, topicId);
        Long unanswered = known.unanswered();
        if (unanswered == null && toBeAnswered) {
            unanswered = first;
        }
        write(sql, partition, new Position(topicId, next, unanswered, known.wholeFrom()));
    }

    /**
     * Forgets what the server has answered for: its group has committed up to there, which it does only after what it
     * made of the records is in the topics that this node reads.
     */
    public static void answered(Sql sql, TopicPartition partition, long committed) throws SQLException {
        sql.update("""
                UPDATE tandem_sent SET unanswered = CASE WHEN next <= ?1 THEN NULL ELSE max(unanswered, ?1) END
                 WHERE topic = ?2 AND partition = ?3 AND unanswered IS NOT NULL
                """, committed, partition.topic(), partition.partition());
    }

    /** As {@link #answered(Sql, TopicPartition, long)}, for several partitions. */
    public static boolean answered(Sql sql, Map<TopicPartition, Long> committed) throws SQLException {
        for (Map.Entry<TopicPartition, Long> at : committed.entrySet()) {
            answered(sql, at.getKey(), at.getValue());
        }
        return true;
    }

    private static Position of(Sql sql, TopicPartition partition, String topicId) throws SQLException {
        Position known = read(sql).get(partition);
        return known != null && known.topicId().equals(topicId) ? known : new Position(topicId, 0, null, 0);
    }
}
