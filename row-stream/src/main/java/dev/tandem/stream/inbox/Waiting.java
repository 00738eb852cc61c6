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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
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
 * @param letters how far the dead letters reach; empty where a partition of theirs did not tell in a moment
 */
public record Waiting(
        long events, Map<Topic, TopicDescription> topics, boolean underWay, Map<TopicPartition, Extent> letters) {
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    /** Nothing depends on how far the dead letters reach: only a look at them is put off. */
    private static final Duration LETTERS_AT_MOST = Duration.ofSeconds(2);

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
            Extent.Asked letters =
                    Extent.ask(admin, topics, List.of(Topic.DEAD_LETTERS), new ListOffsetsOptions().timeoutMs((int)
                                    LETTERS_AT_MOST.toMillis()));
            Map<TopicPartition, Extent> extents =
                    Extent.of(admin, topics, Inbox.topics(context.node().role()));
            long events = 0;
            for (Map.Entry<TopicPartition, Extent> partition : extents.entrySet()) {
                Extent extent = partition.getValue();
                Offsets.Position position = known.get(partition.getKey());
                if (position != null) {
                    GapException.guard(
                            partition.getKey(), extent.topicId(), position, extent.beginning(), extent.end());
                }
                events += extent.end() - (position == null ? extent.beginning() : position.next());
            }
            return new Waiting(events, topics, unanswered.waits(), told(letters));
        } catch (ExecutionException | KafkaException e) {
            throw Clients.explain("look at the topics", settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Clients.explain("look at the topics", settings, e);
        }
    }

    /** How far the dead letters reach, where nothing else is asked for. */
    static Map<TopicPartition, Extent> letters(KafkaSettings settings) {
        try (Admin admin = Clients.admin(settings, AT_MOST)) {
            return Extent.of(admin, new Topics(settings).find(admin), List.of(Topic.DEAD_LETTERS));
        } catch (ExecutionException | KafkaException e) {
            throw Clients.explain("look at the dead letters", settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Clients.explain("look at the dead letters", settings, e);
        }
    }

    private static Map<TopicPartition, Extent> told(Extent.Asked letters) throws InterruptedException {
        try {
            return letters.answer();
        } catch (ExecutionException e) {
            // One of their partitions has no leader now, say.
            return Map.of();
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
