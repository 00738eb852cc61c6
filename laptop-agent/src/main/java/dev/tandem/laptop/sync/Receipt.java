package dev.tandem.laptop.sync;

import dev.tandem.cli.output.Json;
import dev.tandem.schema.digest.Digest;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.OperationalEvent.SyncCompleted;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.digest.Buckets;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.Meta;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Outbox;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a sync leaves behind: a note in the file, and a receipt for the operators. */
public final class Receipt {
    private Receipt() {}

    /**
     * Writes both, in one transaction; the receipt in the name of the node that the file is by now, for the sync may have
     * found it to be an old copy.
     *
     * @param send whether a receipt is to go out; else only the note is made
     */
    public static void write(SyncedFile file, NodeContext context, Tally tally, boolean send) {
        file.write("note the sync in", sql -> {
            long now = context.now();
            Meta.LAST_SYNC.write(sql, note(tally, now));
            if (send) {
                Node self = Node.read(sql).orElse(context.node());
                SyncCompleted completed = new SyncCompleted(
                        self.id(),
                        self.role().text(),
                        now,
                        tally.read(),
                        tally.applied(),
                        tally.superseded(),
                        tally.conflicts(),
                        tally.deadLettered(),
                        tally.sent(),
                        Digest.text(Buckets.root(sql)),
                        Node.formerIds(sql));
                new Outbox(sql, self).add(new Envelope(context.ids().next(), self.id(), now, completed));
            }
            return true;
        });
    }

    private static String note(Tally tally, long now) {
        Map<String, Object> note = new LinkedHashMap<>();
        note.put("at", Timestamps.format(now));
        note.put("applied", tally.applied());
        note.put("merged", tally.merged());
        note.put("superseded", tally.superseded());
        note.put("conflicts", tally.conflicts());
        note.put("deadLettered", tally.deadLettered());
        note.put("sent", tally.sent());
        note.put("underWay", tally.underWay());
        return Json.line(note);
    }
}
