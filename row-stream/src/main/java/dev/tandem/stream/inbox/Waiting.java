package dev.tandem.stream.inbox;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.node.NodeContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * How much waits for a node, looked up without reading any of it and without making anything on the broker. Where
 * nothing waits, this is all that a sync has to ask.
 *
 * @param events how many records this file has not read
 * @param topics the topics that are there
 */
public record Waiting(long events, Map<Topic, TopicDescription> topics) {
    /**
     * Looks.
     *
     * @throws GapException if the topics do not go on from where the file stopped
     * @throws dev.tandem.stream.kafka.BrokerAwayException if the broker cannot be reached
     */
    public static Waiting look(SyncedFile file, NodeContext context, KafkaSettings settings, Duration timeout) {
        Map<TopicPartition, Offsets.Position> known = file.read("read", Offsets::read);
        try (Admin admin = Clients.admin(settings, timeout)) {
            Map<Topic, TopicDescription> topics = new Topics(settings).find(admin);
            Map<TopicPartition, String> topicIds = new HashMap<>();
            for (Topic topic : Inbox.topics(context.node().role())) {
                TopicDescription description = topics.get(topic);
                if (description != null) {
                    description
                            .partitions()
                            .forEach(p -> topicIds.put(
                                    new TopicPartition(description.name(), p.partition()),
                                    description.topicId().toString()));
                } else {
                    requireUnread(settings.name(topic), known);
                }
            }
            ListOffsetsResult beginnings = admin.listOffsets(all(topicIds, OffsetSpec.earliest()));
            ListOffsetsResult ends = admin.listOffsets(all(topicIds, OffsetSpec.latest()));
            long events = 0;
            for (Map.Entry<TopicPartition, String> partition : topicIds.entrySet()) {
                long beginning =
                        beginnings.partitionResult(partition.getKey()).get().offset();
                long end = ends.partitionResult(partition.getKey()).get().offset();
                Offsets.Position position = known.get(partition.getKey());
                if (position != null) {
                    GapException.guard(partition.getKey(), partition.getValue(), position, beginning, end);
                }
                events += end - (position == null ? beginning : position.next());
            }
            return new Waiting(events, topics);
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

    private static Map<TopicPartition, OffsetSpec> all(Map<TopicPartition, String> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> all = new HashMap<>();
        partitions.keySet().forEach(partition -> all.put(partition, spec));
        return all;
    }
}
