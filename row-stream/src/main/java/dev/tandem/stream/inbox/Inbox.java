package dev.tandem.stream.inbox;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.adopt.Backup;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.Clients;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads the topics that this node merges, from the offsets in its file. Partitions are assigned, not balanced: a node
 * reads all of them.
 */
public final class Inbox implements AutoCloseable {
    /** How long a broker that has records may send none before it counts as gone. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /**
     * The same where other brokers have copies: one that has gone is missed after ten seconds or so, and another takes its place.
     */
    private static final Duration TAKING_OVER = Duration.ofSeconds(30);

    /** How long a broker that nobody can take the place of may take to answer. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** So many records, or so many bytes of them, are gathered before they are merged: enough for a transaction. */
    private static final int GATHERED = 10_000;

    private static final long GATHERED_BYTES = 8L * 1024 * 1024;

    /** Records that the broker is known to have come within this time. */
    private static final Duration MORE = Duration.ofMillis(50);

    private final SyncedFile file;
    private final NodeContext context;
    private final KafkaSettings settings;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<TopicPartition, String> topicIds = new HashMap<>();
    private final BatchMerge merge;
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
    private Consumer<List<ConsumerRecord<String, byte[]>>> beforeMerge = records -> {};

    private final List<String> notes = new ArrayList<>();
    private long silentNanos;
    private boolean hasCopies;

    private Inbox(
            SyncedFile file, NodeContext context, KafkaSettings settings, KafkaConsumer<String, byte[]> consumer) {
        this.file = file;
        this.context = context;
        this.settings = settings;
        this.consumer = consumer;
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
                String topicId = description.topicId().toString();
                for (TopicPartitionInfo partition : description.partitions()) {
                    topicIds.put(new TopicPartition(description.name(), partition.partition()), topicId);
                    hasCopies |= partition.replicas().size() > 1;
                }
            }
        }
        Set<TopicPartition> partitions = topicIds.keySet();
        consumer.assign(partitions);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, answerWithin());
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, answerWithin());
        Resumption resumption = new Resumption(file, context.node().role());
        for (TopicPartition partition : partitions) {
            long beginning = beginnings.getOrDefault(partition, 0L);
            Optional<Long> next = resumption.of(
                    partition, topicIds.getOrDefault(partition, ""), beginning, ends.getOrDefault(partition, 0L));
            // It may have been halted before it told its group: laptops wait for a server's, operators read a laptop's.
            next.ifPresent(offset -> uncommitted.put(partition, new OffsetAndMetadata(offset)));
            consumer.seek(partition, next.orElse(beginning));
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
        List<ConsumerRecord<String, byte[]>> records = gather(wait);
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
            goBackTo(records.subList(done[0], records.size()));
        }
    }

    /** A single tap is merged as it comes; of a long backlog as much as is worth a transaction. */
    private List<ConsumerRecord<String, byte[]>> gather(Duration wait) {
        List<ConsumerRecord<String, byte[]>> gathered = new ArrayList<>();
        List<ConsumerRecord<String, byte[]>> more = peek(wait);
        long bytes = 0;
        while (!more.isEmpty()) {
            gathered.addAll(more);
            for (ConsumerRecord<String, byte[]> record : more) {
                bytes += Math.max(0, record.serializedValueSize());
            }
            boolean enough = gathered.size() >= GATHERED || bytes >= GATHERED_BYTES;
            more = enough || !lags() ? List.of() : peek(MORE);
        }
        return gathered;
    }

    private boolean lags() {
        return topicIds.keySet().stream()
                .anyMatch(partition -> consumer.currentLag(partition).orElse(0) > 0);
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
        Map<TopicPartition, Long> ends = ends();
        while (isBefore(ends)) {
            merged.add(runOnce(Duration.ofMillis(500)));
        }
        return merged;
    }

    /** Reads what comes next without merging it, waiting for at most this long for the first record. */
    public List<ConsumerRecord<String, byte[]>> peek(Duration wait) {
        try {
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            long started = System.nanoTime();
            consumer.poll(wait).forEach(records::add);
            silentNanos = records.isEmpty() ? silentNanos + System.nanoTime() - started : 0;
            return records;
        } catch (WakeupException e) {
            return List.of();
        } catch (KafkaException e) {
            throw Clients.explain("read the topics", settings, e);
        }
    }

    /** Whether a broker is connected. Kafka's client goes on trying in silence, and would not notice topics made anew. */
    public boolean isConnected() {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("connection-count"))
                .anyMatch(metric -> metric.getValue().metricValue() instanceof Number count && count.intValue() > 0);
    }

    /** How many events the topics hold that were not read, as far as the client knows without asking. */
    public long lag() {
        return topicIds.keySet().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    /** Where the topics end now. */
    public Map<TopicPartition, Long> ends() {
        try {
            return consumer.endOffsets(topicIds.keySet(), answerWithin());
        } catch (KafkaException e) {
            throw Clients.explain("read the topics", settings, e);
        }
    }

    /**
     * Whether there is something to read before these ends.
     *
     * @throws dev.tandem.stream.kafka.BrokerAwayException if there is, and the broker has fallen silent
     */
    public boolean isBefore(Map<TopicPartition, Long> ends) {
        try {
            boolean before = ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey(), answerWithin()) < end.getValue());
            if (before && isSilent()) {
                throw new TimeoutException("it has sent nothing for "
                        + Duration.ofNanos(silentNanos).toSeconds() + " seconds");
            }
            return before;
        } catch (KafkaException e) {
            throw Clients.explain("read the topics", settings, e);
        }
    }

    private boolean isSilent() {
        return silentNanos > TAKING_OVER.toNanos()
                || (silentNanos > SILENCE.toNanos() && !(hasCopies && Clients.isAnswering(settings)));
    }

    /** How long a broker may take to say where a topic begins and ends. */
    private Duration answerWithin() {
        return hasCopies ? TAKING_OVER : ANSWER;
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

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
