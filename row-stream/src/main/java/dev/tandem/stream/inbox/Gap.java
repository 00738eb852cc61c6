package dev.tandem.stream.inbox;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.Extent;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Unanswered;
import dev.tandem.stream.outbox.Written;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * A gap between what a file has read and what the topics hold, on its way to being closed by a full compare. Where the
 * topics end is looked up <em>before</em> the compare, and becomes the file's position <em>after</em> it: the compare
 * takes care of what came before those ends, and the next sync reads what came after. So nothing in between is skipped.
 *
 * <pre>{@code
 * Gap gap = Gap.mark(file, context, kafka);
 * // compare everything with the server, and mend it
 * file.write("close the gap of", gap::closed);
 * }</pre>
 *
 * <p>Killed in between, the file's positions are as before, and the next sync stops at the same gap.
 */
public final class Gap {
    private final Map<TopicPartition, Offsets.Position> ends;
    private final Map<TopicPartition, Extent> resent;
    private final List<String> found;

    private Gap(Map<TopicPartition, Offsets.Position> ends, Map<TopicPartition, Extent> resent, List<String> found) {
        this.ends = ends;
        this.resent = resent;
        this.found = found;
    }

    /**
     * Looks for gaps: in what the file reads, and in what it has sent and the server had not answered for. Notes where the topics
     * end.
     *
     * @throws dev.tandem.stream.kafka.BrokerAwayException if the broker cannot be reached
     */
    public static Gap mark(SyncedFile file, NodeContext context, KafkaSettings settings) {
        Map<Topic, TopicDescription> topics = new Topics(settings).ensure();
        Map<TopicPartition, Extent> extents =
                Extent.of(settings, topics, Inbox.topics(context.node().role()));
        Map<TopicPartition, Offsets.Position> known = file.read("read", Offsets::read);
        Map<TopicPartition, Offsets.Position> ends = new HashMap<>();
        List<String> found = new ArrayList<>();
        extents.forEach((partition, extent) -> {
            Offsets.Position position = known.get(partition);
            if (position != null) {
                Optional<String> gap =
                        GapException.found(partition, extent.topicId(), position, extent.beginning(), extent.end());
                if (gap.isPresent()) {
                    ends.put(partition, new Offsets.Position(extent.topicId(), extent.end()));
                    found.add(gap.get());
                }
            }
        });
        Unanswered unanswered = Unanswered.check(file, settings, topics);
        found.addAll(unanswered.lost().values());
        Map<TopicPartition, Extent> resent = new HashMap<>(unanswered.extents());
        resent.keySet().retainAll(unanswered.lost().keySet());
        return new Gap(ends, resent, found);
    }

    /** What is missing, in words; empty where the topics go on from where the file stopped. */
    public List<String> found() {
        return found;
    }

    /**
     * Lets the file go on from where the topics ended at the mark, in the caller's transaction; to be called once all
     * that differed has been mended; what the server lacked waits in the outbox by then. Partitions without a gap keep
     * their positions.
     *
     * @return whether there was something to close
     */
    public boolean closed(Sql sql) throws SQLException {
        for (Map.Entry<TopicPartition, Offsets.Position> end : ends.entrySet()) {
            Offsets.write(sql, end.getKey(), end.getValue());
        }
        for (Map.Entry<TopicPartition, Extent> end : resent.entrySet()) {
            Extent extent = end.getValue();
            Written.write(sql, end.getKey(), new Written.Position(extent.topicId(), extent.end(), null, 0));
        }
        return !found.isEmpty();
    }
}
