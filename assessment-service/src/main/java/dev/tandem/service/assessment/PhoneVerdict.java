package dev.tandem.service.assessment;

import dev.tandem.schema.verdict.Decision;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verdict as a phone sends it, well-formed, not yet judged.
 *
 * @param id made by the phone at the tap; a verdict sent again has the same
 * @param productUrl the product
 * @param decision the verdict, which implies the review type
 * @param clothingType one of {@link ClothingTypes#ALL}; null where the reviewer did not confirm one
 * @param notes the reviewer's note
 * @param assessedAt when the reviewer tapped, by the phone's clock, not yet capped; null for now
 * @param deviceNow the phone's clock when it sent the verdict, by which a wrong clock shows
 */
public record PhoneVerdict(
        UUID id,
        String productUrl,
        Decision decision,
        @Nullable String clothingType,
        @Nullable String notes,
        @Nullable Instant assessedAt,
        @Nullable Instant deviceNow) {
    /** When the reviewer tapped, by the server's clock, of a verdict that arrives then. */
    public Instant tapped(Instant arrival) {
        return PhoneClock.tapped(assessedAt, deviceNow, arrival);
    }
}
