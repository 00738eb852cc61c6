package dev.tandem.stream.inbox;

import dev.tandem.stream.file.StreamException;
import org.apache.kafka.common.TopicPartition;

/** Records are missing between what was read and what the topic holds; going on would skip them in silence. */
public final class GapException extends StreamException {
    private static final long serialVersionUID = 1L;

    GapException(String message) {
        super(
                message,
                "nothing was changed; bring the topic back, or start from an empty database (--database NEW), which"
                        + " reads all topics from the beginning");
    }

    /** A topic that a file has read is not there any more. */
    static GapException gone(String topic) {
        return new GapException(
                "the topic " + topic + " is gone since this database read it: what it held in between may be lost");
    }

    /** Checks that a partition goes on from where a file stopped. */
    static void guard(TopicPartition partition, String topicId, Offsets.Position position, long beginning, long end) {
        if (!position.topicId().equals(topicId)) {
            throw new GapException("the topic " + partition.topic()
                    + " has been made anew since this database read it: what it held in between may be lost");
        }
        if (position.next() < beginning) {
            throw new GapException("the topic " + partition + " begins at " + beginning + ", but this database has only"
                    + " read up to " + position.next() + ": records in between have expired");
        }
        if (position.next() > end) {
            throw new GapException("the topic " + partition + " ends at " + end + ", but this database has read up to "
                    + position.next() + ": the topic has lost records");
        }
    }
}
