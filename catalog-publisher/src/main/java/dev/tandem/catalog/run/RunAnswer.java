package dev.tandem.catalog.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tandem.catalog.feed.Reject;
import dev.tandem.catalog.feed.Warning;
import dev.tandem.catalog.record.RunRequest;
import dev.tandem.catalog.record.Tally;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code catalog run --json} answers: a written contract. A dry run has no id and sends nothing,
 * and neither has a feed that has not changed.
 */
public record RunAnswer(
        @Nullable String runId,
        String retailer,
        String category,
        boolean dryRun,
        boolean unchanged,
        int scanned,
        int existing,
        int changed,
        @JsonProperty("new") int added,
        int suspectedDuplicates,
        int drafts,
        int reviews,
        int rejected,
        List<Reject> rejects,
        int warned,
        List<Warning> warnings,
        long sent,
        long pending,
        long matchingMs) {
    /** Of a run that has read its feed. */
    static RunAnswer of(RunRequest request, @Nullable String runId, Tally tally, long sent, long pending) {
        return of(request, runId, false, tally, sent, pending);
    }

    /** Of a feed that has not changed since the last run of it. */
    static RunAnswer unchanged(RunRequest request, long sent, long pending) {
        return of(request, null, true, new Tally(), sent, pending);
    }

    private static RunAnswer of(
            RunRequest request, @Nullable String runId, boolean unchanged, Tally tally, long sent, long pending) {
        return new RunAnswer(
                runId,
                request.retailer(),
                request.category(),
                runId == null && !unchanged,
                unchanged,
                tally.scanned(),
                tally.existing(),
                tally.changed(),
                tally.added(),
                tally.suspected(),
                tally.drafts(),
                request.baseline() ? 0 : tally.added() + tally.suspected() - tally.drafts(),
                tally.rejected(),
                tally.rejects(),
                tally.warned(),
                tally.warnings(),
                sent,
                pending,
                tally.matching().toMillis());
    }

    /** What was found, in one line. */
    public String inWords() {
        return retailer + " " + category + ": " + scanned + " scanned, " + existing + " existing"
                + (changed > 0 ? " (" + changed + " of them changed), " : ", ") + added + " new"
                + (drafts > 0 ? " (" + drafts + " of them drafts), " : ", ")
                + suspectedDuplicates + " suspected duplicates, " + rejected + " rejected";
    }
}
