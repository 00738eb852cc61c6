package dev.tandem.service.queue;

import dev.tandem.service.access.NodeAccess;
import dev.tandem.service.access.Reviewer;
import dev.tandem.service.http.Parameters;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What waits for a review: page by page, and counted. */
@Controller("/api")
@Secured(Reviewer.ROLE)
@ExecuteOn(TaskExecutors.BLOCKING)
final class QueueController {
    private static final int USUAL = 20;
    private static final int MOST = 100;

    private final ReviewQueue queue;

    QueueController(ReviewQueue queue) {
        this.queue = queue;
    }

    @Get("/queue")
    QueuePage queue(
            @QueryValue @Nullable String retailer,
            @QueryValue @Nullable String category,
            @QueryValue @Nullable String reviewType,
            @QueryValue @Nullable String priority,
            @QueryValue @Nullable String limit,
            @QueryValue @Nullable String cursor) {
        QueueFilter filter = QueueFilter.of(retailer, category, reviewType, priority);
        int most = (int) Parameters.number("limit", limit, 1, MOST, USUAL);
        QueueCursor after = QueueCursor.parse(cursor);
        List<PendingReview> found = queue.pendingAfter(
                filter.retailer(),
                filter.category(),
                filter.reviewType(),
                filter.priority(),
                after.rank(),
                after.addedMillis(),
                after.id(),
                most + 1);
        List<PendingReview> page = found.subList(0, Math.min(most, found.size()));
        return new QueuePage(
                page.stream().map(QueueItem::of).toList(),
                found.size() > most ? page.get(most - 1).place().text() : null,
                stats(filter::matches));
    }

    @Get("/stats")
    @Secured({Reviewer.ROLE, NodeAccess.ROLE})
    QueueStats stats() {
        return stats(count -> true);
    }

    private QueueStats stats(Predicate<ReviewCount> filter) {
        ZoneId here = ZoneId.systemDefault();
        long today = LocalDate.now(here).atStartOfDay(here).toEpochSecond();
        return QueueStats.of(queue.counts(today), filter);
    }
}
