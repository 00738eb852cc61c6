package dev.tandem.laptop.sync;

import dev.tandem.cli.output.Output;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.laptop.outlook.InWords;
import dev.tandem.stream.adopt.Backup;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.inbox.LastReceipt;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.inbox.OpenLetters;
import dev.tandem.stream.inbox.Waiting;
import dev.tandem.stream.kafka.BrokerAwayException;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.SharedAdmin;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Answer;
import dev.tandem.stream.outbox.Written;
import dev.tandem.stream.relay.Relay;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One sync: capture, pull, push, wait for the server's answer, pull that, leave a receipt. A failure in between leaves
 * whole what was done before it, and a pull that fails leaves nothing pushed. Nothing is connected to without need.
 */
public final class SyncRun {
    /** Long enough for one broker to take the place of another. */
    private static final Duration LOOK = Duration.ofSeconds(20);

    private static final Duration POLL = Duration.ofMillis(500);

    private final SyncedFile file;
    private NodeContext context;
    private final boolean worthACopy;
    private final KafkaSettings kafka;
    private final Output output;
    private final BooleanSupplier stop;
    private final Tally tally;
    private final SharedAdmin admin;
    private final Receiver receiver;
    private Optional<Waiting> waiting = Optional.empty();

    /** Of this database. */
    public SyncRun(LaptopFile laptop, KafkaSettings kafka, Output output, BooleanSupplier stop) {
        this.file = laptop.file();
        this.context = laptop.context();
        this.worthACopy = !laptop.made();
        this.kafka = kafka;
        this.admin = new SharedAdmin(kafka, LOOK);
        this.receiver =
                new Receiver(topics -> Inbox.open(file, context, kafka, topics).beforeMerge(this::backUp));
        this.output = output;
        this.stop = stop;
        String self = laptop.context().node().id();
        this.tally = laptop.made() ? Tally.ofNewDatabase(self) : new Tally(self);
    }

    /**
     * Runs.
     *
     * @param answerWithin how long to wait for the server's answer to what was pushed, now and before
     */
    public Tally run(Direction direction, Duration answerWithin) {
        try (admin;
                receiver) {
            return synced(direction, answerWithin);
        }
    }

    private Tally synced(Direction direction, Duration answerWithin) {
        tally.add(new Capture(file, context).run());
        if (direction.pulls()) {
            pull();
        }
        if (!direction.pushes()) {
            await(new Relay.Sent(0, Map.of()), direction, answerWithin);
            if (tally.didSomething()) {
                Receipt.write(file, context, tally, false);
            }
            if (direction.pulls()) {
                lookAtLetters();
            }
            return tally;
        }
        try (Sender sender = new Sender(file, this::connect, output::note)) {
            if (!stop.getAsBoolean()) {
                push(sender, direction, answerWithin);
            }
            if (tally.didSomething()) {
                Receipt.write(file, context, tally, true);
            }
            lookAtLetters();
            sendTheRest(sender);
        }
        noteTheServersReceipt();
        return tally;
    }

    private Relay connect() {
        Relay relay = Relay.connect(file, context, kafka, admin.get());
        if (!relay.node().equals(context.node())) {
            goOnAs(relay.node());
        }
        return relay;
    }

    /** Before anything was sent, the file was found to be an old copy: what comes from here on is read as another node. */
    private void goOnAs(Node reborn) {
        context = context.as(reborn);
        tally.goesOnAs(reborn.id());
        receiver.close();
    }

    private void pull() {
        Waiting now = Waiting.look(file, context, kafka, admin.get());
        waiting = Optional.of(now);
        tally.waitsForAnswer(now.underWay());
        if (now.events() == 0) {
            return;
        }
        output.progress("Reading " + InWords.count(now.events(), "event") + " …");
        Inbox open = receiver.from(now.topics());
        Map<TopicPartition, Long> ends = open.ends();
        while (open.isBefore(ends) && !stop.getAsBoolean()) {
            Merged merged = open.runOnce(POLL);
            tally.add(merged);
        }
        tellTheGroup(open);
    }

    /** For operators' tools. What was read stands in the file already, so the next sync that reads something may tell as well. */
    private void tellTheGroup(Inbox open) {
        try {
            open.commitToGroup();
        } catch (BrokerAwayException e) {
            output.warning(
                    "How far this laptop has read could not be told, and waits for the next sync that reads something: "
                            + e.getMessage() + ".");
        }
    }

    /** Once a day, before records from elsewhere touch the file. */
    private void backUp(List<ConsumerRecord<String, byte[]>> records) {
        if (worthACopy && tally.backup().isEmpty() && News.isAmong(records, context.node())) {
            Backup.makeDaily(file, context.clock().instant()).ifPresent(tally::backedUp);
        }
    }

    private void push(Sender sender, Direction direction, Duration answerWithin) {
        Relay.Sent sent = sender.send();
        tally.sent(sent.changes());
        await(sent, direction, answerWithin);
    }

    /** Waits for the answer to what was sent now, and to what an earlier sync sent, and takes it. */
    private void await(Relay.Sent sent, Direction direction, Duration answerWithin) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        if (tally.isWaitingForAnswer()) {
            ends.putAll(file.read("read", Written::unanswered));
        }
        ends.putAll(sent.ends());
        if (ends.isEmpty() || stop.getAsBoolean()) {
            return;
        }
        output.progress("Waiting for the server to answer for "
                + (sent.changes() == 0 ? "what was sent before" : InWords.count(sent.changes(), "change")) + " …");
        long underWay = Answer.await(kafka, admin.get(), ends, sent.changes(), answerWithin, stop);
        tally.underWay(Math.min(underWay, sent.changes()));
        if (underWay == 0) {
            file.write("note the server's answer in", sql -> Written.answered(sql, ends));
        }
        if (direction.pulls()) {
            pull();
        }
    }

    /** What of the records that were set aside somebody has taken care of. */
    private void lookAtLetters() {
        try {
            tally.settled(
                    waiting.isPresent()
                            ? OpenLetters.lookAgain(
                                    file, context, kafka, waiting.get().letters())
                            : OpenLetters.lookAgain(file, context, kafka));
        } catch (StreamException e) {
            // The next sync looks again.
        }
    }

    /** What the server last said that its rows add up to: with it, a laptop that is offline can still compare. */
    private void noteTheServersReceipt() {
        if (tally.didSomething()) {
            try {
                receiver.open().ifPresentOrElse(Inbox::noteLastReceipt, () -> LastReceipt.note(file, context, kafka));
            } catch (StreamException e) {
                // All is done; the next sync looks again.
            }
        }
    }

    /** The receipt and dead letters. All else is done, so what cannot be sent now waits for the next sync. */
    private void sendTheRest(Sender sender) {
        try {
            tally.sent(sender.send().changes());
        } catch (BrokerAwayException e) {
            output.warning("The receipt could not be sent, and waits for the next sync: " + e.getMessage() + ".");
        }
    }
}
