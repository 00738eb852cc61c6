package dev.tandem.laptop.outlook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits to come in. Of more events than can be looked at in a moment all but {@code events} is estimated.
 *
 * @param events how many records have not been read
 * @param wouldApply events from elsewhere that would change this database
 * @param wouldSupersede events from elsewhere that are older than what stands here
 * @param wouldConflict verdicts that would be conflicts
 * @param wouldConfirm this laptop's own events, come back from the server; there is no hurry to read those
 * @param wouldAmend those of them that the server has otherwise than they were sent: completed, or with a clock that was ahead
 * @param wouldDeadLetter records that can never be applied
 * @param recent the latest verdicts among them
 */
public record Incoming(
        long events,
        long wouldApply,
        long wouldSupersede,
        long wouldConflict,
        long wouldConfirm,
        long wouldAmend,
        long wouldDeadLetter,
        List<RecentVerdict> recent) {

    /** Nothing waits. */
    static final Incoming NOTHING = new Incoming(0, 0, 0, 0, 0, 0, 0, List.of());

    /** A verdict that waits. */
    public record RecentVerdict(
            String url,
            @Nullable String title,
            String decision,
            @Nullable String reviewer,
            @Nullable String assessedAt) {}

    /** Whether there is anything but this laptop's own events, as they are here. */
    public boolean hasNews() {
        return events > wouldConfirm || wouldAmend > 0;
    }
}
