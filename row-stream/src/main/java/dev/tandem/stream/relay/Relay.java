package dev.tandem.stream.relay;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.incarnation.Incarnation;
import dev.tandem.stream.incarnation.Republication;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.node.Meta;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.outbox.Written;
import dev.tandem.stream.trail.Trail;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Sends the outbox in order and removes only what the broker has confirmed, as a contiguous prefix. A crash between the
 * confirmation and the removal sends records a second time; merging them twice changes nothing.
 *
 * <p>A removal is a commit of its own, for which whoever writes next has to wait. So {@link #send} leaves it for later.
 */
public final class Relay implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final int PAGE = 1_000;

    /** How much is published again before other work has its turn. */
    private static final int PAGES_AGAIN = 25;

    /** How long what is confirmed may stay in the outbox while there is always something to send. */
    private static final Duration KEPT = Duration.ofSeconds(5);

    /** How much of it may. */
    private static final int MOST_KEPT = PAGE;

    private final SyncedFile file;
    private final KafkaSettings settings;
    private final boolean toBeAnswered;
    private final Map<String, String> topicIds;
    private final List<String> notes;
    private final Outgoing outgoing;
    private final Republication republication;
    private final KafkaProducer<String, byte[]> producer;
    private final Map<TopicPartition, Reach> reached = new HashMap<>();
    private long confirmed;
    private int kept;
    private long keptSince;

    private Relay(
            SyncedFile file,
            NodeContext context,
            KafkaSettings settings,
            Map<String, String> topicIds,
            List<String> notes,
            KafkaProducer<String, byte[]> producer) {
        this.file = file;
        this.settings = settings;
        this.toBeAnswered = context.node().role() == Role.LAPTOP;
        this.republication = new Republication(file, context);
        this.topicIds = topicIds;
        this.notes = notes;
        this.outgoing = file.read("read", sql -> Outgoing.of(sql, settings));
        this.producer = producer;
    }

    /**
     * What was sent.
     *
     * @param changes how many events that other nodes merge
     * @param ends the offsets behind the last of them, by partition of the changes
     */
    public record Sent(int changes, Map<TopicPartition, Long> ends) {}

    /** Where confirmed records of a partition lie. */
    private record Reach(long first, long next) {}

    /**
     * Connects to the broker, and looks first whether the file is an old copy or has a twin; then it goes on as a new
     * node, and has read the topics when this returns.
     *
     * @throws dev.tandem.stream.inbox.GapException if what was sent before may be lost
     * @throws dev.tandem.stream.kafka.BrokerAwayException if the broker cannot be reached
     */
    public static Relay connect(SyncedFile file, NodeContext context, KafkaSettings settings) {
        try (Admin admin = Clients.admin(settings, TIMEOUT)) {
            return connect(file, context, settings, admin);
        }
    }

    /** The same, asking over a connection that is there. */
    public static Relay connect(SyncedFile file, NodeContext context, KafkaSettings settings, Admin admin) {
        return over(file, context, settings, admin, () -> Clients.producer(settings));
    }

    /** The same, over connections that are there. */
    static Relay over(
            SyncedFile file,
            NodeContext context,
            KafkaSettings settings,
            Admin admin,
            Supplier<KafkaProducer<String, byte[]>> producer) {
        Map<Topic, TopicDescription> topics = new Topics(settings).ensure(admin);
        List<String> notes = Incarnation.check(file, context, settings, admin, topics);
        Map<String, String> topicIds = new HashMap<>();
        topics.values()
                .forEach(topic -> topicIds.put(topic.name(), topic.topicId().toString()));
        return new Relay(file, context, settings, topicIds, notes, producer.get());
    }

    /** What was found before anything was published, a sentence each; nothing usually. */
    public List<String> notes() {
        return notes;
    }

    /**
     * Sends all that waits, and removes what is confirmed.
     *
     * @throws dev.tandem.stream.kafka.BrokerAwayException if the broker stops confirming; what it has not confirmed waits
     */
    public Sent runOnce() {
        Sent sent = send();
        removeConfirmed();
        return sent;
    }

    /**
     * Sends all that waits. What is confirmed is removed with {@link #removeConfirmed}, or here once it is old or much.
     *
     * @throws dev.tandem.stream.kafka.BrokerAwayException if the broker stops confirming; what it has not confirmed waits
     */
    public synchronized Sent send() {
        Map<TopicPartition, Long> ends = new HashMap<>();
        int changes = drain(ends);
        if (!toBeAnswered && republication.isUnderWay()) {
            boolean more = true;
            for (int page = 0; page < PAGES_AGAIN && more; page++) {
                more = republication.page();
                changes += drain(ends);
            }
        }
        return new Sent(changes, ends);
    }

    private int drain(Map<TopicPartition, Long> ends) {
        int changes = 0;
        while (true) {
            List<Outbox.Entry> page = file.read("read", sql -> Outbox.after(sql, kept == 0 ? 0 : confirmed, PAGE));
            if (page.isEmpty()) {
                return changes;
            }
            List<Future<RecordMetadata>> confirmations = new ArrayList<>();
            KafkaException failure = null;
            try {
                for (Outbox.Entry entry : page) {
                    Future<RecordMetadata> confirmation = producer.send(outgoing.record(entry));
                    confirmations.add(confirmation);
                    if (confirmation.isDone() && hasFailed(confirmation)) {
                        // The broker is away: each further send would wait for it as long as this one did.
                        break;
                    }
                }
            } catch (KafkaException e) {
                failure = e;
            }
            producer.flush();
            for (int i = 0; i < confirmations.size() && failure == null; i++) {
                try {
                    RecordMetadata at = confirmations.get(i).get();
                    if (isMerged(page.get(i).topic())) {
                        changes++;
                        TopicPartition partition = new TopicPartition(at.topic(), at.partition());
                        ends.merge(partition, at.offset() + 1, Math::max);
                        reach(partition, at.offset());
                    }
                    confirmed(page.get(i));
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RecordTooLargeException) {
                        removeConfirmed();
                        throw tooLarge(page.get(i), e);
                    }
                    failure = new KafkaException(e.getCause());
                    if (e.getCause() instanceof KafkaException cause) {
                        failure = cause;
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    failure = new KafkaException("interrupted", e);
                }
            }
            boolean removes = failure != null
                    || kept >= MOST_KEPT
                    || System.nanoTime() - keptSince > KEPT.toNanos()
                    || page.stream().anyMatch(Outbox.Entry::found);
            if (removes) {
                removeConfirmed();
            }
            if (failure != null) {
                throw Clients.explain("send what changed", settings, failure);
            }
        }
    }

    private void reach(TopicPartition partition, long offset) {
        Reach before = reached.get(partition);
        if (before != null && offset < before.next()) {
            throw begunAnew(partition);
        }
        reached.put(partition, new Reach(before == null ? offset : before.first(), offset + 1));
    }

    private void confirmed(Outbox.Entry entry) {
        if (kept++ == 0) {
            keptSince = System.nanoTime();
        }
        confirmed = entry.sequence();
        if (Trail.isKept()) {
            Trail.published(entry.eventId(), entry.ceType(), entry.topic());
        }
    }

    private static StreamException tooLarge(Outbox.Entry entry, Throwable cause) {
        return new StreamException(
                "could not send what changed: the record of " + entry.key() + " has "
                        + entry.value().length() + " characters, more than a topic takes",
                "shorten the row, then take the database out and in again: ./tandem adopt --undo FILE, then ./tandem adopt"
                        + " FILE; what the stream has already is not sent again",
                cause);
    }

    private static boolean hasFailed(Future<RecordMetadata> confirmation) throws KafkaException {
        try {
            confirmation.get();
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private static boolean isMerged(Topic topic) {
        return topic.compacted();
    }

    /** Removes what is confirmed from the outbox, in a transaction of its own. */
    public synchronized void removeConfirmed() {
        if (kept == 0) {
            return;
        }
        file.write("clean the outbox of", sql -> {
            for (Map.Entry<TopicPartition, Reach> partition : reached.entrySet()) {
                note(sql, partition.getKey(), partition.getValue());
            }
            Outbox.removeUpTo(sql, confirmed);
            Meta.CONFIRMED_SEQUENCE.write(sql, Long.toString(confirmed));
            return true;
        });
        kept = 0;
        reached.clear();
    }

    private void note(Sql sql, TopicPartition partition, Reach reach) throws SQLException {
        String topicId = topicIds.getOrDefault(partition.topic(), "");
        Written.Position before = Written.read(sql).get(partition);
        if (before != null && before.topicId().equals(topicId) && reach.first() < before.next()) {
            throw begunAnew(partition);
        }
        Written.confirmed(sql, partition, topicId, reach.first(), reach.next(), toBeAnswered);
    }

    private static StreamException begunAnew(TopicPartition partition) {
        return new StreamException(
                "the topic " + partition + " has begun anew while this node was connected",
                "nothing is lost; connect again (the service does so by itself)");
    }

    /** Lets go of the broker. What is confirmed and not removed is sent again by the next. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
