package dev.tandem.stream.tap;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.capture.Unnoticed;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.merge.Merge;
import dev.tandem.stream.merge.MergeResult;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.register.History.Outcome;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.register.VerdictState;
import dev.tandem.stream.tap.TapResult.Status;
import dev.tandem.stream.trail.Trail;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records taps on the server. When {@link #record} returns, each verdict is committed together with its outbox entry:
 * nothing that happens later loses it.
 */
public final class Taps {
    private static final String SUPERSEDED = Status.SUPERSEDED.name().toLowerCase(Locale.ROOT);
    private static final String NEWER = "another verdict on this product is newer";

    private final SyncedFile file;
    private final NodeContext context;
    private final Knowledge knowledge;
    private final Capture capture;

    /** Tells which version the person who tapped knew, of the one that stands. */
    @FunctionalInterface
    public interface Knowledge {
        /** The version that the tap is based on; null where the person saw none. */
        @Nullable
        Version of(Tap tap, VerdictState stands);
    }

    /** Into this server's file; each tap says itself what it is based on. */
    public Taps(SyncedFile file, NodeContext context) {
        this(file, context, (tap, stands) -> tap.basedOn());
    }

    /** Into this server's file. */
    public Taps(SyncedFile file, NodeContext context, Knowledge knowledge) {
        this.file = file;
        this.context = context;
        this.knowledge = knowledge;
        this.capture = new Capture(file, context);
    }

    /** Records taps in one transaction; the results are in their order. */
    public List<TapResult> record(List<Tap> taps) {
        while (true) {
            List<TapResult> results = new ArrayList<>();
            boolean done = file.write("record verdicts in", sql -> {
                if (!capture.before(sql, new Captured())) {
                    return false;
                }
                Unnoticed.run(sql, () -> results.addAll(all(sql, taps)));
                return true;
            });
            if (done) {
                leaveTrail(taps, results);
                return results;
            }
            capture.run();
        }
    }

    private static void leaveTrail(List<Tap> taps, List<TapResult> results) {
        for (int i = 0; Trail.isKept() && i < taps.size(); i++) {
            Trail.tap(taps.get(i).id().toString(), results.get(i).status());
        }
    }

    /** Together, as that is the quicker way; each alone if one of them breaks a constraint. */
    private List<TapResult> all(Sql sql, List<Tap> taps) throws SQLException {
        List<TapResult> results = new ArrayList<>();
        if (taps.size() > 1 && sql.attempt(() -> add(results, sql, taps)).isEmpty()) {
            return results;
        }
        results.clear();
        Merge merge = Merge.into(sql, context);
        for (Tap tap : taps) {
            results.add(alone(sql, merge, tap));
        }
        return results;
    }

    private void add(List<TapResult> results, Sql sql, List<Tap> taps) throws SQLException {
        Merge merge = Merge.into(sql, context);
        merge.rows().expect(assessed(taps));
        for (Tap tap : taps) {
            results.add(one(sql, merge, tap));
        }
    }

    private static Map<ReviewType, Set<String>> assessed(List<Tap> taps) {
        Map<ReviewType, Set<String>> assessed = new EnumMap<>(ReviewType.class);
        for (Tap tap : taps) {
            assessed.computeIfAbsent(tap.decision().reviewType(), type -> new LinkedHashSet<>())
                    .add(tap.productUrl());
        }
        return assessed;
    }

    /** A tap that breaks a constraint of the database takes no other with it. */
    private TapResult alone(Sql sql, Merge merge, Tap tap) throws SQLException {
        List<TapResult> result = new ArrayList<>();
        Optional<SQLException> broken = sql.attempt(() -> result.add(one(sql, merge, tap)));
        return broken.isEmpty()
                ? result.get(0)
                : new TapResult(
                        Status.REFUSED,
                        "the database refuses it: " + broken.get().getMessage());
    }

    /** Who did not hear the first answer has to hear that the verdict lost. */
    private static TapResult again(Tap tap, long content, String status) {
        if (content != tap.contentHash()) {
            return new TapResult(Status.OTHER_CONTENT, "this id was given before with another content");
        }
        return status.equals(SUPERSEDED)
                ? new TapResult(Status.SUPERSEDED, NEWER)
                : new TapResult(Status.DUPLICATE, null);
    }

    private TapResult one(Sql sql, Merge merge, Tap tap) throws SQLException {
        Rows rows = merge.rows();
        Optional<TapResult> before = sql.first(
                "SELECT content, status FROM tandem_tap WHERE id = ?",
                row -> again(tap, row.getLong(1), row.getString(2)),
                tap.id().toString());
        if (before.isPresent()) {
            return before.get();
        }
        if (!isAsked(rows, tap)) {
            return isKnown(rows, tap)
                    ? new TapResult(
                            Status.NOT_ASKED,
                            "nobody asked for a " + tap.decision().reviewType().text() + " review of "
                                    + tap.productUrl())
                    : new TapResult(Status.UNKNOWN_PRODUCT, "there is no product " + tap.productUrl());
        }
        long now = context.now();
        long clock = context.capped(tap.assessedAt(), now);
        Verdict verdict = Verdict.of(
                tap.decision(),
                tap.clothingType(),
                tap.notes(),
                tap.reviewer(),
                Timestamps.formatNaive(clock, context.zone()));
        Version basedOn = knowledge.of(
                tap, rows.verdicts().read(tap.productUrl(), tap.decision().reviewType()));
        boolean capped = context.isAhead(tap.assessedAt(), now);
        AssessmentRecorded recorded = new AssessmentRecorded(tap.productUrl(), clock, capped, verdict, basedOn);
        Envelope event = new Envelope(tap.id(), context.node().id(), now, recorded);
        MergeResult result = merge.apply(event, now);
        Status status = result.outcome() == Outcome.APPLIED ? Status.RECORDED : Status.SUPERSEDED;
        sql.update(
                "INSERT INTO tandem_tap (id, content, status, at) VALUES (?, ?, ?, ?)",
                tap.id().toString(),
                tap.contentHash(),
                status.name().toLowerCase(Locale.ROOT),
                now);
        return status == Status.RECORDED ? new TapResult(status, null, capped) : new TapResult(status, NEWER);
    }

    /**
     * A product that has a row may be assessed whenever it is known; that it is a duplicate, and of which other product, can
     * only be said where it is suspected. A review that was settled or withdrawn meanwhile was asked for all the same: a
     * phone that had no connection does not know.
     */
    private static boolean isAsked(Rows rows, Tap tap) throws SQLException {
        ReviewType type = tap.decision().reviewType();
        RowKey review = RowKey.queued(tap.productUrl(), type.text());
        if (rows.covered(review).isPresent()) {
            return true;
        }
        boolean wasAsked = type == ReviewType.MODESTY
                || rows.states().find(review).isPresent()
                || rows.verdicts().read(tap.productUrl(), type).version() != null;
        return wasAsked && rows.covered(RowKey.product(tap.productUrl())).isPresent();
    }

    /** Whether it has a row, or waits for a review of any type. */
    private static boolean isKnown(Rows rows, Tap tap) throws SQLException {
        boolean known = rows.read(RowKey.product(tap.productUrl())).isPresent();
        for (ReviewType type : ReviewType.values()) {
            known = known
                    || rows.read(RowKey.queued(tap.productUrl(), type.text())).isPresent();
        }
        return known;
    }
}
