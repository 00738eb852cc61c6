package dev.tandem.service.queue;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a review of that kind at that retailer.
 *
 * @param waiting how many reviews
 * @param high of these, what has high priority
 */
@Serdeable
public record Waiting(@Nullable String retailer, @Nullable String reviewType, long waiting, long high) {
    Waiting and(Waiting other) {
        return new Waiting(retailer, reviewType, waiting + other.waiting, high + other.high);
    }
}
