package dev.tandem.stream.preview;

import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.capture.TriggerCheck;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.BatchMerge;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.node.NodeContext;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The real capture and the real merge, on a scratch copy in memory of only the rows that they touch. The file itself is
 * only read, a few hundred rows a transaction, so that nobody has to wait.
 *
 * <p>What it foretells is what a sync then does, unless a record collides with a row that it does not touch, in a unique
 * column other than the key.
 */
public final class Preview implements AutoCloseable {
    /** A capture that has to look at more rows than these is not foretold: a copy of them all takes too much memory. */
    private static final long MOST_ROWS = 100_000;

    private final SyncedFile scratch;
    private final Scratch copy;
    private final BatchMerge merge;
    private final Captured captured;
    private final boolean exact;

    private Preview(SyncedFile scratch, Scratch copy, BatchMerge merge, Captured captured, boolean exact) {
        this.scratch = scratch;
        this.copy = copy;
        this.merge = merge;
        this.captured = captured;
        this.exact = exact;
    }

    /** Of an adopted file, with what other programs wrote to it captured in the scratch copy. */
    public static Preview of(SyncedFile file, NodeContext context) {
        SyncedFile scratch = SyncedFile.inMemory();
        try {
            Scratch copy = new Scratch(file, scratch);
            copy.schema();
            boolean noticed = file.read("check the triggers of", TriggerCheck::stands);
            boolean all =
                    !noticed && file.read("read", sql -> sql.number("SELECT count(*) FROM tandem_row")) <= MOST_ROWS;
            copy.copy(all ? copy.all() : copy.changes());
            if (!all) {
                scratch.write("prepare", sql -> {
                    TriggerCheck.set(sql);
                    TriggerCheck.passed(sql);
                    return true;
                });
            }
            Captured captured = new Capture(scratch, context).run();
            return new Preview(scratch, copy, new BatchMerge(scratch, context), captured, noticed || all);
        } catch (RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    /** Whether {@link #captured} is all; not so where the triggers did not stand in a very large file. */
    public boolean isExact() {
        return exact;
    }

    /** What the capture would find. */
    public Captured captured() {
        return captured;
    }

    /** What would come of the records that come next. */
    public Merged merge(List<ConsumerRecord<String, byte[]>> records) {
        copy.copy(touched(records));
        return merge.applyAll(records, Map.of(), () -> {}, batch -> {});
    }

    /**
     * How many events would be sent so far besides those that wait already: what the capture found, and what a merge
     * hands on again; less what gives way to what the stream has already, so that it can be negative.
     */
    public long outgoing() {
        long all = scratch.read(
                "read", sql -> sql.number("SELECT count(*) FROM tandem_outbox WHERE topic = ?", Topic.CHANGES.name()));
        return all - copy.waiting();
    }

    /** Reads the touched rows as they would be. */
    public <T> T read(SyncedFile.Work<T> work) {
        return scratch.read("read", work);
    }

    private static Touched touched(List<ConsumerRecord<String, byte[]>> records) {
        Touched touched = new Touched();
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                touched.event(Records.toEnvelope(record).event());
            } catch (MalformedEventException e) {
                // It touches no row.
            }
        }
        return touched;
    }

    @Override
    public void close() {
        scratch.close();
    }
}
