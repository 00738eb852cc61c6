package dev.tandem.stream.merge;

import dev.tandem.schema.event.AssessmentEvent;
import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.AssessmentEvent.AssessmentRetracted;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.conflict.Conflict;
import dev.tandem.stream.conflict.Conflicts;
import dev.tandem.stream.conflict.Settlement;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.register.History;
import dev.tandem.stream.register.History.Outcome;
import dev.tandem.stream.register.RowState;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.register.VerdictRegister;
import dev.tandem.stream.register.VerdictState;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Merges verdicts: the register, and the two rows in which it shows. */
final class VerdictMerge {
    private final NodeContext context;
    private final Rows rows;
    private final RowMerge rowMerge;
    private final History history;
    private final Conflicts conflicts;
    private final Outbox outbox;
    private final Forward forward;
    private final Capping capping;

    VerdictMerge(NodeContext context, Sql sql, Rows rows, RowMerge rowMerge, Capping capping, Forward forward) {
        this.context = context;
        this.capping = capping;
        this.rows = rows;
        this.rowMerge = rowMerge;
        this.history = new History(sql);
        this.conflicts = new Conflicts(sql);
        this.outbox = new Outbox(sql, context.node());
        this.forward = forward;
    }

    /** @param arrival microseconds UTC: when the record was appended, or the tap arrived */
    MergeResult apply(Envelope envelope, AssessmentEvent given, long arrival) throws SQLException {
        VerdictState stands = rows.verdicts().read(given.productUrl(), given.reviewType());
        AssessmentEvent event = agreed(given, stands).orElse(capping.of(envelope, given, arrival));
        Version version = event.version(envelope.id());
        Verdict verdict = event.verdict().map(Verdict::completed).orElse(null);
        VerdictState comes = stands.holding(version, event.basedOn(), envelope.node(), verdict);
        Optional<Conflict> conflict = conflicts.note(context.now(), context.policy(), stands, comes);
        settle(envelope, event);
        noteRefused(envelope, event);
        boolean gaveWay = givesWay(stands, comes);
        Outcome outcome = gaveWay ? Outcome.CONFIRMED : outcome(envelope, stands, comes, event);
        int news = (conflict.isPresent() ? 1 : 0)
                + (gaveWay ? metAgain(stands, comes) : 0)
                - cameToNothing(event, outcome);
        boolean ownComeBack = context.node().role() == Role.LAPTOP
                && envelope.node().equals(context.node().id());
        if (!gaveWay && (outcome == Outcome.CONFIRMED || (outcome == Outcome.SUPERSEDED && ownComeBack))) {
            return new MergeResult(event, Outcome.CONFIRMED, news);
        }
        if (outcome == Outcome.SUPERSEDED) {
            note(envelope, comes, outcome, Columns.NONE);
            if (event.capped() || event instanceof AssessmentRetracted) {
                answer(envelope, stands);
            }
        } else {
            stand(envelope, event, outcome, stands, comes);
        }
        boolean reissued = conflict.isPresent() && actByPolicy(conflict.get());
        boolean standsAfterAll = reissued && outcome == Outcome.SUPERSEDED;
        return new MergeResult(event, standsAfterAll ? Outcome.APPLIED : outcome, news);
    }

    /** A verdict comes to stand: in its register, and in the rows in which it shows. */
    private void stand(
            Envelope envelope, AssessmentEvent event, Outcome outcome, VerdictState stands, VerdictState comes)
            throws SQLException {
        rows.verdicts().write(stands, comes);
        Columns before = Columns.NONE;
        if (event.reviewType() == ReviewType.MODESTY) {
            before = show(RowKey.product(event.productUrl()), stands, comes);
        }
        show(RowKey.queued(event.productUrl(), event.reviewType().text()), stands, comes);
        note(envelope, comes, outcome, before);
        AssessmentEvent whole = event instanceof AssessmentRecorded recorded ? recorded.completed() : event;
        forward.accept(new Envelope(envelope.id(), envelope.node(), envelope.time(), whole));
    }

    /**
     * What is done about a verdict, on another node perhaps, is a request until the server agrees to it: what it names must
     * still stand. The server gives it a version above that, wherever clocks are, and knows what stands again once a verdict
     * is taken back.
     */
    private Optional<AssessmentEvent> agreed(AssessmentEvent event, VerdictState stands) throws SQLException {
        if (context.node().role() != Role.SERVER) {
            return Optional.empty();
        }
        if (event instanceof AssessmentRetracted retracted && retracted.target().equals(stands.version())) {
            Version target = retracted.target();
            Verdict restored = Restoration.withoutWhatStands(history.about(stands.id()), event.reviewType())
                    .orElse(retracted.restored());
            return Optional.of(new AssessmentRetracted(
                    event.productUrl(), event.reviewType(), target.clockOfAct(), false, target, restored));
        }
        if (event instanceof AssessmentRecorded recorded
                && recorded.settles() != null
                && recorded.basedOn() != null
                && recorded.basedOn().equals(stands.version())) {
            return Optional.of(new AssessmentRecorded(
                    event.productUrl(),
                    recorded.basedOn().clockOfAct(),
                    false,
                    recorded.given(),
                    recorded.basedOn(),
                    recorded.settles()));
        }
        return Optional.empty();
    }

    private void settle(Envelope envelope, AssessmentEvent event) throws SQLException {
        if (event instanceof AssessmentRecorded recorded && recorded.settles() != null) {
            conflicts.settle(recorded.settles(), context.now(), envelope.id());
        }
    }

    /** What the server's policy makes of a conflict: an event like any other. */
    private boolean actByPolicy(Conflict conflict) throws SQLException {
        Optional<Envelope> act = Settlement.byPolicy(context, conflict);
        if (act.isPresent()) {
            apply(act.get(), (AssessmentRecorded) act.get().event(), context.now());
        }
        return act.isPresent();
    }

    /** A verdict that was found when this file was adopted, and that the stream has already, whole, as {@link RowMerge} has it. */
    private boolean givesWay(VerdictState stands, VerdictState comes) throws SQLException {
        Version found = stands.version();
        Verdict verdict = stands.verdict();
        Verdict theirs = comes.verdict();
        if (found == null
                || verdict == null
                || theirs == null
                || found.equals(comes.version())
                || !verdict.saysNoMoreThan(theirs)
                || !outbox.giveWay(found.eventId())) {
            return false;
        }
        history.forget(stands.id(), found.eventId());
        return true;
    }

    /**
     * What the found verdict met was the stream's own past, which the stream's own verdict may have known.
     *
     * @return how many more conflicts there are
     */
    private int metAgain(VerdictState found, VerdictState comes) throws SQLException {
        Version version = Objects.requireNonNull(found.version());
        int more = 0;
        for (VerdictState met : conflicts.forget(found, version.eventId())) {
            more += conflicts.note(context.now(), context.policy(), met, comes).isPresent() ? 0 : -1;
        }
        return more;
    }

    /** Nobody is in conflict with what was taken back, once the server has agreed to that; how many come to nothing. */
    private int cameToNothing(AssessmentEvent event, Outcome outcome) throws SQLException {
        boolean agreed = context.node().role() == Role.LAPTOP || outcome == Outcome.APPLIED;
        return event instanceof AssessmentRetracted retracted && agreed
                ? conflicts.takenBack(
                        context.now(), event.productUrl(), retracted.target().eventId())
                : 0;
    }

    private Outcome outcome(Envelope envelope, VerdictState stands, VerdictState comes, AssessmentEvent event) {
        Version mine = stands.version();
        Version theirs = Objects.requireNonNull(comes.version());
        boolean server = context.node().role() == Role.SERVER;
        if (server && mine != null && theirs.eventId().equals(mine.eventId())) {
            return Outcome.CONFIRMED;
        }
        if (server
                && event instanceof AssessmentRetracted retracted
                && !retracted.target().equals(mine)) {
            return Outcome.SUPERSEDED;
        }
        if (mine == null || theirs.isAfter(mine)) {
            return Outcome.APPLIED;
        }
        if (!server && envelope.isAnswerTo(mine.eventId())) {
            return Outcome.APPLIED;
        }
        if (!theirs.eventId().equals(mine.eventId())) {
            return Outcome.SUPERSEDED;
        }
        // A laptop takes its own event as the server has it, perhaps with a capped clock.
        boolean same = theirs.equals(mine) && Objects.equals(stands.verdict(), comes.verdict());
        return same ? Outcome.CONFIRMED : Outcome.APPLIED;
    }

    /** Lets a row show what stands in its register; answers the prior image of what changed. */
    private Columns show(RowKey key, VerdictState stood, VerdictState stands) throws SQLException {
        SyncTable table = SyncTable.named(key.table());
        Columns shown = stands.shownIn(table);
        boolean coversAsMuch = shown.names().containsAll(stood.shownIn(table).names());
        Optional<Columns> covered = rows.covered(key);
        if (covered.isPresent() && coversAsMuch && stands.isSeenLike(stood)) {
            return rows.cover(key, covered.get(), shown);
        }
        Optional<Columns> row = covered.isPresent() ? rows.read(key) : Optional.empty();
        RowState state = rows.states().read(key);
        if (row.isEmpty() && state.isOnlyDecided()) {
            return Columns.NONE;
        }
        if (row.isPresent() && coversAsMuch && state.isVisible(stands)) {
            return rows.cover(key, row.get(), shown);
        }
        Columns.Builder uncovered = Columns.builder();
        stood.shownIn(table).names().forEach(name -> uncovered.put(name, null));
        Columns content = uncovered.build().overlaidBy(RowMerge.contentOf(state, row, stood));
        RowState placed = rows.place(state, row, content, stands);
        if (placed.shown() || state.version() != null) {
            rows.states().write(state, placed);
        }
        if (placed.shown() && !state.shown() && placed.version() != null) {
            rowMerge.handOnAgain(placed, content);
        }
        return row.isEmpty() ? Columns.NONE : prior(key, row.get(), placed);
    }

    /** The prior image of what changed; of a row that is gone, all of it. */
    private Columns prior(RowKey key, Columns row, RowState placed) throws SQLException {
        return placed.shown() ? RowMerge.changed(row, rows.read(key).orElse(Columns.NONE)) : row;
    }

    /** The server answers a retraction that was asked for here with something else that stands. */
    private void noteRefused(Envelope answer, AssessmentEvent stands) throws SQLException {
        UUID asked = answer.answers();
        long subject = VerdictRegister.id(stands.productUrl(), stands.reviewType());
        if (asked != null && history.isAsked(subject, asked)) {
            history.noteRefused(context.now(), subject, asked);
        }
    }

    /**
     * A laptop's verdict was capped and lost: on the laptop, whose clock still says otherwise, it must lose as well. Or it
     * asked for a retraction of what stands no more: what stands is the answer.
     */
    private void answer(Envelope to, VerdictState stands) throws SQLException {
        Version version = stands.version();
        if (version != null) {
            Verdict verdict = stands.verdict();
            AssessmentEvent event = verdict == null
                    ? new AssessmentRetracted(
                            stands.productUrl(), stands.reviewType(), version.clock(), false, version, null)
                    : new AssessmentRecorded(stands.productUrl(), version.clock(), false, verdict, stands.basedOn());
            forward.accept(new Envelope(version.eventId(), stands.node(), context.now(), event, to.id()));
        }
    }

    private void note(Envelope envelope, VerdictState comes, Outcome outcome, Columns before) throws SQLException {
        Version version = Objects.requireNonNull(comes.version());
        history.note(context.now(), comes.id(), envelope, version, outcome, before, comes.verdict());
    }
}
