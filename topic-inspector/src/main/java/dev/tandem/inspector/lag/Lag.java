package dev.tandem.inspector.lag;

import dev.tandem.inspector.reading.FirstRecords;
import dev.tandem.inspector.reading.FirstRecords.Place;
import dev.tandem.inspector.reading.TopicReader;
import dev.tandem.inspector.topics.Broker;
import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far each node is behind each topic that it reads. */
final class Lag {
    private static final Duration AT_MOST = Duration.ofMillis(400);

    private final KafkaSettings kafka;
    private final Clock clock;

    Lag(KafkaSettings kafka, Clock clock) {
        this.kafka = kafka;
        this.clock = clock;
    }

    /**
     * How far a node is behind a topic.
     *
     * @param events records that it has not read; where compaction has taken some, as many less
     * @param seconds how long ago the first of them was appended; 0 if there are none, null if that is not known
     * @param lastReceipt when the node last said what it did; null if that was not found
     * @param source {@code group}, {@code receipt} or {@code unknown}: how it is known what the node has read
     * @param state {@code live}, or {@code replaced} or {@code revoked}, of a node that will not come again
     * @param gap whether the topic no longer has what comes next, or ends before it
     */
    record Behind(
            String node,
            String role,
            String topic,
            long events,
            @Nullable Long seconds,
            @Nullable Instant lastReceipt,
            String source,
            String state,
            boolean gap) {}

    private record Extents(
            Map<String, List<TopicPartition>> partitions,
            Map<TopicPartition, ListOffsetsResultInfo> beginnings,
            Map<TopicPartition, ListOffsetsResultInfo> ends) {
        long beginning(TopicPartition partition) {
            return Objects.requireNonNull(beginnings.get(partition)).offset();
        }

        long end(TopicPartition partition) {
            return Objects.requireNonNull(ends.get(partition)).offset();
        }

        List<TopicPartition> of(String topic) {
            return partitions.getOrDefault(topic, List.of());
        }
    }

    /** Of all nodes: the server first, then the laptops, those that were heard of last first. */
    List<Behind> measure() {
        try (Broker broker = Broker.connect(kafka);
                TopicReader reader = TopicReader.connectForFew(kafka)) {
            Extents extents = extents(broker);
            List<Nodes.Known> nodes = new ArrayList<>(Nodes.of(broker, reader, kafka));
            nodes.sort(Comparator.<Nodes.Known, Role>comparing(node -> node.role)
                    .thenComparing(node -> node.lastReceipt == null ? 0 : -node.lastReceipt)
                    .thenComparing(node -> node.id));
            Map<Place, Long> times = FirstRecords.times(reader, unread(nodes, extents), AT_MOST);
            List<Behind> all = new ArrayList<>();
            for (Nodes.Known node : nodes) {
                for (String topic : topics(node)) {
                    if (!extents.of(topic).isEmpty()) {
                        all.add(behind(node, topic, extents, times));
                    }
                }
            }
            return all;
        }
    }

    private Extents extents(Broker broker) {
        List<String> names = Arrays.stream(Topic.values()).map(kafka::name).toList();
        Map<String, TopicDescription> found = broker.describe(names);
        Map<String, List<TopicPartition>> partitions = new HashMap<>();
        found.forEach((name, topic) -> partitions.put(
                name,
                topic.partitions().stream()
                        .map(p -> new TopicPartition(name, p.partition()))
                        .toList()));
        List<TopicPartition> all =
                partitions.values().stream().flatMap(List::stream).toList();
        return new Extents(
                partitions, broker.offsets(all, OffsetSpec.earliest()), broker.offsets(all, OffsetSpec.latest()));
    }

    private List<String> topics(Nodes.Known node) {
        return Inbox.topics(node.role).stream().map(kafka::name).toList();
    }

    private Collection<Place> unread(List<Nodes.Known> nodes, Extents extents) {
        List<Place> places = new ArrayList<>();
        for (Nodes.Known node : nodes) {
            for (String topic : topics(node)) {
                for (TopicPartition partition : extents.of(topic)) {
                    long next = next(node, partition, extents);
                    if (next < extents.end(partition)) {
                        places.add(new Place(partition, next));
                    }
                }
            }
        }
        return places;
    }

    private Behind behind(Nodes.Known node, String topic, Extents extents, Map<Place, Long> times) {
        long events = 0;
        boolean gap = false;
        boolean known = true;
        long seconds = 0;
        Position.Source source = Position.Source.UNKNOWN;
        for (TopicPartition partition : extents.of(topic)) {
            Position position = node.position(partition);
            gap |= isGap(position, partition, extents);
            long next = next(node, partition, extents);
            if (next < extents.end(partition)) {
                events += extents.end(partition) - next;
                OptionalLong age = age(times.get(new Place(partition, next)));
                known &= age.isPresent();
                seconds = Math.max(seconds, age.orElse(0));
            }
            source = position.source() == Position.Source.UNKNOWN ? source : position.source();
        }
        return new Behind(
                node.id,
                node.role.text(),
                topic,
                events,
                known ? seconds : null,
                node.lastReceipt == null ? null : Timestamps.toInstant(node.lastReceipt),
                source.name().toLowerCase(Locale.ROOT),
                node.state.name().toLowerCase(Locale.ROOT),
                gap);
    }

    private OptionalLong age(@Nullable Long millis) {
        return millis == null ? OptionalLong.empty() : OptionalLong.of(Math.max(0, (clock.millis() - millis) / 1000));
    }

    private static boolean isGap(Position position, TopicPartition partition, Extents extents) {
        return position.source() != Position.Source.UNKNOWN
                && (position.offset() < extents.beginning(partition) || position.offset() > extents.end(partition));
    }

    /** Where the node reads on; over a gap from the beginning. */
    private static long next(Nodes.Known node, TopicPartition partition, Extents extents) {
        long offset = node.position(partition).offset();
        return offset > extents.end(partition)
                ? extents.beginning(partition)
                : Math.max(offset, extents.beginning(partition));
    }
}
