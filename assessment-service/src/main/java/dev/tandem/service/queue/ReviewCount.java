package dev.tandem.service.queue;

import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;

/** How many rows of the queue have these values, how many of them were reviewed today, and by the one who asks. */
@Introspected
record ReviewCount(
        @Nullable String retailer,
        @Nullable String category,
        @Nullable String reviewType,
        @Nullable String priority,
        @Nullable String status,
        long reviews,
        long reviewedToday,
        long doneInAll,
        long doneToday) {

    boolean isPending() {
        return "pending".equals(status);
    }

    boolean isReviewed() {
        return "reviewed".equals(status);
    }
}
