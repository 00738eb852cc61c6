package dev.tandem.service.stream;

import dev.tandem.service.stream.StreamState.Link;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.kafka.BrokerAwayException;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.metrics.NodeMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the {@link StreamLoop} in the background, through every absence of the broker. */
public final class ServerStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerStream.class);
    private static final Duration BEFORE_NEXT_ATTEMPT = Duration.ofSeconds(1);
    private static final Duration TO_FINISH = Duration.ofSeconds(5);

    private final KafkaSettings kafka;
    private final StreamLoop loop;
    private final Consumer<String> notes;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile StreamState state = new StreamState(Link.CONNECTING, Instant.now(), "");

    /**
     * A stream that is not running yet.
     *
     * @param notes is told, for the owner to read, when the broker goes and when it comes back
     */
    public ServerStream(ServerDatabase database, KafkaSettings kafka, NodeMetrics metrics, Consumer<String> notes) {
        this.kafka = kafka;
        this.loop = new StreamLoop(database, kafka, metrics, notes);
        this.notes = notes;
        this.thread = new Thread(this::runUntilStopped, "tandem-stream");
    }

    /** Starts the background thread. */
    public void start() {
        thread.start();
    }

    /** Where Kafka is. */
    public KafkaSettings kafka() {
        return kafka;
    }

    /** How it stands with Kafka now. */
    public StreamState state() {
        return state;
    }

    /** There is something to send, and it should go out at once. */
    public void wakeUp() {
        loop.wakeUp();
    }

    /** Ends the background thread; what is not sent waits in the database. */
    @Override
    public void close() {
        stopped.countDown();
        loop.wakeUp();
        try {
            thread.join(TO_FINISH.toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(TO_FINISH.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runUntilStopped() {
        while (stopped.getCount() > 0) {
            try {
                loop.runOnce();
                become(Link.CONNECTED, "");
            } catch (BrokerAwayException e) {
                fail(Link.AWAY, e.getMessage() + "; " + e.hint());
            } catch (StreamException e) {
                fail(Link.STOPPED, e.getMessage() + "; " + e.hint());
            } catch (RuntimeException | Error e) {
                // Also when memory ran out: a stream that ended unseen would be worse than one that tries again.
                if (stopped.getCount() > 0) {
                    LOG.error("A round of the stream failed", e);
                }
                fail(Link.STOPPED, "a round failed unexpectedly: " + e);
            }
        }
        try {
            loop.leaveReceipt();
        } catch (RuntimeException e) {
            LOG.warn("The last receipt could not be written", e);
        }
        closeLoop();
    }

    private void closeLoop() {
        try {
            loop.close();
        } catch (RuntimeException e) {
            LOG.warn(
                    "The stream was not left in an orderly way; what is not done is done once it is connected again",
                    e);
        }
    }

    private void fail(Link link, String detail) {
        if (stopped.getCount() > 0) {
            become(link, detail);
        }
        closeLoop();
        pause();
    }

    private void become(Link link, String detail) {
        Link before = state.link();
        if (before == link) {
            return;
        }
        state = new StreamState(link, Instant.now(), detail);
        if (link != Link.CONNECTED) {
            notes.accept(
                    "The stream waits: " + detail + ". Verdicts are taken all the same, and sent when it goes on.");
        } else if (before != Link.CONNECTING) {
            notes.accept("The stream goes on, at " + kafka.bootstrapServers() + ".");
        }
    }

    private void pause() {
        try {
            stopped.await(BEFORE_NEXT_ATTEMPT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
