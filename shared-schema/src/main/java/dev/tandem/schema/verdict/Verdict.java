package dev.tandem.schema.verdict;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the register of a (url, review type) once a person has decided. It shows in two places, which are
 * written together: the product's assessment columns and the review of its queue row.
 *
 * @param decision the answer
 * @param clothingType the clothing type, once a reviewer confirmed it
 * @param notes the reviewer's note
 * @param reviewer who decided
 * @param assessedAt when, as the text that the columns hold; carried unchanged
 * @param lifecycleStage the product's stage, where a script set another than the decision does
 * @param assessmentStatus likewise
 * @param shopifyStatus likewise
 */
public record Verdict(
        Decision decision,
        @Nullable String clothingType,
        @Nullable String notes,
        @Nullable String reviewer,
        @Nullable String assessedAt,
        @Nullable String lifecycleStage,
        @Nullable String assessmentStatus,
        @Nullable String shopifyStatus) {

    /** A verdict as a person gives it; the decision sets the rest. */
    public static Verdict of(
            Decision decision,
            @Nullable String clothingType,
            @Nullable String notes,
            @Nullable String reviewer,
            @Nullable String assessedAt) {
        return new Verdict(decision, clothingType, notes, reviewer, assessedAt, null, null, null).completed();
    }

    /** The review that this answers. */
    public ReviewType reviewType() {
        return decision.reviewType();
    }

    /** With the product's columns that nobody set set by the decision. */
    public Verdict completed() {
        if (reviewType() != ReviewType.MODESTY) {
            return this;
        }
        return new Verdict(
                decision,
                clothingType,
                notes,
                reviewer,
                assessedAt,
                Objects.requireNonNullElse(lifecycleStage, decision.lifecycleStage()),
                Objects.requireNonNullElse(assessmentStatus, decision.assessmentStatus()),
                Objects.requireNonNullElse(shopifyStatus, decision.shopifyStatus()));
    }

    /** Whether the other one says all that this does: rows may have no place for a note, or for who decided. */
    public boolean saysNoMoreThan(Verdict other) {
        return decision == other.decision()
                && Objects.equals(assessedAt, other.assessedAt())
                && Objects.equals(lifecycleStage, other.lifecycleStage())
                && Objects.equals(assessmentStatus, other.assessmentStatus())
                && Objects.equals(shopifyStatus, other.shopifyStatus())
                && (clothingType == null || clothingType.equals(other.clothingType()))
                && (notes == null || notes.equals(other.notes()))
                && (reviewer == null || reviewer.equals(other.reviewer()));
    }
}
