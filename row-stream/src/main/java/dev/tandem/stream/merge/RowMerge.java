package dev.tandem.stream.merge;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.ContentHash;
import dev.tandem.schema.row.Facet;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.UserTable;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.register.History;
import dev.tandem.stream.register.History.Outcome;
import dev.tandem.stream.register.RowState;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.register.VerdictState;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Merges a row's content and existence. */
final class RowMerge {
    private final NodeContext context;
    private final Rows rows;
    private final History history;
    private final Outbox outbox;
    private final Forward forward;
    private final boolean takesTheServers;

    RowMerge(NodeContext context, Sql sql, Rows rows, Forward forward) {
        this.context = context;
        this.rows = rows;
        this.history = new History(sql);
        this.outbox = new Outbox(sql, context.node());
        this.forward = forward;
        this.takesTheServers = context.node().role() == Role.LAPTOP;
    }

    MergeResult apply(Envelope envelope, RowEvent event) throws SQLException {
        Outcome outcome = event instanceof RowEvent.Content content
                ? content(envelope, content)
                : removal(envelope, (RowEvent.Removal) event);
        return new MergeResult(event, outcome);
    }

    private Outcome content(Envelope envelope, RowEvent.Content event) throws SQLException {
        RowState state = rows.states().read(event.key());
        boolean sameRow = state.version() == null && event.key().isOrigin() && takesOrigin(event);
        Optional<Columns> row = rows.read(event.key());
        VerdictState verdict = rows.verdictOf(event.key());
        Columns content = contentOf(state, row, verdict);
        Facet incoming = event.facet(envelope.id());
        Optional<Facet> mine = state.facet(content);
        boolean gaveWay = mine.isPresent() && givesWay(event.key(), mine.get(), incoming);
        if (mine.isPresent() && !gaveWay && !isForMine(envelope, mine.get(), incoming)) {
            if (!mine.get().isSupersededBy(incoming)) {
                Outcome outcome = passed(envelope, event, mine.get().version());
                Version stands = mine.get().version();
                answer(
                        envelope,
                        event,
                        outcome,
                        stands,
                        RowEvent.content(event.key(), stands.clock(), false, mine.get()));
                return outcome;
            }
            incoming = mine.get().merge(incoming);
        }
        Columns merged = content.overlaidBy(incoming.columns());
        RowState placed = rows.place(state.holding(incoming), row, merged, verdict);
        rows.states().write(state, placed);
        Columns before = row.isEmpty()
                ? Columns.NONE
                : before(placed, row.get(), merged.overlaidBy(verdict.shownIn(state.table())));
        Outcome outcome = gaveWay || sameRow ? Outcome.CONFIRMED : Outcome.APPLIED;
        note(envelope, event, event.version(envelope.id()), outcome, before);
        handOn(envelope, event.key(), incoming, event.capped());
        if (takesTheServers
                && placed.shown()
                && !state.shown()
                && !incoming.older().isEmpty()) {
            handOnAgain(placed, merged);
        }
        return outcome;
    }

    /**
     * Content that was found when this file was adopted, and that the stream has already: its event is taken out of the
     * outbox, and the stream's version stands in its place.
     */
    private boolean givesWay(RowKey key, Facet mine, Facet incoming) throws SQLException {
        UUID found = mine.version().eventId();
        boolean same = !mine.version().equals(incoming.version())
                && ContentHash.of(incoming.columns().only(mine.columns().names())) == ContentHash.of(mine.columns());
        if (!same || !outbox.giveWay(found)) {
            return false;
        }
        history.forget(key.id(), found);
        return true;
    }

    /**
     * A row without a key that was found when this file was adopted, and that the stream has under another origin: two
     * files that were copies of each other must not end with each row twice. It takes that origin.
     */
    private boolean takesOrigin(RowEvent.Content event) throws SQLException {
        Optional<UserTable> table = rows.table(event.key().table());
        if (table.isEmpty()) {
            return false;
        }
        long hash = ContentHash.of(event.columns());
        for (RowKey candidate : table.get().origins().firstSeenWith(hash)) {
            RowState state = rows.states().read(candidate);
            Version version = state.version();
            if (version != null && state.hash() == hash && outbox.giveWay(version.eventId())) {
                history.forget(candidate.id(), version.eventId());
                rows.states().remove(state);
                table.get().origins().rename(candidate, event.key());
                return true;
            }
        }
        return false;
    }

    private Outcome removal(Envelope envelope, RowEvent.Removal event) throws SQLException {
        RowState state = rows.states().read(event.key());
        Version version = event.version(envelope.id());
        Version removed = state.removed();
        boolean mine = takesTheServers
                && removed != null
                && (removed.eventId().equals(version.eventId()) || envelope.isAnswerTo(removed.eventId()));
        if (removed != null && !version.isAfter(removed) && (!mine || removed.equals(version))) {
            Outcome outcome = passed(envelope, event, removed);
            answer(envelope, event, outcome, removed, RowEvent.removal(event.key(), removed.clock(), false));
            return outcome;
        }
        Optional<Columns> row = rows.read(event.key());
        VerdictState verdict = rows.verdictOf(event.key());
        RowState with = mine ? state.removedExactlyAt(version) : state.removedAt(version);
        Columns content = contentOf(state, row, verdict);
        RowState placed = rows.place(with, row, content, verdict);
        rows.states().write(state, placed);
        // A row with something newer than its removal stays; the removal is known all the same.
        Outcome outcome = placed.shown() ? Outcome.SUPERSEDED : Outcome.APPLIED;
        note(envelope, event, version, outcome, placed.shown() ? Columns.NONE : row.orElse(Columns.NONE));
        forward.accept(new Envelope(envelope.id(), envelope.node(), envelope.time(), event));
        if (placed.shown()) {
            handOnAgain(placed, content);
        }
        return outcome;
    }

    /**
     * A row is seen again. The node whose program deleted it has lost its content with it, be that the server or a laptop:
     * every node that still has the content hands it on once more, under its id and version. So it does if only some
     * columns are older than that, because the row's new writer did not carry them.
     */
    void handOnAgain(RowState state, Columns content) throws SQLException {
        Optional<Facet> facet = state.facet(content);
        if (facet.isPresent()) {
            Version version = facet.get().version();
            outbox.add(new Envelope(
                    version.eventId(),
                    context.node().id(),
                    context.now(),
                    RowEvent.content(state.key(), version.clock(), false, facet.get())));
        }
    }

    /** Not newer than what stands: a repetition, this node's own event come back, or superseded. */
    private Outcome passed(Envelope envelope, RowEvent event, Version stands) throws SQLException {
        Version version = event.version(envelope.id());
        if (stands.eventId().equals(version.eventId())
                || (takesTheServers && envelope.node().equals(context.node().id()))) {
            return Outcome.CONFIRMED;
        }
        note(envelope, event, version, Outcome.SUPERSEDED, Columns.NONE);
        return Outcome.SUPERSEDED;
    }

    /** What a row holds of its own as it was carried, seen or hidden. */
    static Columns contentOf(RowState state, Optional<Columns> row, VerdictState verdict) {
        return row.map(r -> state.carriedContent(
                        state.content(r, verdict.shownIn(state.table()).names())))
                .orElse(state.hidden());
    }

    /** The server's version of an event that is this laptop's own, its clock perhaps capped, or its answer to it. */
    private boolean isForMine(Envelope envelope, Facet mine, Facet incoming) {
        UUID own = mine.version().eventId();
        boolean other =
                own.equals(incoming.version().eventId()) && !mine.version().equals(incoming.version());
        return takesTheServers && (other || envelope.isAnswerTo(own));
    }

    /** A laptop's event was capped and lost: on the laptop, whose clock still says otherwise, it must lose as well. */
    private void answer(Envelope to, RowEvent event, Outcome outcome, Version version, RowEvent stands)
            throws SQLException {
        if (event.capped() && outcome == Outcome.SUPERSEDED) {
            forward.accept(new Envelope(version.eventId(), context.node().id(), context.now(), stands, to.id()));
        }
    }

    /** Hands on the whole facet under the id and the version of its last writer. */
    private void handOn(Envelope envelope, RowKey key, Facet facet, boolean capped) throws SQLException {
        UUID id = facet.version().eventId();
        // A capped event of which only columns are new has lost as well, and its laptop has to learn of that.
        boolean lost = capped && !id.equals(envelope.id());
        forward.accept(new Envelope(
                id,
                id.equals(envelope.id()) ? envelope.node() : context.node().id(),
                envelope.time(),
                RowEvent.content(key, facet.version().clock(), capped && !lost, facet),
                lost ? envelope.id() : null));
    }

    private void note(Envelope envelope, RowEvent event, Version version, Outcome outcome, Columns before)
            throws SQLException {
        history.note(context.now(), event.key().id(), envelope, version, outcome, before);
    }

    /** What has changed in the user's row, as it was: a carried text may be the number that stands there already. */
    private Columns before(RowState placed, Columns row, Columns desired) throws SQLException {
        Columns changed = changed(row, desired);
        return placed.rewritten().names().stream().noneMatch(changed::has)
                ? changed
                : changed(row, rows.read(placed.key()).orElse(Columns.NONE));
    }

    /** The columns in which a row is to become another, as they are. */
    static Columns changed(Columns row, Columns desired) {
        Columns.Builder changed = Columns.builder();
        for (String name : row.names()) {
            if (desired.has(name) && !Columns.same(row.get(name), desired.get(name))) {
                changed.put(name, row.get(name));
            }
        }
        return changed.build();
    }
}
