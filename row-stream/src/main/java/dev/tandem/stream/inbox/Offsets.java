package dev.tandem.stream.inbox;

import dev.tandem.stream.file.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** How far each partition has been read, in the file whose rows depend on it. */
public final class Offsets {
    private Offsets() {}

    /**
     * A position in a topic.
     *
     * @param topicId Kafka's id of the topic, which a topic made anew does not share
     * @param next the offset of the first record that has not been read
     */
    public record Position(String topicId, long next) {}

    /** All positions. */
    public static Map<TopicPartition, Position> read(Sql sql) throws SQLException {
        Map<TopicPartition, Position> positions = new HashMap<>();
        sql.all(
                "SELECT topic, partition, topic_id, next FROM tandem_offset",
                row -> positions.put(
                        new TopicPartition(row.getString(1), row.getInt(2)),
                        new Position(row.getString(3), row.getLong(4))));
        return positions;
    }

    /** Moves a position, in the transaction that merged what was read. */
    public static void write(Sql sql, TopicPartition partition, Position position) throws SQLException {
        sql.update(
                "INSERT OR REPLACE INTO tandem_offset (topic, partition, topic_id, next) VALUES (?, ?, ?, ?)",
                partition.topic(),
                partition.partition(),
                position.topicId(),
                position.next());
    }
}
