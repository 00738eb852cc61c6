package dev.tandem.service.stream;

import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.Version;
import dev.tandem.service.access.Reviewer;
import dev.tandem.service.assessment.Outcome;
import dev.tandem.service.assessment.PhoneVerdict;
import dev.tandem.service.assessment.VerdictRecorder;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.register.VerdictRegister;
import dev.tandem.stream.register.VerdictState;
import dev.tandem.stream.tap.Tap;
import dev.tandem.stream.tap.TapResult;
import dev.tandem.stream.tap.Taps;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records verdicts in the synced database: committed with their outbox entries first, the stream is told afterwards. */
public final class EngineVerdictRecorder implements VerdictRecorder {
    private final ServerDatabase database;
    private final Taps taps;
    private final Runnable somethingToSend;

    /** Records into that database; calls {@code somethingToSend} after each commit. */
    public EngineVerdictRecorder(ServerDatabase database, Runnable somethingToSend) {
        this.database = database;
        this.taps = new Taps(database.file(), database.context());
        this.somethingToSend = somethingToSend;
    }

    @Override
    public List<Outcome> record(List<PhoneVerdict> verdicts, Reviewer reviewer) {
        long arrival = database.context().now();
        List<Tap> given = database.file().read("read", sql -> taps(sql, verdicts, reviewer, arrival));
        List<TapResult> results = taps.record(given);
        somethingToSend.run();
        return results.stream().map(EngineVerdictRecorder::outcome).toList();
    }

    private static List<Tap> taps(Sql sql, List<PhoneVerdict> verdicts, Reviewer reviewer, long arrival)
            throws SQLException {
        VerdictRegister register = new VerdictRegister(sql);
        List<Tap> taps = new ArrayList<>();
        for (PhoneVerdict verdict : verdicts) {
            Instant assessedAt = verdict.assessedAt();
            ReviewType reviewType = verdict.decision().reviewType();
            taps.add(new Tap(
                    verdict.id(),
                    verdict.productUrl(),
                    verdict.decision(),
                    verdict.clothingType(),
                    verdict.notes(),
                    reviewer.name(),
                    assessedAt == null ? arrival : Timestamps.toMicros(assessedAt),
                    knownTo(reviewer, register.read(verdict.productUrl(), reviewType))));
        }
        return taps;
    }

    /** A reviewer who decides again knows of their own earlier verdict; of another's the phone may not have heard. */
    private static @Nullable Version knownTo(Reviewer reviewer, VerdictState stands) {
        Verdict verdict = stands.verdict();
        return verdict != null && reviewer.name().equals(verdict.reviewer()) ? stands.version() : null;
    }

    private static Outcome outcome(TapResult result) {
        return switch (result.status()) {
            case RECORDED -> Outcome.RECORDED;
            case DUPLICATE -> Outcome.DUPLICATE;
            case SUPERSEDED -> Outcome.SUPERSEDED;
            case UNKNOWN_PRODUCT -> Outcome.UNKNOWN_PRODUCT;
            case OTHER_CONTENT -> Outcome.ID_TAKEN;
            case REFUSED -> Outcome.REFUSED;
        };
    }
}
