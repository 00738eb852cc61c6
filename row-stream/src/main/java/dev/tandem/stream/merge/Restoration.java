package dev.tandem.stream.merge;

import dev.tandem.schema.event.EventType;
import dev.tandem.schema.event.VerdictJson;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.register.History;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What stands again once a verdict is taken back: the greatest of those that nobody has taken back. Pure. */
public final class Restoration {
    private final Map<UUID, Given> given = new HashMap<>();
    private @Nullable UUID standing;

    private Restoration() {}

    private record Given(Version version, Verdict verdict) {}

    /** What has become of a verdict that was given once. */
    public enum Fate {
        /** It stands. */
        STANDS,
        /** Somebody took it back. */
        TAKEN_BACK,
        /** Another one stands, or stood when that one was taken back. */
        SUPERSEDED
    }

    /**
     * What has become of a verdict.
     *
     * @param history of its register, in the order in which this node merged it
     */
    public static Fate fateOf(UUID verdict, List<History.Entry> history, ReviewType reviewType) {
        Restoration restoration = new Restoration();
        for (History.Entry entry : history) {
            restoration.replay(entry, reviewType);
        }
        if (verdict.equals(restoration.standing)) {
            return Fate.STANDS;
        }
        return restoration.given.containsKey(verdict) ? Fate.SUPERSEDED : Fate.TAKEN_BACK;
    }

    /**
     * The event that gave the verdict that stands: where the last one was taken back, an earlier one.
     *
     * @param history of the register, in the order in which this node merged it
     */
    public static Optional<UUID> standing(List<History.Entry> history, ReviewType reviewType) {
        Restoration restoration = new Restoration();
        for (History.Entry entry : history) {
            restoration.replay(entry, reviewType);
        }
        return Optional.ofNullable(restoration.standing);
    }

    /**
     * The verdict that stands once the one that stands now is gone.
     *
     * @param history of the register, in the order in which this node merged it
     */
    public static Optional<Verdict> withoutWhatStands(List<History.Entry> history, ReviewType reviewType) {
        Restoration restoration = new Restoration();
        for (History.Entry entry : history) {
            restoration.replay(entry, reviewType);
        }
        restoration.takeBack();
        return restoration.greatest().map(Given::verdict);
    }

    private void replay(History.Entry entry, ReviewType reviewType) {
        boolean came = entry.outcome().cameToStand();
        if (!came && entry.outcome() != History.Outcome.SUPERSEDED) {
            return;
        }
        String verdict = entry.verdict();
        if (entry.type().equals(EventType.ASSESSMENT_RECORDED.eventName()) && verdict != null) {
            UUID event = entry.version().eventId();
            given.put(event, new Given(entry.version(), VerdictJson.read(reviewType, verdict)));
            standing = came ? event : standing;
        } else if (entry.type().equals(EventType.ASSESSMENT_RETRACTED.eventName()) && came) {
            takeBack();
        }
    }

    private void takeBack() {
        UUID gone = standing;
        if (gone != null) {
            given.remove(gone);
        }
        standing = greatest().map(g -> g.version().eventId()).orElse(null);
    }

    private Optional<Given> greatest() {
        return given.values().stream().max(Comparator.comparing(Given::version));
    }
}
