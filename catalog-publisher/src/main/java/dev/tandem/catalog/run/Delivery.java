package dev.tandem.catalog.run;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.adopt.Backup;
import dev.tandem.stream.file.SoleUse;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.relay.Ahead;
import dev.tandem.stream.relay.Relay;
import java.util.List;
import java.util.Optional;

/**
 * What of a run has gone out. The run stands whether or not there is a connection: what could not be sent waits.
 *
 * @param sent how many changes the broker has confirmed
 * @param pending how many events wait in the outbox
 * @param trouble why they do
 * @param notes what the owner should know of the file
 */
record Delivery(long sent, long pending, Optional<StreamException> trouble, List<String> notes) {
    /**
     * Sends all that waits in the outbox, changes of other programs included: each has its version already. Of a file that has
     * just been adopted only what the stream does not have is sent, so that is read first.
     */
    @SuppressWarnings("try") // The right to send is held, and needs no more.
    static Delivery of(SyncedFile file, NodeContext context, KafkaSettings kafka, Ahead ahead) {
        long before = changes(file);
        Optional<StreamException> trouble = Optional.empty();
        List<String> notes = List.of();
        try (SoleUse alone = SoleUse.take(file.path(), "catalog run")) {
            if (file.read("read", Outbox::hasFound)) {
                read(file, context, kafka);
                before = changes(file);
            }
            try (Relay relay = ahead.connect(file, context)) {
                notes = relay.notes();
                relay.runOnce();
            }
        } catch (StreamException e) {
            trouble = Optional.of(e);
        }
        return new Delivery(Math.max(0, before - changes(file)), Adoption.toPublish(file), trouble, notes);
    }

    private static void read(SyncedFile file, NodeContext context, KafkaSettings kafka) {
        try (Inbox inbox = Inbox.connect(file, context, kafka)
                .beforeMerge(records -> Backup.makeDaily(file, context.clock().instant()))) {
            inbox.runToEnd();
            inbox.commitToGroup();
        }
    }

    private static long changes(SyncedFile file) {
        return file.read(
                "read", sql -> sql.number("SELECT count(*) FROM tandem_outbox WHERE topic = ?", Topic.CHANGES.name()));
    }
}
