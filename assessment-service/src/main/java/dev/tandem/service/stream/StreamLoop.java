package dev.tandem.service.stream;

import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.file.LockedException;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.inbox.OpenLetters;
import dev.tandem.stream.kafka.BrokerAwayException;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.metrics.NodeMetrics;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.relay.Relay;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round after another between the database and Kafka: what other programs wrote is captured, what laptops sent is
 * merged, what won is sent, and only then is the group told. All in one thread, so that records of a key keep their order.
 */
final class StreamLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamLoop.class);

    /** Being woken is the hint; this is the guarantee. */
    private static final Duration WAIT = Duration.ofMillis(500);

    /** A wait of this length was not cut short. */
    private static final Duration QUIET = Duration.ofMillis(450);

    private final SyncedFile file;
    private final NodeContext context;
    private final KafkaSettings kafka;
    private final Capture capture;
    private final BrokerProbe probe;
    private final Receipts receipts;
    private final Rest rest;
    private final NodeMetrics metrics;
    private final Consumer<String> notes;
    private volatile @Nullable Inbox inbox;
    private @Nullable Relay relay;
    private boolean lettersAreLookedAt;

    /** Tells {@code notes} what the owner should know of the database or the topics. */
    StreamLoop(ServerDatabase database, KafkaSettings kafka, NodeMetrics metrics, Consumer<String> notes) {
        this.metrics = metrics;
        this.notes = notes;
        this.file = database.file();
        this.context = database.context();
        this.kafka = kafka;
        this.capture = new Capture(file, context);
        this.probe = new BrokerProbe(kafka);
        this.receipts = new Receipts(file, context);
        this.rest = new Rest(Rest.by(database), System::nanoTime);
    }

    /**
     * Runs a round, connecting first if need be.
     *
     * @throws BrokerAwayException if the broker cannot be reached; nothing is lost, and the next round connects anew
     * @throws dev.tandem.stream.file.StreamException if something else stops the stream
     */
    void runOnce() {
        capture.run();
        Inbox in = connectedInbox();
        Relay out = connectedRelay();
        try {
            probe.check();
            send(out);
            long began = System.nanoTime();
            Merged merged = in.runOnce(WAIT);
            boolean quiet = merged.records() == 0 && System.nanoTime() - began >= QUIET.toNanos();
            receipts.merged(merged);
            metrics.merged(merged);
            if (merged.records() > 0) {
                rest.worked();
                send(out);
            } else if (!lettersAreLookedAt) {
                lookAtLetters();
            }
            in.commitToGroup();
            metrics.connected(in);
            if (quiet) {
                // Nothing came and nobody woke it: now nobody has to wait for that commit.
                out.removeConfirmed();
            }
            receipts.leaveIfQuiet();
            rest.ifQuiet();
        } catch (BrokerAwayException e) {
            if (!(e.getCause() instanceof WakeupException)) {
                throw e;
            }
        } catch (LockedException e) {
            // A second try to remove what is confirmed would wait as long. The next connection sends it again.
            relay = null;
            out.close();
            throw e;
        }
    }

    private void send(Relay out) {
        long started = System.nanoTime();
        int changes = out.send().changes();
        metrics.confirmed(out.keptUpTo());
        if (changes > 0) {
            rest.worked();
            receipts.sent(changes);
            metrics.sent(changes);
            metrics.round(Duration.ofNanos(System.nanoTime() - started));
        }
    }

    /**
     * A server that was restored sets aside again what it has read again. Once it is all there, what was settled of it before is so
     * again.
     */
    private void lookAtLetters() {
        lettersAreLookedAt = true;
        try {
            OpenLetters.lookAgain(file, context, kafka);
        } catch (StreamException e) {
            LOG.warn("What became of this server's dead letters could not be read; the next connection looks again", e);
        }
    }

    /** There is something to send: ends the wait of the round that runs now. */
    void wakeUp() {
        Inbox waiting = inbox;
        if (waiting != null) {
            waiting.wakeUp();
        }
    }

    /** Puts a receipt for what was done last into the outbox; it is sent when the service runs again. */
    void leaveReceipt() {
        receipts.leave();
    }

    /** Lets go of the broker. */
    @Override
    public void close() {
        metrics.disconnected();
        Inbox in = inbox;
        Relay out = relay;
        inbox = null;
        relay = null;
        lettersAreLookedAt = false;
        try {
            if (in != null) {
                in.close();
            }
        } finally {
            if (out != null) {
                close(out);
            }
        }
    }

    private static void close(Relay out) {
        try {
            out.removeConfirmed();
        } finally {
            out.close();
        }
    }

    private Inbox connectedInbox() {
        Inbox known = inbox;
        if (known == null) {
            known = Inbox.connect(file, context, kafka);
            known.notes().forEach(notes);
            inbox = known;
        }
        return known;
    }

    private Relay connectedRelay() {
        Relay known = relay;
        if (known == null) {
            known = Relay.connect(file, context, kafka);
            known.notes().forEach(notes);
            relay = known;
        }
        return known;
    }
}
