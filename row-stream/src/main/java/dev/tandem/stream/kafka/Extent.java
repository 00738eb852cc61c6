package dev.tandem.stream.kafka;

import dev.tandem.schema.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * From where to where a partition reaches now.
 *
 * @param topicId Kafka's id of its topic, which a topic made anew does not share
 * @param beginning the offset of its first record
 * @param end the offset behind its last record
 */
public record Extent(String topicId, long beginning, long end) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The extents of all partitions of these topics, as far as they are there. */
    public static Map<TopicPartition, Extent> of(
            KafkaSettings settings, Map<Topic, TopicDescription> described, Collection<Topic> topics) {
        try (Admin admin = Clients.admin(settings, TIMEOUT)) {
            return of(admin, described, topics);
        } catch (ExecutionException e) {
            throw Clients.explain("look at the topics", settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Clients.explain("look at the topics", settings, e);
        }
    }

    /** As {@link #of(KafkaSettings, Map, Collection)}, over a connection that is there. */
    public static Map<TopicPartition, Extent> of(
            Admin admin, Map<Topic, TopicDescription> described, Collection<Topic> topics)
            throws ExecutionException, InterruptedException {
        return ask(admin, described, topics, new ListOffsetsOptions()).answer();
    }

    /** The same, where something else can be asked meanwhile. */
    public static Asked ask(
            Admin admin, Map<Topic, TopicDescription> described, Collection<Topic> topics, ListOffsetsOptions options) {
        Map<TopicPartition, String> topicIds = new HashMap<>();
        for (Topic topic : topics) {
            TopicDescription description = described.get(topic);
            if (description != null) {
                description
                        .partitions()
                        .forEach(p -> topicIds.put(
                                new TopicPartition(description.name(), p.partition()),
                                description.topicId().toString()));
            }
        }
        return new Asked(
                topicIds,
                admin.listOffsets(all(topicIds, OffsetSpec.earliest()), options),
                admin.listOffsets(all(topicIds, OffsetSpec.latest()), options));
    }

    /** What was asked, by the ids of the partitions' topics. */
    public record Asked(Map<TopicPartition, String> topicIds, ListOffsetsResult beginnings, ListOffsetsResult ends) {
        /** Waits for it. */
        public Map<TopicPartition, Extent> answer() throws ExecutionException, InterruptedException {
            Map<TopicPartition, Extent> extents = new HashMap<>();
            for (Map.Entry<TopicPartition, String> partition : topicIds.entrySet()) {
                extents.put(
                        partition.getKey(),
                        new Extent(
                                partition.getValue(),
                                beginnings
                                        .partitionResult(partition.getKey())
                                        .get()
                                        .offset(),
                                ends.partitionResult(partition.getKey()).get().offset()));
            }
            return extents;
        }
    }

    private static Map<TopicPartition, OffsetSpec> all(Map<TopicPartition, String> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> all = new HashMap<>();
        partitions.keySet().forEach(partition -> all.put(partition, spec));
        return all;
    }
}
