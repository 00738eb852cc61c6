package dev.tandem.schema.verdict;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A person's answer to a review, and what it sets in the product's other columns. */
public enum Decision {
    /** The product is modest: approved and published. */
    MODEST("modest", ReviewType.MODESTY),
    /** The product is modest enough: approved and published. */
    MODERATELY_MODEST("moderately_modest", ReviewType.MODESTY),
    /** The product is not modest: rejected, kept as a draft. */
    NOT_MODEST("not_modest", ReviewType.MODESTY),
    /** The product is one that is known already. */
    DUPLICATE("duplicate", ReviewType.DUPLICATION),
    /** The product is new; a modesty review follows. */
    NOT_DUPLICATE("not_duplicate", ReviewType.DUPLICATION);

    private final String text;
    private final ReviewType reviewType;

    Decision(String text, ReviewType reviewType) {
        this.text = text;
        this.reviewType = reviewType;
    }

    /** As it stands in columns, events and the API. */
    public String text() {
        return text;
    }

    /** The review that this answers. */
    public ReviewType reviewType() {
        return reviewType;
    }

    /** The {@code lifecycle_stage} that follows. */
    String lifecycleStage() {
        return this == NOT_MODEST ? "assessed_rejected" : "assessed_approved";
    }

    /** The {@code assessment_status} that follows. */
    String assessmentStatus() {
        return "assessed";
    }

    /** The {@code shopify_status} that follows. */
    String shopifyStatus() {
        return this == NOT_MODEST ? "draft" : "published";
    }

    /** The decision of that name for that review, if the text is one; other texts are no verdict. */
    public static Optional<Decision> of(ReviewType reviewType, @Nullable String text) {
        for (Decision decision : values()) {
            if (decision.reviewType == reviewType && decision.text.equals(text)) {
                return Optional.of(decision);
            }
        }
        return Optional.empty();
    }
}
