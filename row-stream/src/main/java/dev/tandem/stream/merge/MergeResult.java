package dev.tandem.stream.merge;

import dev.tandem.schema.event.TandemEvent;
import dev.tandem.stream.register.History;

/**
 * What came of one event.
 *
 * @param event the event as it was merged
 * @param outcome whether it was newer than what stood
 * @param conflicts how many more conflicts there are in the inbox: of people who decided differently without knowing of each
 *     other; negative where some of them have come to nothing
 */
public record MergeResult(TandemEvent event, History.Outcome outcome, int conflicts) {
    /** What came of an event that has nothing to do with conflicts. */
    public MergeResult(TandemEvent event, History.Outcome outcome) {
        this(event, outcome, 0);
    }

    /** Whether people decided differently without knowing of each other, and that is news. */
    public boolean conflict() {
        return conflicts > 0;
    }
}
