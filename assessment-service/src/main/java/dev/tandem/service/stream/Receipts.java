package dev.tandem.service.stream;

import dev.tandem.schema.digest.Digest;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.OperationalEvent.OffsetRange;
import dev.tandem.schema.event.OperationalEvent.SyncCompleted;
import dev.tandem.stream.digest.Buckets;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The server's receipts: one for all that it did in a row, once it is quiet. They tell operators what it merged and sent, and
 * laptops what its rows add up to. What a crash keeps from being told is in the history all the same.
 */
final class Receipts {
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final SyncedFile file;
    private final NodeContext context;
    private final Map<String, OffsetRange> read = new LinkedHashMap<>();
    private Instant lastEvent = Instant.EPOCH;
    private int applied;
    private int superseded;
    private int conflicts;
    private int deadLettered;
    private int sent;

    Receipts(SyncedFile file, NodeContext context) {
        this.file = file;
        this.context = context;
    }

    void merged(Merged merged) {
        if (merged.records() == 0) {
            return;
        }
        applied += merged.applied();
        superseded += merged.superseded();
        conflicts = Math.max(0, conflicts + merged.conflicts());
        deadLettered += merged.deadLettered();
        for (OffsetRange range : merged.ranges()) {
            read.merge(
                    range.topic() + "/" + range.partition(),
                    range,
                    (a, b) -> new OffsetRange(
                            a.topic(), a.partition(), Math.min(a.from(), b.from()), Math.max(a.to(), b.to())));
        }
        lastEvent = context.clock().instant();
    }

    void sent(int changes) {
        if (changes > 0) {
            sent += changes;
            lastEvent = context.clock().instant();
        }
    }

    /** Puts a receipt into the outbox, if something was done and it is quiet since. */
    void leaveIfQuiet() {
        if (context.clock().instant().isAfter(lastEvent.plus(QUIET))) {
            leave();
        }
    }

    /** Puts a receipt into the outbox, if something was done. */
    void leave() {
        if (applied + superseded + conflicts + deadLettered + sent == 0) {
            return;
        }
        file.write("note a receipt in", sql -> {
            long now = context.now();
            SyncCompleted receipt = new SyncCompleted(
                    context.node().id(),
                    context.node().role().text(),
                    now,
                    new ArrayList<>(read.values()),
                    applied,
                    superseded,
                    conflicts,
                    deadLettered,
                    sent,
                    Digest.text(Buckets.root(sql)));
            new Outbox(sql, context.node())
                    .add(new Envelope(context.ids().next(), context.node().id(), now, receipt));
            return true;
        });
        read.clear();
        applied = 0;
        superseded = 0;
        conflicts = 0;
        deadLettered = 0;
        sent = 0;
    }
}
