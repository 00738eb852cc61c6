package dev.tandem.service.assessment;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verdict as its reviewer sees it again.
 *
 * @param id made by the phone at the tap
 * @param assessedAt the time of the tap, in UTC, corrected and capped
 * @param state {@code recorded} while it stands, else {@code superseded} or {@code retracted}
 */
@Serdeable
record OwnVerdict(
        String id,
        String productUrl,
        String reviewType,
        @Nullable String title,
        @Nullable String price,
        @Nullable String retailer,
        List<String> images,
        List<String> pictures,
        String decision,
        @Nullable String clothingType,
        @Nullable String notes,
        @Nullable String assessedAt,
        String state) {

    /**
     * Some of a reviewer's verdicts, the latest first.
     *
     * @param next the cursor of those before them; null on the last page
     */
    @Serdeable
    record Page(List<OwnVerdict> items, @Nullable String next) {}

    /**
     * What came of an undo.
     *
     * @param stands the verdict that stands again; null where the review is pending again
     */
    @Serdeable
    record Undone(
            String id,
            String status,
            String productUrl,
            String reviewType,
            @Nullable Standing stands) {}

    /** A verdict that stands. */
    @Serdeable
    record Standing(
            String decision,
            @Nullable String reviewer,
            @Nullable String assessedAt) {}
}
