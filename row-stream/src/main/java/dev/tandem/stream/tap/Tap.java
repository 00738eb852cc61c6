package dev.tandem.stream.tap;

import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.ContentHash;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.version.Version;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verdict as a person taps it.
 *
 * @param id made at the tap; it becomes the event's id, so that giving it twice is one verdict
 * @param assessedAt microseconds UTC: the time of the tap
 * @param basedOn the version that the person saw; null where the review was pending
 */
public record Tap(
        UUID id,
        String productUrl,
        Decision decision,
        @Nullable String clothingType,
        @Nullable String notes,
        String reviewer,
        long assessedAt,
        @Nullable Version basedOn) {

    /** The same for the same verdict, so that an id given with another one is noticed; whenever it says it was given. */
    long contentHash() {
        return ContentHash.of(Columns.builder()
                .put("url", productUrl)
                .put("decision", decision.text())
                .put("clothing_type", clothingType)
                .put("notes", notes)
                .put("reviewer", reviewer)
                .build());
    }
}
