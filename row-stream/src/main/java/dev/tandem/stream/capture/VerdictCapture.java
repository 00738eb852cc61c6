package dev.tandem.stream.capture;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.verdict.Projection;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.merge.Forward;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.register.History;
import dev.tandem.stream.register.RowState;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.register.VerdictRegister;
import dev.tandem.stream.register.VerdictState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Notices verdicts that another program wrote. A verdict shows in two rows, the product's and the queue's; both are
 * looked at together, and both are written together, so that they never say different things.
 */
final class VerdictCapture {
    private final NodeContext context;
    private final Sql sql;
    private final Rows rows;
    private final Forward outbox;
    private final History history;
    private final Occasion occasion;
    private final ChangeClock clock;
    private final Captured captured;

    VerdictCapture(
            NodeContext context,
            Sql sql,
            Rows rows,
            Forward outbox,
            History history,
            Occasion occasion,
            ChangeClock clock,
            Captured captured) {
        this.context = context;
        this.sql = sql;
        this.rows = rows;
        this.outbox = outbox;
        this.history = history;
        this.occasion = occasion;
        this.clock = clock;
        this.captured = captured;
    }

    /** A verdict as a row shows it, and its own time. */
    private record Found(Verdict verdict, ChangeClock.Own time) {
        OptionalLong own() {
            return time.at();
        }
    }

    /** Looks at the verdict of a row; answers what stands in its register afterwards. */
    VerdictState look(RowKey key) throws SQLException {
        VerdictState stands = rows.verdictOf(key);
        Optional<ReviewType> type = reviewType(key);
        if (type.isEmpty()) {
            return stands;
        }
        List<RowKey> showing = new ArrayList<>();
        if (type.get() == ReviewType.MODESTY) {
            showing.add(RowKey.product(stands.productUrl()));
        }
        showing.add(RowKey.queued(stands.productUrl(), type.get().text()));

        List<Found> changed = new ArrayList<>();
        boolean emptied = false;
        boolean beneath = false;
        for (RowKey one : showing) {
            Optional<Columns> row = rows.read(one);
            if (row.isPresent() && differs(stands, one, row.get())) {
                Optional<Found> found = found(stands, one, row.get());
                found.ifPresent(changed::add);
                if (found.isEmpty()) {
                    RowState state = rows.states().read(one);
                    emptied |= state.shown();
                    beneath |= !state.shown();
                    keepWhatIsItsOwn(state, row.get());
                }
            }
        }
        if (!changed.isEmpty()) {
            stands = decide(stands, changed);
        } else if (emptied) {
            noteRestored(stands);
        }
        if (!changed.isEmpty() || emptied || beneath) {
            for (RowKey one : showing) {
                cover(one, stands);
            }
        }
        return stands;
    }

    /** In the transaction that restores it, so that it is known whatever happens to the report. */
    private void noteRestored(VerdictState stands) throws SQLException {
        Version version = Objects.requireNonNull(stands.version());
        history.note(context.now(), stands, version, History.Outcome.RESTORED);
        captured.restoredOne();
    }

    /** A row that is new here holds its own columns beneath the verdict that is about to cover them. */
    private void keepWhatIsItsOwn(RowState state, Columns row) throws SQLException {
        if (!state.shown()) {
            rows.states().write(state, state.staged(row.only(state.table().verdict())));
        }
    }

    private static Optional<ReviewType> reviewType(RowKey key) {
        if (key.table().equals(SyncTable.PRODUCTS.name())) {
            return Optional.of(ReviewType.MODESTY);
        }
        return key.table().equals(SyncTable.ASSESSMENT_QUEUE.name()) ? ReviewType.of(key.text(1)) : Optional.empty();
    }

    /** Whether a row shows something else than its register says; a row without a verdict in either does not. */
    private static boolean differs(VerdictState stands, RowKey key, Columns row) {
        SyncTable table = SyncTable.named(key.table());
        if (stands.verdict() == null) {
            return Projection.read(table, stands.reviewType().text(), row).isPresent();
        }
        Columns expected = stands.shownIn(table);
        return !row.only(expected.names()).equals(expected.only(row.names()));
    }

    private Optional<Found> found(VerdictState stands, RowKey key, Columns row) throws SQLException {
        SyncTable table = SyncTable.named(key.table());
        RowState state = rows.states().read(key);
        return Projection.read(table, stands.reviewType().text(), row).map(shown -> {
            String column = table.equals(SyncTable.PRODUCTS) ? "assessed_at" : "reviewed_at";
            ChangeClock.Own own = clock.read(key, column, shown.assessedAt());
            Verdict verdict = table.equals(SyncTable.PRODUCTS)
                    ? fromProduct(stands.verdict(), state, row, shown)
                    : fromQueueRow(stands.verdict(), shown);
            return new Found(verdict, own);
        });
    }

    /** What nobody set is left to the decision: a status that stayed what it was before the decision changed. */
    private static Verdict fromProduct(@Nullable Verdict before, RowState state, Columns row, Verdict shown) {
        String clothingType = before == null || before.clothingType() == null ? null : row.text("clothing_type");
        if (before != null && before.decision() == shown.decision()) {
            return new Verdict(
                    shown.decision(),
                    clothingType,
                    before.notes(),
                    before.reviewer(),
                    shown.assessedAt(),
                    shown.lifecycleStage(),
                    shown.assessmentStatus(),
                    shown.shopifyStatus());
        }
        Columns unset = before != null ? Projection.ofProduct(before) : state.stage();
        return new Verdict(
                shown.decision(),
                clothingType,
                null,
                null,
                shown.assessedAt(),
                moved(unset, "lifecycle_stage", shown.lifecycleStage()),
                moved(unset, "assessment_status", shown.assessmentStatus()),
                moved(unset, "shopify_status", shown.shopifyStatus()));
    }

    private static @Nullable String moved(Columns before, String column, @Nullable String now) {
        return now != null && now.equals(before.text(column)) ? null : now;
    }

    private static Verdict fromQueueRow(@Nullable Verdict before, Verdict shown) {
        Verdict amended = before != null && before.decision() == shown.decision() ? before : null;
        return new Verdict(
                shown.decision(),
                before == null ? null : before.clothingType(),
                shown.notes(),
                shown.reviewer(),
                shown.assessedAt(),
                amended == null ? null : amended.lifecycleStage(),
                amended == null ? null : amended.assessmentStatus(),
                amended == null ? null : amended.shopifyStatus());
    }

    /** Two rows may have been given different verdicts: the older one is a version too, upon which the newer one comes. */
    private VerdictState decide(VerdictState stood, List<Found> changed) throws SQLException {
        changed.sort((a, b) -> Long.compare(b.own().orElse(0), a.own().orElse(0)));
        Found first = changed.get(0);
        List<Found> others = changed.stream()
                .filter(other -> other.verdict().decision() != first.verdict().decision())
                .toList();
        VerdictState stands = others.isEmpty() ? stood : decide(stood, new ArrayList<>(others));
        Verdict verdict = first.verdict();
        for (Found other : changed.subList(1, changed.size())) {
            if (other.verdict().decision() == verdict.decision()) {
                verdict = completedFrom(verdict, other.verdict());
            }
        }
        Version before = stands.version();
        boolean amended = stands.verdict() != null && stands.verdict().decision() == verdict.decision();
        long at;
        if (amended && before != null && first.own().orElse(0) <= before.clock()) {
            // The same decision at the same time, with another status: it must not beat a verdict made since.
            at = before.clock() + 1;
        } else {
            at = clock.of(first.time(), before);
        }
        if (at > 0 && first.own().orElse(-1) != at && !amended) {
            verdict = assessedAt(verdict, Timestamps.formatNaive(at, context.zone()));
        }
        UUID id = context.ids().next();
        Version version = new Version(at, id);
        AssessmentRecorded recorded =
                new AssessmentRecorded(stands.productUrl(), at, first.time().caps(at), verdict.completed(), before);
        Envelope event = new Envelope(id, context.node().id(), context.now(), recorded);
        VerdictState now = new VerdictState(
                stands.productUrl(),
                stands.reviewType(),
                version,
                before,
                context.node().id(),
                recorded.given());
        rows.verdicts().write(stands, now);
        outbox.accept(event);
        long subject = VerdictRegister.id(stands.productUrl(), stands.reviewType());
        history.note(event.time(), subject, event, version, History.Outcome.CAPTURED, Columns.NONE, recorded.given());
        captured.decided();
        return now;
    }

    private static Verdict completedFrom(Verdict one, Verdict other) {
        return new Verdict(
                one.decision(),
                or(one.clothingType(), other.clothingType()),
                or(one.notes(), other.notes()),
                or(one.reviewer(), other.reviewer()),
                or(one.assessedAt(), other.assessedAt()),
                or(one.lifecycleStage(), other.lifecycleStage()),
                or(one.assessmentStatus(), other.assessmentStatus()),
                or(one.shopifyStatus(), other.shopifyStatus()));
    }

    private static @Nullable String or(@Nullable String one, @Nullable String other) {
        return one != null ? one : other;
    }

    private static Verdict assessedAt(Verdict verdict, String text) {
        return new Verdict(
                verdict.decision(),
                verdict.clothingType(),
                verdict.notes(),
                verdict.reviewer(),
                text,
                verdict.lifecycleStage(),
                verdict.assessmentStatus(),
                verdict.shopifyStatus());
    }

    /**
     * Writes the verdict over a row. One that had been removed is seen again if the verdict is newer than that, and a product
     * of which nothing but its verdict is known is seen, as it is on every node that merges the verdict. Adopting a file adds
     * no row: a verdict that only its queue row has makes the server list the product. Nor does a row come that a constraint of
     * this file forbids: the verdict stands without it.
     */
    private void cover(RowKey key, VerdictState stands) throws SQLException {
        Optional<Columns> row = rows.read(key);
        if (row.isPresent()) {
            rows.cover(key, row.get(), stands.shownIn(SyncTable.named(key.table())));
            return;
        }
        RowState state = rows.states().read(key);
        boolean mayAdd = state.removed() != null || occasion == Occasion.WATCHING;
        if (mayAdd && !state.shown() && state.isVisible(stands)) {
            var unused = sql.attempt(() -> rows.states().write(state, rows.place(state, row, state.hidden(), stands)));
        }
    }
}
