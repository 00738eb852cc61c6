package dev.tandem.schema.event;

import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Version;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change to the register of a (url, review type): what a person decided, or that it was taken back. */
public sealed interface AssessmentEvent extends TandemEvent {
    /** The product's url. */
    String productUrl();

    /** What was asked. */
    ReviewType reviewType();

    /** Microseconds UTC; of an assessment its {@code assessed_at}. */
    long clock();

    /** Whether the clock was ahead of the time it arrived and was taken back to that. */
    boolean capped();

    /** What stands in the register from now on. */
    Optional<Verdict> verdict();

    /** The version that this event, known under that id, gives to its register. */
    default Version version(UUID eventId) {
        return new Version(clock(), eventId);
    }

    /**
     * A person decided.
     *
     * @param basedOn the version that the person saw, if there was one
     */
    record AssessmentRecorded(
            String productUrl,
            long clock,
            boolean capped,
            Verdict given,
            @Nullable Version basedOn) implements AssessmentEvent {
        @Override
        public ReviewType reviewType() {
            return given.reviewType();
        }

        @Override
        public Optional<Verdict> verdict() {
            return Optional.of(given);
        }

        @Override
        public EventType type() {
            return EventType.ASSESSMENT_RECORDED;
        }
    }

    /**
     * A verdict is taken back.
     *
     * @param target the version that is taken back
     * @param restored what stood before, or null where nothing did and the review is pending again
     */
    record AssessmentRetracted(
            String productUrl,
            ReviewType reviewType,
            long clock,
            boolean capped,
            Version target,
            @Nullable Verdict restored)
            implements AssessmentEvent {
        @Override
        public Optional<Verdict> verdict() {
            return Optional.ofNullable(restored);
        }

        @Override
        public EventType type() {
            return EventType.ASSESSMENT_RETRACTED;
        }
    }
}
