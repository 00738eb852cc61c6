package dev.tandem.laptop.sync;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.inbox.Inbox;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.admin.TopicDescription;
import org.jspecify.annotations.Nullable;

/**
 * The way in, which is opened only once there is something to read, and then once for a whole sync: each costs some kilobytes to
 * open.
 */
final class Receiver implements AutoCloseable {
    private final Function<Map<Topic, TopicDescription>, Inbox> connect;
    private @Nullable Inbox inbox;

    /** @param connect opens the way in to these topics */
    Receiver(Function<Map<Topic, TopicDescription>, Inbox> connect) {
        this.connect = connect;
    }

    /** What reads these topics: that which is open, unless there are more of them now. */
    Inbox from(Map<Topic, TopicDescription> topics) {
        Inbox open = inbox;
        if (open == null || !open.reads(topics)) {
            close();
            open = connect.apply(topics);
            inbox = open;
        }
        return open;
    }

    /** What is open. */
    Optional<Inbox> open() {
        return Optional.ofNullable(inbox);
    }

    @Override
    public void close() {
        Inbox open = inbox;
        inbox = null;
        if (open != null) {
            open.close();
        }
    }
}
