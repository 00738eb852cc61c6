package dev.tandem.service.stream;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.Version;
import dev.tandem.service.access.Reviewer;
import dev.tandem.service.assessment.Outcome;
import dev.tandem.service.assessment.PhoneVerdict;
import dev.tandem.service.assessment.VerdictRecorder;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.capture.Unnoticed;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.merge.Merge;
import dev.tandem.stream.merge.MergeResult;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.register.RowState;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.register.VerdictState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Merges verdicts into the synced database. Rows, outbox entries and the ids of the taps are committed in one
 * transaction; the stream is told afterwards.
 */
public final class EngineVerdictRecorder implements VerdictRecorder {
    private final SyncedFile file;
    private final NodeContext context;
    private final Capture capture;
    private final Runnable somethingToSend;

    /** Records into that database; calls {@code somethingToSend} after each commit. */
    public EngineVerdictRecorder(ServerDatabase database, Runnable somethingToSend) {
        this.file = database.file();
        this.context = database.context();
        this.capture = new Capture(file, context);
        this.somethingToSend = somethingToSend;
    }

    @Override
    public List<Outcome> record(List<PhoneVerdict> verdicts, Reviewer reviewer) {
        long arrival = context.now();
        while (true) {
            Optional<List<Outcome>> outcomes =
                    file.write("record verdicts in", sql -> tryAll(sql, verdicts, reviewer, arrival));
            if (outcomes.isPresent()) {
                somethingToSend.run();
                return outcomes.get();
            }
            capture.run();
        }
    }

    /** Empty if another program has changed so many rows that they are better captured in transactions of their own. */
    private Optional<List<Outcome>> tryAll(Sql sql, List<PhoneVerdict> verdicts, Reviewer reviewer, long arrival)
            throws SQLException {
        if (!capture.before(sql, new Captured())) {
            return Optional.empty();
        }
        List<Outcome> outcomes = new ArrayList<>();
        Unnoticed.run(sql, () -> {
            Recording recording =
                    new Recording(Rows.of(sql), new Taps(sql), Merge.into(sql, context), reviewer, arrival);
            for (PhoneVerdict verdict : verdicts) {
                outcomes.add(recording.record(verdict));
            }
        });
        return Optional.of(outcomes);
    }

    private final class Recording {
        private final Rows rows;
        private final Taps taps;
        private final Merge merge;
        private final Reviewer reviewer;
        private final long arrival;

        Recording(Rows rows, Taps taps, Merge merge, Reviewer reviewer, long arrival) {
            this.rows = rows;
            this.taps = taps;
            this.merge = merge;
            this.reviewer = reviewer;
            this.arrival = arrival;
        }

        Outcome record(PhoneVerdict verdict) throws SQLException {
            Optional<Outcome> known = taps.known(verdict);
            if (known.isPresent()) {
                return known.get();
            }
            if (!isKnown(verdict.productUrl())) {
                return Outcome.UNKNOWN_PRODUCT;
            }
            Outcome outcome = outcome(merge.apply(envelope(verdict), arrival), verdict);
            taps.keep(verdict, outcome, arrival);
            return outcome;
        }

        private boolean isKnown(String url) throws SQLException {
            if (isKnown(RowKey.product(url))) {
                return true;
            }
            for (ReviewType type : ReviewType.values()) {
                if (isKnown(RowKey.queued(url, type.text()))) {
                    return true;
                }
            }
            return false;
        }

        /** A row that has been removed meanwhile is known too: a verdict newer than the removal brings it back. */
        private boolean isKnown(RowKey key) throws SQLException {
            RowState state = rows.states().read(key);
            return state.version() != null
                    || state.removed() != null
                    || rows.read(key).isPresent();
        }

        private Envelope envelope(PhoneVerdict verdict) throws SQLException {
            Instant tapped = verdict.assessedAt();
            long given = tapped == null ? arrival : Timestamps.toMicros(tapped);
            long clock = context.capped(given, arrival);
            Verdict decided = Verdict.of(
                    verdict.decision(),
                    verdict.clothingType(),
                    verdict.notes(),
                    reviewer.name(),
                    Timestamps.formatNaive(clock, context.zone()));
            AssessmentRecorded event = new AssessmentRecorded(
                    verdict.productUrl(),
                    clock,
                    context.isAhead(given, arrival),
                    decided,
                    ownEarlierVerdict(verdict, clock));
            return new Envelope(verdict.id(), context.node().id(), arrival, event);
        }

        /** A reviewer who decides again knows of their own earlier verdict; of others' a phone may not know. */
        private @Nullable Version ownEarlierVerdict(PhoneVerdict verdict, long clock) throws SQLException {
            VerdictState stands = standing(verdict);
            Version version = stands.version();
            Verdict earlier = stands.verdict();
            boolean own = version != null
                    && earlier != null
                    && reviewer.name().equals(earlier.reviewer())
                    && version.clock() <= clock;
            return own ? version : null;
        }

        private Outcome outcome(MergeResult result, PhoneVerdict verdict) throws SQLException {
            return switch (result.outcome()) {
                case APPLIED, CAPTURED -> Outcome.RECORDED;
                case SUPERSEDED -> Outcome.SUPERSEDED;
                // The engine confirms an event of this node's own, be it that it stands or that a later one does.
                case CONFIRMED -> stands(verdict) ? Outcome.DUPLICATE : Outcome.SUPERSEDED;
            };
        }

        private boolean stands(PhoneVerdict verdict) throws SQLException {
            Version version = standing(verdict).version();
            return version != null && version.eventId().equals(verdict.id());
        }

        private VerdictState standing(PhoneVerdict verdict) throws SQLException {
            return rows.verdicts().read(verdict.productUrl(), verdict.decision().reviewType());
        }
    }
}
