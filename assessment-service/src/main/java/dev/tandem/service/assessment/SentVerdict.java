package dev.tandem.service.assessment;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verdict as a phone sends it; {@link VerdictReader} reads it, with errors that name the field.
 *
 * @param id a UUID made at the tap; a verdict sent again has the same
 * @param productUrl the product's address, as the queue gave it
 * @param reviewType what was asked
 * @param decision the verdict: one of the first three on a {@code modesty} review, of the last two on a {@code duplication} review
 * @param clothingType what the reviewer confirmed it to be
 * @param notes a note
 * @param assessedAt when the reviewer tapped, by the device's clock; now, if there is none
 * @param deviceNow what the device's clock shows as it sends this, by which a wrong clock is corrected
 */
@Schema(name = "Verdict", description = "A verdict as a phone sends it.")
record SentVerdict(
        String id,
        String productUrl,

        @Schema(
                type = "string",
                allowableValues = {"modesty", "duplication"})
        String reviewType,

        @Schema(
                type = "string",
                allowableValues = {"modest", "moderately_modest", "not_modest", "duplicate", "not_duplicate"})
        String decision,

        @Schema(
                type = "string",
                allowableValues = {"dress", "top", "dress_top", "bottom", "outerwear", "other"})
        @Nullable
        String clothingType,

        @Nullable String notes,
        @Nullable String assessedAt,
        @Nullable String deviceNow) {
    /** A list of verdicts. */
    @ArraySchema(schema = @Schema(implementation = SentVerdict.class))
    interface Several extends List<SentVerdict> {}
}
