package dev.tandem.stream.inbox;

import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.outbox.Unanswered;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Records are missing between what was read and what the topic holds; going on would skip them in silence. */
public final class GapException extends StreamException {
    private static final long serialVersionUID = 1L;

    GapException(String message) {
        super(
                message,
                "nothing was changed; ./tandem verify --repair compares everything with the server, mends what differs,"
                        + " and lets the sync go on from there");
    }

    /** A topic that a file has read is not there any more. */
    static GapException gone(String topic) {
        return new GapException(
                "the topic " + topic + " is gone since this database read it: what it held in between may be lost");
    }

    /** Checks that nothing is lost that a laptop has sent and the server had not answered for. */
    public static void guard(Unanswered unanswered) {
        if (!unanswered.lost().isEmpty()) {
            throw new GapException(unanswered.lost().values().iterator().next());
        }
    }

    /** Checks that a partition goes on from where a file stopped. */
    static void guard(TopicPartition partition, String topicId, Offsets.Position position, long beginning, long end) {
        Optional<String> gap = found(partition, topicId, position, beginning, end);
        if (gap.isPresent()) {
            throw new GapException(gap.get());
        }
    }

    /** Why a partition does not go on from where a file stopped; empty if it does. */
    static Optional<String> found(
            TopicPartition partition, String topicId, Offsets.Position position, long beginning, long end) {
        if (!position.topicId().equals(topicId)) {
            return Optional.of("the topic " + partition.topic()
                    + " has been made anew since this database read it: what it held in between may be lost");
        }
        if (position.next() < beginning) {
            return Optional.of("the topic " + partition + " begins at " + beginning
                    + ", but this database has only read up to " + position.next()
                    + ": records in between have expired");
        }
        if (position.next() > end) {
            return Optional.of("the topic " + partition + " ends at " + end + ", but this database has read up to "
                    + position.next() + ": the topic has lost records");
        }
        return Optional.empty();
    }
}
