package dev.tandem.laptop.watch;

import dev.tandem.laptop.sync.News;
import dev.tandem.laptop.sync.Receipt;
import dev.tandem.laptop.sync.Sender;
import dev.tandem.laptop.sync.Tally;
import dev.tandem.stream.adopt.Backup;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.capture.Captured;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Syncs as things happen, a round at a time. What other programs wrote is captured even while the broker is away; it
 * waits in the outbox.
 */
final class Watcher implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** How long nothing may happen before a receipt tells what did. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private static final Duration CATCH_UP_POLL = Duration.ofMillis(500);

    /** How long the group may not know how far this node has come while there is always something to merge. */
    private static final Duration UNTOLD = Duration.ofSeconds(1);

    private final SyncedFile file;
    private NodeContext context;
    private final KafkaSettings kafka;
    private final WatchLog log;
    private final NodeMetrics metrics;
    private final Sender sender;
    private final Optional<Object> identity;
    private @Nullable Inbox inbox;
    private boolean caughtUp;
    private Duration pause = FIRST_PAUSE;
    private long seenVersion = -1;
    private Tally tally;
    private Instant lastEvent;
    private final Surroundings surroundings;
    private long toldGroup = System.nanoTime();

    /**
     * Of this database.
     *
     * @param addresses where the machine is on the network, as it is now
     */
    Watcher(
            SyncedFile file,
            NodeContext context,
            KafkaSettings kafka,
            WatchLog log,
            NodeMetrics metrics,
            Supplier<String> addresses) {
        this.metrics = metrics;
        this.file = file;
        this.context = context;
        this.kafka = kafka;
        this.log = log;
        this.sender = new Sender(file, this::connectRelay, log::noted);
        this.identity = identity(file.path());
        this.tally = new Tally(context.node().id());
        this.lastEvent = context.clock().instant();
        this.surroundings = new Surroundings(context.clock(), addresses);
    }

    /**
     * Captures, sends, and merges what there is, waiting for at most that long for records to come.
     *
     * @return how long to pause before the next round: not at all, unless something is in the way
     * @throws StreamException if another file has taken the database's place
     * @throws dev.tandem.stream.inbox.GapException if the topics do not go on from where this file stopped
     */
    Duration runOnce(Duration wait) {
        try {
            requireSameFile();
            surroundings.changed().ifPresent(this::connectAnew);
            capture();
            connected();
            send();
            Inbox connected = connected();
            merge(connected, wait);
            metrics.connected(connected);
            leaveReceipt();
            pause = FIRST_PAUSE;
            log.unlocked();
            return Duration.ZERO;
        } catch (BrokerAwayException e) {
            disconnect();
            log.away(e, pause);
        } catch (LockedException e) {
            log.locked(e);
        }
        Duration now = pause;
        surroundings.pausing(now);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        return now;
    }

    /** Connections from before may look alive and never answer; with a machine that woke up, there is no time to lose. */
    private void connectAnew(String why) {
        if (inbox != null) {
            log.noted(why + "; connecting anew");
            disconnect();
        }
        pause = FIRST_PAUSE;
    }

    /** A program that copies a whole database over this one leaves us with the old file, which nobody else sees. */
    private void requireSameFile() {
        if (!identity(file.path()).equals(identity)) {
            throw new StreamException(
                    file.path() + " has been moved away or replaced by another file",
                    "what was synced is whole; check which file is the right one, and start the watch again");
        }
    }

    private static Optional<Object> identity(Path path) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** SQLite counts the commits of other programs, so that an untouched file costs one number a round. */
    private void capture() {
        long version = file.alone("read", sql -> sql.number("PRAGMA data_version"));
        if (version == seenVersion) {
            return;
        }
        Captured captured = new Capture(file, context).run();
        seenVersion = version;
        if (captured.events() + captured.restored() > 0) {
            tally.add(captured);
            lastEvent = context.clock().instant();
            log.captured(captured);
        }
    }

    private Inbox connected() {
        Inbox open = inbox;
        if (open == null || !open.isConnected()) {
            disconnect();
            open = Inbox.connect(file, context, kafka).beforeMerge(this::backUp);
            inbox = open;
            log.connected(kafka.bootstrapServers(), file.path());
        }
        if (!caughtUp) {
            catchUp(open);
        }
        return open;
    }

    /** Before anything is sent, the file may be found to be an old copy: from then on it is read for as another node. */
    private Relay connectRelay() {
        Relay relay = Relay.connect(file, context, kafka);
        if (!relay.node().equals(context.node())) {
            context = context.as(relay.node());
            closeInbox();
        }
        return relay;
    }

    /** What the stream has is read before anything is sent: much of what waits may be there already. */
    private void catchUp(Inbox connected) {
        Map<TopicPartition, Long> ends = connected.ends();
        while (connected.isBefore(ends)) {
            merge(connected, CATCH_UP_POLL);
        }
        caughtUp = true;
    }

    /** Once a day, before records from elsewhere touch the file. */
    private void backUp(List<ConsumerRecord<String, byte[]>> records) {
        if (News.isAmong(records, context.node())) {
            Backup.makeDaily(file, context.clock().instant());
        }
    }

    private void send() {
        long started = System.nanoTime();
        Relay.Sent sent = sender.send();
        if (sent.changes() > 0) {
            metrics.sent(sent.changes());
            metrics.round(Duration.ofNanos(System.nanoTime() - started));
            tally.sent(sent.changes());
            lastEvent = context.clock().instant();
            log.sent(sent.changes());
        }
    }

    private void merge(Inbox connected, Duration wait) {
        Merged merged = connected.runOnce(wait);
        if (merged.records() > 0) {
            tally.add(merged);
            metrics.merged(merged);
            lastEvent = context.clock().instant();
            log.merged(file, merged, tally);
        }
        if (merged.records() == 0 || System.nanoTime() - toldGroup > UNTOLD.toNanos()) {
            tellGroup(connected);
        }
    }

    /** The group only tells operators; no verdict waits for it. */
    private void tellGroup(Inbox connected) {
        connected.commitToGroup();
        toldGroup = System.nanoTime();
    }

    /** One for all that happened in a row, once it is quiet. */
    private void leaveReceipt() {
        if (tally.didSomething() && context.clock().instant().isAfter(lastEvent.plus(QUIET))) {
            writeReceipt();
            lookAtLetters();
        }
    }

    /** What of the records that were set aside somebody has taken care of. */
    private void lookAtLetters() {
        try {
            OpenLetters.lookAgain(file, context, kafka);
        } catch (StreamException e) {
            // The next receipt looks again.
        }
    }

    private void writeReceipt() {
        Receipt.write(file, context, tally, true);
        tally = new Tally(context.node().id());
    }

    private void leave() {
        if (tally.didSomething()) {
            writeReceipt();
            if (caughtUp) {
                sender.send();
            }
        }
        if (inbox != null) {
            tellGroup(inbox);
        }
    }

    private void disconnect() {
        metrics.disconnected();
        closeInbox();
        sender.close();
    }

    private void closeInbox() {
        Inbox open = inbox;
        inbox = null;
        caughtUp = false;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        try {
            if (identity(file.path()).equals(identity)) {
                leave();
            }
        } catch (StreamException e) {
            // The receipt waits in the outbox, or what it would have said is in the history.
        } finally {
            disconnect();
        }
    }
}
