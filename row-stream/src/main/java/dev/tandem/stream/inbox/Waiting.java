package dev.tandem.stream.inbox;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.Extent;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Unanswered;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * How much waits for a node, looked up without reading any of it and without making anything on the broker. Where
 * nothing waits, this is all that a sync has to ask.
 *
 * @param events how many records this file has not read
 * @param topics the topics that are there
 * @param underWay whether the server has not answered yet for something that was sent from here
 */
public record Waiting(long events, Map<Topic, TopicDescription> topics, boolean underWay) {
    /**
     * Looks.
     *
     * @throws GapException if the topics do not go on from where the file stopped
     * @throws dev.tandem.stream.kafka.BrokerAwayException if the broker cannot be reached
     */
    public static Waiting look(SyncedFile file, NodeContext context, KafkaSettings settings, Duration timeout) {
        try (Admin admin = Clients.admin(settings, timeout)) {
            return look(file, context, settings, admin);
        }
    }

    /** The same, over a connection that is there. */
    public static Waiting look(SyncedFile file, NodeContext context, KafkaSettings settings, Admin admin) {
        Map<TopicPartition, Offsets.Position> known = file.read("read", Offsets::read);
        try {
            Map<Topic, TopicDescription> topics = new Topics(settings).find(admin);
            for (Topic topic : Inbox.topics(context.node().role())) {
                if (!topics.containsKey(topic)) {
                    requireUnread(settings.name(topic), known);
                }
            }
            Unanswered unanswered = Unanswered.look(file, admin, settings, topics);
            GapException.guard(unanswered);
            long events = 0;
            for (Map.Entry<TopicPartition, Extent> partition : Extent.of(
                            admin, topics, Inbox.topics(context.node().role()))
                    .entrySet()) {
                Extent extent = partition.getValue();
                Offsets.Position position = known.get(partition.getKey());
                if (position != null) {
                    GapException.guard(
                            partition.getKey(), extent.topicId(), position, extent.beginning(), extent.end());
                }
                events += extent.end() - (position == null ? extent.beginning() : position.next());
            }
            return new Waiting(events, topics, unanswered.waits());
        } catch (ExecutionException | KafkaException e) {
            throw Clients.explain("look at the topics", settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Clients.explain("look at the topics", settings, e);
        }
    }

    private static void requireUnread(String topic, Map<TopicPartition, Offsets.Position> known) {
        for (TopicPartition partition : known.keySet()) {
            if (partition.topic().equals(topic)) {
                throw GapException.gone(topic);
            }
        }
    }
}
