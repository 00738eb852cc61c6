package dev.tandem.service.queue;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/**
 * A pending row of the review queue, with its place in the order: high priority first, then the oldest.
 *
 * @param id the row's local id, which settles ties
 * @param rank 0 for high priority, 1 for normal, 2 for low
 * @param addedMillis when it was added, read as an instant: the texts hold several formats and do not sort
 */
@MappedEntity("assessment_queue")
record PendingReview(
        @Id long id,
        String productUrl,
        String reviewType,
        @Nullable String retailer,
        @Nullable String category,
        @Nullable String priority,
        @Nullable String productData,
        @Nullable String suspectedMatchData,
        @Nullable String addedAt,
        @Nullable String sourceWorkflow,
        int rank,
        long addedMillis) {

    /** What it is held under. */
    String key() {
        return Claims.key(reviewType, productUrl);
    }

    /** Its place in the order. */
    QueueCursor place() {
        return new QueueCursor(rank, addedMillis, id);
    }
}
