package dev.tandem.service.assessment;

import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.Version;
import dev.tandem.service.access.Reviewer;
import dev.tandem.service.stream.ServerDatabase;
import dev.tandem.stream.register.VerdictState;
import dev.tandem.stream.tap.Tap;
import dev.tandem.stream.tap.TapResult;
import dev.tandem.stream.tap.Taps;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Records verdicts in the synced database: committed with their outbox entries first, the stream is told afterwards. */
public final class VerdictRecorder implements AutoCloseable {
    private final ServerDatabase database;
    private final Consumer<Outcome> told;
    private final VisibleSince visible;
    private final GroupCommit<Tap, TapResult> commits;

    /** Records into that database; calls {@code somethingToSend} after each commit, and tells what came of each verdict. */
    public VerdictRecorder(
            ServerDatabase database, Runnable somethingToSend, Consumer<Outcome> told, LongConsumer waited) {
        this.told = told;
        this.visible = new VisibleSince(database, waited);
        this.database = database;
        Taps taps = new Taps(database.file(), database.context(), VerdictRecorder::knownTo);
        this.commits = GroupCommit.start("tandem-verdicts", given -> {
            List<TapResult> results = taps.record(given);
            somethingToSend.run();
            return results;
        });
    }

    /**
     * Keeps verdicts. When it returns, each that was recorded is committed together with its outbox entry: nothing that
     * happens later loses it. Nothing waits for Kafka.
     *
     * @return one outcome for each verdict, in the same order
     */
    public List<Outcome> record(List<PhoneVerdict> verdicts, Reviewer reviewer) {
        Instant arrival = database.context().clock().instant();
        List<Tap> taps = verdicts.stream()
                .map(verdict -> tap(verdict, reviewer, arrival))
                .toList();
        List<TapResult> results = commits.commit(taps);
        List<Outcome> outcomes = IntStream.range(0, results.size())
                .mapToObj(i -> outcome(verdicts.get(i), results.get(i)))
                .toList();
        outcomes.forEach(told);
        List<PhoneVerdict> recorded = IntStream.range(0, outcomes.size())
                .filter(i -> outcomes.get(i).isRecorded())
                .mapToObj(verdicts::get)
                .toList();
        visible.measure(recorded, Timestamps.toMicros(arrival));
        return outcomes;
    }

    /** Lets what is under way be committed. */
    @Override
    public void close() {
        commits.close();
    }

    private static Tap tap(PhoneVerdict verdict, Reviewer reviewer, Instant arrival) {
        return new Tap(
                verdict.id(),
                verdict.productUrl(),
                verdict.decision(),
                verdict.clothingType(),
                verdict.notes(),
                reviewer.name(),
                Timestamps.toMicros(verdict.tapped(arrival)),
                null);
    }

    /** A reviewer who decides again knows of their own earlier verdict; of another's the phone may not have heard. */
    private static @Nullable Version knownTo(Tap tap, VerdictState stands) {
        Verdict verdict = stands.verdict();
        return verdict != null && tap.reviewer().equals(verdict.reviewer()) ? stands.version() : null;
    }

    private static Outcome outcome(PhoneVerdict verdict, TapResult result) {
        return switch (result.status()) {
            case RECORDED -> result.capped() ? Outcome.CAPPED : Outcome.RECORDED;
            case DUPLICATE -> Outcome.DUPLICATE;
            case SUPERSEDED -> Outcome.SUPERSEDED;
            case UNKNOWN_PRODUCT -> Outcome.UNKNOWN_PRODUCT;
            case NOT_ASKED ->
                verdict.decision().reviewType() == ReviewType.DUPLICATION ? Outcome.NOT_SUSPECTED : Outcome.NOT_ASKED;
            case OTHER_CONTENT -> Outcome.ID_TAKEN;
            case REFUSED -> Outcome.REFUSED;
        };
    }
}
