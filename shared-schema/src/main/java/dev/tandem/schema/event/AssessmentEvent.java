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

    /** The version that its writer saw, if there was one: of a retraction the one that it takes back. */
    @Nullable
    Version basedOn();

    /** What stands in the register from now on. */
    Optional<Verdict> verdict();

    /** The same with its clock taken back to that. */
    AssessmentEvent cappedTo(long arrival);

    /** The version that this event, known under that id, gives to its register. */
    default Version version(UUID eventId) {
        return new Version(clock(), eventId);
    }

    /**
     * A person decided.
     *
     * @param basedOn the version that the person saw, if there was one
     * @param settles the id of the conflict that this puts an end to, if it does: the given verdict is then one that was
     *     given before, with its {@code assessed_at} unchanged
     */
    record AssessmentRecorded(
            String productUrl,
            long clock,
            boolean capped,
            Verdict given,
            @Nullable Version basedOn,
            @Nullable String settles)
            implements AssessmentEvent {
        /** A verdict that settles no conflict. */
        public AssessmentRecorded(
                String productUrl, long clock, boolean capped, Verdict given, @Nullable Version basedOn) {
            this(productUrl, clock, capped, given, basedOn, null);
        }

        @Override
        public AssessmentRecorded cappedTo(long arrival) {
            return new AssessmentRecorded(productUrl, arrival, true, given, basedOn, settles);
        }

        /** The same with what nobody set set by the decision. */
        public AssessmentRecorded completed() {
            return new AssessmentRecorded(productUrl, clock, capped, given.completed(), basedOn, settles);
        }

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
        public Version basedOn() {
            return target;
        }

        @Override
        public AssessmentRetracted cappedTo(long arrival) {
            return new AssessmentRetracted(productUrl, reviewType, arrival, true, target, restored);
        }

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
