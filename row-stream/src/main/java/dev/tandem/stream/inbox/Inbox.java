package dev.tandem.stream.inbox;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.adopt.Backup;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.outbox.Unanswered;
import dev.tandem.stream.seal.Seals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the topics that this node merges, from the offsets in its file. Partitions are assigned, not balanced: a node
 * reads all of them.
 */
public final class Inbox implements AutoCloseable {
    private final SyncedFile file;
    private final NodeContext context;
    private final Incoming incoming;
    private final Map<TopicPartition, String> topicIds;
    private final BatchMerge merge;
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
    private Consumer<List<ConsumerRecord<String, byte[]>>> beforeMerge = records -> {};

    private final List<String> notes = new ArrayList<>();

    private Inbox(
            SyncedFile file,
            NodeContext context,
            KafkaSettings settings,
            Incoming incoming,
            Map<TopicPartition, String> topicIds) {
        this.file = file;
        this.context = context;
        this.incoming = incoming;
        this.topicIds = topicIds;
        this.merge = new BatchMerge(file, context, Seals.askedBy(context.node().role(), settings));
    }

    /** The topics that a role merges, in the order in which they are best read. */
    public static List<Topic> topics(Role role) {
        return role == Role.SERVER
                ? List.of(Topic.CHANGES)
                : List.of(Topic.PRODUCTS, Topic.ASSESSMENT_QUEUE, Topic.ASSESSMENTS, Topic.ROWS);
    }

    /**
     * Connects and goes to where this file stopped.
     *
     * @throws GapException if the topics do not go on from there
     * @throws dev.tandem.stream.kafka.BrokerAwayException if the broker cannot be reached
     */
    public static Inbox connect(SyncedFile file, NodeContext context, KafkaSettings settings) {
        Map<Topic, TopicDescription> topics = new Topics(settings).ensure();
        GapException.guard(Unanswered.check(file, settings, topics));
        return open(file, context, settings, topics);
    }

    /** As {@link #connect}, on topics that have been looked up already; makes none, and only reads the file until a merge. */
    public static Inbox open(
            SyncedFile file, NodeContext context, KafkaSettings settings, Map<Topic, TopicDescription> topics) {
        boolean hasCopies = merged(context, topics)
                .flatMap(topic -> topic.partitions().stream())
                .anyMatch(partition -> partition.replicas().size() > 1);
        Map<TopicPartition, String> topicIds = topicIds(context, topics);
        Incoming incoming = new Incoming(settings, settings.group(context.node()), topicIds.keySet(), hasCopies);
        Inbox inbox = new Inbox(file, context, settings, incoming, topicIds);
        try {
            inbox.seek();
            return inbox;
        } catch (RuntimeException e) {
            inbox.close();
            throw e;
        }
    }

    /** Whether these are the topics that it reads; where there are more now, or others of the same names, it has to be opened anew. */
    public boolean reads(Map<Topic, TopicDescription> topics) {
        return topicIds.equals(topicIds(context, topics));
    }

    private static Stream<TopicDescription> merged(NodeContext context, Map<Topic, TopicDescription> topics) {
        return topics(context.node().role()).stream().map(topics::get).filter(Objects::nonNull);
    }

    private static Map<TopicPartition, String> topicIds(NodeContext context, Map<Topic, TopicDescription> topics) {
        Map<TopicPartition, String> topicIds = new HashMap<>();
        merged(context, topics)
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> topicIds.put(
                                new TopicPartition(topic.name(), partition.partition()),
                                topic.topicId().toString())));
        return topicIds;
    }

    private void seek() {
        Map<TopicPartition, Long> beginnings = incoming.beginnings();
        Map<TopicPartition, Long> ends = incoming.ends();
        Resumption resumption = new Resumption(file, context.node().role());
        for (Map.Entry<TopicPartition, String> topic : topicIds.entrySet()) {
            TopicPartition partition = topic.getKey();
            long beginning = beginnings.getOrDefault(partition, 0L);
            Optional<Long> next =
                    resumption.of(partition, topic.getValue(), beginning, ends.getOrDefault(partition, 0L));
            // It may have been halted before it told its group: laptops wait for a server's, operators read a laptop's.
            next.ifPresent(offset -> uncommitted.put(partition, new OffsetAndMetadata(offset)));
            incoming.seek(partition, next.orElse(beginning));
        }
        notes.addAll(resumption.notes());
    }

    /** What the owner of a server should know of the topics, a sentence each; nothing usually. */
    public List<String> notes() {
        return notes;
    }

    /** Has records shown before they are merged, such as to copy the file first. */
    public Inbox beforeMerge(Consumer<List<ConsumerRecord<String, byte[]>>> hook) {
        beforeMerge = hook;
        return this;
    }

    /** Reads and merges what there is, waiting for at most this long for the first record. */
    public Merged runOnce(Duration wait) {
        List<ConsumerRecord<String, byte[]>> records = incoming.gather(wait);
        if (records.isEmpty()) {
            return new Merged();
        }
        int[] done = {0};
        try {
            beforeMerge.accept(records);
            Merged merged = merge.applyAll(
                    records,
                    topicIds,
                    () -> Backup.make(file, "schema", context.clock().instant()),
                    batch -> {
                        took(batch);
                        done[0] += batch.size();
                    });
            merged.leaveTrail();
            return merged;
        } finally {
            incoming.goBackTo(records.subList(done[0], records.size()));
        }
    }

    private void took(List<ConsumerRecord<String, byte[]>> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            uncommitted.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
    }

    /** Reads and merges up to where the topics end now. */
    public Merged runToEnd() {
        Merged merged = new Merged();
        Map<TopicPartition, Long> ends = ends();
        while (isBefore(ends)) {
            merged.add(runOnce(Duration.ofMillis(500)));
        }
        return merged;
    }

    /**
     * Tells the consumer group how far this node has come, so that operators' tools see the lag. On the server this
     * comes after what won has been sent: whoever sees it there finds the answers in the topics.
     */
    public void commitToGroup() {
        if (uncommitted.isEmpty()) {
            return;
        }
        incoming.commit(uncommitted);
        uncommitted.clear();
    }

    /**
     * Remembers the server's last receipt in the file, as {@link LastReceipt#note} does, over the connection that is there: the
     * last that this is for, as it reads nothing else from then on.
     */
    public void noteLastReceipt() {
        incoming.noteLastReceipt(file);
    }

    /** Reads what comes next without merging it, waiting for at most this long for the first record. */
    public List<ConsumerRecord<String, byte[]>> peek(Duration wait) {
        return incoming.peek(wait);
    }

    /** Whether a broker is connected. Kafka's client goes on trying in silence, and would not notice topics made anew. */
    public boolean isConnected() {
        return incoming.isConnected();
    }

    /** How many events the topics hold that were not read, as far as the client knows without asking. */
    public long lag() {
        return incoming.lag();
    }

    /** Where the topics end now. */
    public Map<TopicPartition, Long> ends() {
        return incoming.ends();
    }

    /**
     * Whether there is something to read before these ends.
     *
     * @throws dev.tandem.stream.kafka.BrokerAwayException if there is, and the broker has fallen silent
     */
    public boolean isBefore(Map<TopicPartition, Long> ends) {
        return incoming.isBefore(ends);
    }

    /** Makes a {@link #runOnce} that waits come back at once. The only method that another thread may call. */
    public void wakeUp() {
        incoming.wakeUp();
    }

    @Override
    public void close() {
        incoming.close();
    }
}
