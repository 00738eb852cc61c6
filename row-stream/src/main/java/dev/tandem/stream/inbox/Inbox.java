package dev.tandem.stream.inbox;

import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.adopt.SchemaGrowth;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads the topics that this node merges, from the offsets in its file. Partitions are assigned, not balanced: a node
 * reads all of them.
 */
public final class Inbox implements AutoCloseable {
    /** Few enough that a transaction of them holds the user's file for much less than a second. */
    private static final int BATCH = 500;

    private final SyncedFile file;
    private final NodeContext context;
    private final KafkaSettings settings;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<TopicPartition, String> topicIds = new HashMap<>();
    private final BatchMerge merge;
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();

    private Inbox(
            SyncedFile file, NodeContext context, KafkaSettings settings, KafkaConsumer<String, byte[]> consumer) {
        this.file = file;
        this.context = context;
        this.settings = settings;
        this.consumer = consumer;
        this.merge = new BatchMerge(file, context);
    }

    /** The topics that a role merges, in the order in which they are best read. */
    public static List<Topic> topics(Role role) {
        return role == Role.SERVER
                ? List.of(Topic.CHANGES)
                : List.of(Topic.PRODUCTS, Topic.ASSESSMENT_QUEUE, Topic.ASSESSMENTS);
    }

    /**
     * Connects and goes to where this file stopped.
     *
     * @throws GapException if the topics do not go on from there
     * @throws dev.tandem.stream.kafka.BrokerAwayException if the broker cannot be reached
     */
    public static Inbox connect(SyncedFile file, NodeContext context, KafkaSettings settings) {
        Map<Topic, TopicDescription> topics = new Topics(settings).ensure();
        Inbox inbox = new Inbox(file, context, settings, Clients.consumer(settings, settings.group(context.node())));
        try {
            inbox.seek(topics);
            return inbox;
        } catch (KafkaException e) {
            inbox.close();
            throw Clients.explain("read the topics", settings, e);
        } catch (RuntimeException e) {
            inbox.close();
            throw e;
        }
    }

    private void seek(Map<Topic, TopicDescription> topics) {
        for (Topic topic : topics(context.node().role())) {
            TopicDescription description = topics.get(topic);
            if (description != null) {
                description
                        .partitions()
                        .forEach(p -> topicIds.put(
                                new TopicPartition(description.name(), p.partition()),
                                description.topicId().toString()));
            }
        }
        Set<TopicPartition> partitions = topicIds.keySet();
        consumer.assign(partitions);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Offsets.Position> known = file.read("read", Offsets::read);
        for (TopicPartition partition : partitions) {
            long beginning = beginnings.getOrDefault(partition, 0L);
            Offsets.Position position = known.get(partition);
            if (position != null) {
                guard(partition, position, beginning, ends.getOrDefault(partition, 0L));
            }
            consumer.seek(partition, position == null ? beginning : position.next());
        }
    }

    private void guard(TopicPartition partition, Offsets.Position position, long beginning, long end) {
        if (!position.topicId().equals(topicIds.get(partition))) {
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

    /** Reads and merges what there is, waiting for at most this long for the first record. */
    public Merged runOnce(Duration wait) {
        Merged merged = new Merged();
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try {
            consumer.poll(wait).forEach(records::add);
        } catch (WakeupException e) {
            return merged;
        } catch (KafkaException e) {
            throw Clients.explain("read the topics", settings, e);
        }
        int done = 0;
        try {
            SchemaGrowth.makeRoomFor(file, events(records), context.clock().instant());
            while (done < records.size()) {
                int end = Math.min(done + BATCH, records.size());
                merged.add(merge.apply(records.subList(done, end), topicIds));
                done = end;
            }
        } finally {
            took(records.subList(0, done));
            goBackTo(records.subList(done, records.size()));
        }
        return merged;
    }

    private void took(List<ConsumerRecord<String, byte[]>> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            uncommitted.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
    }

    /** Records that a full disk or a lock kept from being merged are read again at the next try, not passed over. */
    private void goBackTo(List<ConsumerRecord<String, byte[]>> records) {
        Map<TopicPartition, Long> first = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            first.merge(new TopicPartition(record.topic(), record.partition()), record.offset(), Math::min);
        }
        first.forEach(consumer::seek);
    }

    /** Reads and merges up to where the topics end now. */
    public Merged runToEnd() {
        Merged merged = new Merged();
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(topicIds.keySet());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                merged.add(runOnce(Duration.ofMillis(500)));
            }
            return merged;
        } catch (KafkaException e) {
            throw Clients.explain("read the topics", settings, e);
        }
    }

    /** The records from where this file stopped up to where the topics end now, without merging them. */
    public List<ConsumerRecord<String, byte[]>> peekToEnd(int limit) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(topicIds.keySet());
            while (records.size() < limit
                    && ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(500)).forEach(records::add);
            }
            return records;
        } catch (KafkaException e) {
            throw Clients.explain("read the topics", settings, e);
        }
    }

    /** How many records wait. */
    public long waiting() {
        try {
            return consumer.endOffsets(topicIds.keySet()).entrySet().stream()
                    .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                    .sum();
        } catch (KafkaException e) {
            throw Clients.explain("read the topics", settings, e);
        }
    }

    /**
     * Tells the consumer group how far this node has come, so that operators' tools see the lag. On the server this
     * comes after what won has been sent: whoever sees it there finds the answers in the topics.
     */
    public void commitToGroup() {
        if (uncommitted.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(uncommitted, Duration.ofSeconds(5));
            uncommitted.clear();
        } catch (KafkaException e) {
            throw Clients.explain("commit to the consumer group", settings, e);
        }
    }

    /** Makes a {@link #runOnce} that waits come back at once. The only method that another thread may call. */
    public void wakeUp() {
        consumer.wakeup();
    }

    private static List<TandemEvent> events(List<ConsumerRecord<String, byte[]>> records) {
        List<TandemEvent> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                events.add(Records.toEnvelope(record).event());
            } catch (MalformedEventException e) {
                // The merge makes a dead letter of it.
            }
        }
        return events;
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
