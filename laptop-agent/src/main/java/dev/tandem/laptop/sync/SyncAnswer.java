package dev.tandem.laptop.sync;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What {@code sync --json} answers.
 *
 * @param applied events from elsewhere, rows and verdicts, that changed this database
 * @param merged those of them that are verdicts
 * @param discardedBefore those of the dead-lettered that an operator had discarded before, when another node had met them
 * @param sent changes made here, rows and verdicts
 * @param confirmed this laptop's own events, as the server has them, and repetitions
 * @param underWay changes that were sent and that the server had not answered for in time
 * @param restored verdicts that a program had emptied and that stand again
 * @param cancelled whether the question before it was answered with no
 */
record SyncAnswer(
        int applied,
        int merged,
        int superseded,
        int conflicts,
        int deadLettered,
        int discardedBefore,
        int sent,
        int confirmed,
        long underWay,
        int restored,
        @Nullable String backup,
        boolean cancelled,
        long durationMs) {

    static SyncAnswer of(Tally tally, Duration took, boolean cancelled) {
        return new SyncAnswer(
                tally.applied(),
                tally.merged(),
                tally.superseded(),
                tally.conflicts(),
                tally.deadLettered(),
                tally.discardedBefore(),
                tally.sent(),
                tally.confirmed(),
                tally.underWay(),
                tally.restored(),
                tally.backup().map(Path::toString).orElse(null),
                cancelled,
                took.toMillis());
    }

    /** Whether the server has answered for nothing that was sent. */
    boolean isUnanswered() {
        return underWay >= sent;
    }

    /** Whether it met something that a person should look at. */
    boolean needsAttention() {
        return conflicts > 0 || deadLettered > discardedBefore;
    }
}
