package dev.tandem.service.queue;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the queue.
 *
 * @param next the cursor of the page behind this one; null on the last
 * @param claimSeconds how long a device holds a review before it has to ask again
 * @param stats counts over the whole queue
 */
@Serdeable
record QueuePage(List<QueueItem> items, @Nullable String next, long claimSeconds, QueueStats stats) {}
