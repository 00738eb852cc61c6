package dev.tandem.stream.relay;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.incarnation.Incarnation;
import dev.tandem.stream.incarnation.Republication;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.trail.Trail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
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

    private final SyncedFile file;
    private final KafkaSettings settings;
    private final boolean toBeAnswered;
    private final Map<String, String> topicIds;
    private final List<String> notes;
    private final Node node;
    private final Outgoing outgoing;
    private final Republication republication;
    private final KafkaProducer<String, byte[]> producer;
    private final LongSupplier nanos;
    private final Kept kept = new Kept();
    private Sent untold = Sent.NOTHING;

    private Relay(
            SyncedFile file,
            NodeContext context,
            KafkaSettings settings,
            Map<String, String> topicIds,
            List<String> notes,
            Node node,
            Outgoing outgoing,
            KafkaProducer<String, byte[]> producer,
            LongSupplier nanos) {
        this.file = file;
        this.settings = settings;
        this.toBeAnswered = context.node().role() == Role.LAPTOP;
        this.republication = new Republication(file, context);
        this.topicIds = topicIds;
        this.notes = notes;
        this.node = node;
        this.outgoing = outgoing;
        this.producer = producer;
        this.nanos = nanos;
    }

    /**
     * What was sent.
     *
     * @param changes how many events that other nodes merge
     * @param ends the offsets behind the last of them, by partition of the changes
     */
    public record Sent(int changes, Map<TopicPartition, Long> ends) {
        private static final Sent NOTHING = new Sent(0, Map.of());

        private Sent and(RecordMetadata at) {
            Map<TopicPartition, Long> further = new HashMap<>(ends);
            further.put(new TopicPartition(at.topic(), at.partition()), at.offset() + 1);
            return new Sent(changes + 1, further);
        }
    }

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
        return over(file, context, settings, admin, () -> Clients.producer(settings), System::nanoTime);
    }

    /** The same, over connections that are there; {@code nanos} tells how long something is kept. */
    static Relay over(
            SyncedFile file,
            NodeContext context,
            KafkaSettings settings,
            Admin admin,
            Supplier<KafkaProducer<String, byte[]>> producer,
            LongSupplier nanos) {
        Map<Topic, TopicDescription> topics = new Topics(settings).ensure(admin);
        List<String> notes = Incarnation.check(file, context, settings, admin, topics);
        Map<String, String> topicIds = new HashMap<>();
        topics.values()
                .forEach(topic -> topicIds.put(topic.name(), topic.topicId().toString()));
        Outgoing outgoing = file.read("read", sql -> Outgoing.of(sql, settings));
        Node node = file.read("read", Node::read).orElse(context.node());
        // Last, as nobody closes it before there is a relay that does.
        return new Relay(file, context, settings, topicIds, notes, node, outgoing, producer.get(), nanos);
    }

    /** The node that the file is by now: another than before where it was found to be an old copy. */
    public Node node() {
        return node;
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
    public synchronized Sent runOnce() {
        sendAll();
        removeConfirmed();
        return told();
    }

    /**
     * Sends all that waits. What is confirmed is removed with {@link #removeConfirmed}, or here once it is old or much.
     *
     * @throws dev.tandem.stream.kafka.BrokerAwayException if the broker stops confirming; what it has not confirmed waits
     */
    public synchronized Sent send() {
        sendAll();
        return told();
    }

    /** Also of what was confirmed before a removal failed: its own answer has not been given. */
    private Sent told() {
        Sent sent = untold;
        untold = Sent.NOTHING;
        return sent;
    }

    private void sendAll() {
        drain();
        if (!toBeAnswered && republication.isUnderWay()) {
            boolean more = true;
            for (int page = 0; page < PAGES_AGAIN && more; page++) {
                more = republication.page();
                drain();
            }
        }
    }

    private void drain() {
        boolean more = true;
        while (more) {
            List<Outbox.Entry> page = file.read("read", sql -> Outbox.after(sql, kept.upTo(), PAGE));
            more = !page.isEmpty();
            if (more) {
                send(page);
            }
            if (kept.isDue(nanos.getAsLong())) {
                removeConfirmed();
            }
        }
    }

    private void send(List<Outbox.Entry> page) {
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
                confirmed(page.get(i), confirmations.get(i).get());
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
        if (failure != null) {
            removeConfirmed();
            throw Clients.explain("send what changed", settings, failure);
        }
    }

    private void confirmed(Outbox.Entry entry, RecordMetadata at) {
        kept.take(entry, at, nanos.getAsLong());
        if (entry.topic().compacted()) {
            // Which other nodes merge.
            untold = untold.and(at);
        }
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

    /** The sequence of the last entry that is confirmed and not removed yet; 0 if there is none. */
    public synchronized long keptUpTo() {
        return kept.upTo();
    }

    /** Removes what is confirmed from the outbox, in a transaction of its own. */
    public synchronized void removeConfirmed() {
        if (kept.isEmpty()) {
            return;
        }
        file.write("clean the outbox of", sql -> {
            kept.remove(sql, topicIds, toBeAnswered);
            return true;
        });
        kept.clear();
    }

    /** Lets go of the broker. What is confirmed and not removed is sent again by the next. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
