package dev.tandem.stream.verify;

import dev.tandem.schema.event.AssessmentEvent;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.row.Facet;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.adopt.Backup;
import dev.tandem.stream.adopt.SchemaGrowth;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.capture.Unnoticed;
import dev.tandem.stream.digest.Buckets;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.merge.Merge;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.register.RowState;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.register.VerdictState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Mends differences on a laptop by the merge itself: what the server has is merged here, and what is newer here, or only
 * here, goes into the outbox once more under its own id and version. Of one version with two contents the server's stands.
 */
public final class Mending {
    private final SyncedFile file;
    private final NodeContext context;
    private final Capture capture;
    private final Set<String> unsent;

    /** Of this laptop's file. */
    public Mending(SyncedFile file, NodeContext context) {
        this.file = file;
        this.context = context;
        this.capture = new Capture(file, context);
        this.unsent = file.read("read", Outbox::events);
    }

    /**
     * Mends rows and registers in one transaction, which is short if they are few. Tables and columns that they need and
     * this file lacks are made first, as they are for what comes from the topics.
     */
    public void mend(List<Theirs> all) {
        SchemaGrowth.makeRoomFor(
                file,
                all.stream()
                        .flatMap(theirs -> theirs.events().stream())
                        .map(Envelope::event)
                        .toList(),
                () -> Backup.make(file, "schema", context.clock().instant()));
        while (!file.write("mend", sql -> {
            if (!capture.before(sql, new Captured())) {
                return false;
            }
            Unnoticed.run(sql, () -> {
                Rows rows = Rows.of(sql);
                Merge merge = Merge.into(sql, context);
                Outbox outbox = new Outbox(sql, context.node());
                for (Theirs theirs : all) {
                    for (Envelope ours : one(rows, merge, theirs)) {
                        if (unsent.add(ours.id().toString())) {
                            outbox.add(ours);
                        }
                    }
                }
            });
            return true;
        })) {
            capture.run();
        }
    }

    /** How rows and registers differ from what the server says of them, in the same order. */
    public static List<Difference> differences(Sql sql, NodeContext context, List<Theirs> all) throws SQLException {
        Rows rows = Rows.of(sql);
        List<Difference> differences = new ArrayList<>();
        for (Theirs theirs : all) {
            differences.add(Difference.of(rows, context, theirs));
        }
        return differences;
    }

    /** Answers what the server lacks. */
    private List<Envelope> one(Rows rows, Merge merge, Theirs theirs) throws SQLException {
        if (theirs.table().equals(Buckets.VERDICTS)) {
            return verdict(rows, merge, theirs);
        }
        Optional<RowKey> key = rows.states().key(theirs.table(), theirs.id()).or(theirs::key);
        return key.isEmpty() ? List.of() : row(rows, merge, key.get(), theirs);
    }

    private List<Envelope> row(Rows rows, Merge merge, RowKey key, Theirs theirs) throws SQLException {
        RowState state = rows.states().read(key);
        Optional<Facet> mine = Standing.facet(rows, state);
        Optional<Facet> others = theirs.facet();
        Optional<Facet> merged =
                others.map(other -> mine.map(other::merge).orElse(other)).or(() -> mine);
        List<Envelope> lacking = new ArrayList<>();
        if (merged.isPresent()) {
            Envelope event = Standing.content(context, key, merged.get());
            if (others.isPresent() && !merged.equals(mine)) {
                merge.apply(inPlaceOf(state.version(), event), context.now());
            }
            if (!merged.equals(others)) {
                lacking.add(event);
            }
        }
        Version removed = state.removed();
        Optional<Envelope> removal = theirs.removal();
        if (removal.isPresent()) {
            merge.apply(
                    new Envelope(
                            removal.get().id(),
                            removal.get().node(),
                            context.now(),
                            removal.get().event(),
                            removed != null
                                            && removed.eventId()
                                                    .equals(removal.get().id())
                                    ? removed.eventId()
                                    : null),
                    context.now());
        }
        if (removed != null
                && (removal.isEmpty() || removed.isAfter(Theirs.version(removal.get())))
                && !theirs.events().isEmpty()) {
            lacking.add(Standing.removal(context, key, removed));
        }
        return lacking;
    }

    private List<Envelope> verdict(Rows rows, Merge merge, Theirs theirs) throws SQLException {
        Optional<VerdictState> mine =
                rows.verdicts().between(theirs.id(), theirs.id()).stream().findFirst();
        Version version = mine.map(VerdictState::version).orElse(null);
        Optional<Envelope> other = theirs.assessment();
        Version there = other.map(Theirs::version).orElse(null);
        if (other.isPresent() && (version == null || there == null || !version.isAfter(there))) {
            merge.apply(inPlaceOf(version, other.get()), context.now());
            return List.of();
        }
        return mine.isEmpty() ? List.of() : List.of(Standing.verdict(context, mine.get(), there));
    }

    private Envelope inPlaceOf(@Nullable Version own, Envelope event) {
        UUID answers = own == null ? null : own.eventId();
        String node = event.node();
        return new Envelope(event.id(), node, context.now(), event.event(), answers);
    }

    static List<String> register(Envelope envelope) {
        return envelope.event() instanceof AssessmentEvent event
                ? List.of(event.productUrl(), event.reviewType().text())
                : ((RowEvent) envelope.event()).key().texts();
    }
}
