package dev.tandem.service.queue;

import dev.tandem.service.access.NodeAccess;
import dev.tandem.service.access.Reviewer;
import dev.tandem.service.http.Parameters;
import dev.tandem.service.queue.HandingOut.Handed;
import dev.tandem.service.queue.HandingOut.Wish;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits for a review: page by page, and counted. */
@Controller("/api")
@Secured(Reviewer.ROLE)
@ExecuteOn(TaskExecutors.BLOCKING)
final class QueueController {
    private static final int USUAL = 20;
    private static final int MOST = 100;

    private final Counting counting;
    private final HandingOut handingOut;
    private final Claims claims;

    QueueController(Counting counting, HandingOut handingOut, Claims claims) {
        this.counting = counting;
        this.handingOut = handingOut;
        this.claims = claims;
    }

    @Get("/queue")
    QueuePage queue(
            @QueryValue @Nullable String retailer,
            @QueryValue @Nullable String category,
            @QueryValue @Nullable String reviewType,
            @QueryValue @Nullable String priority,
            @QueryValue @Nullable String limit,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String claim,
            @QueryValue @Nullable String from,
            Authentication authentication) {
        QueueFilter filter = QueueFilter.of(retailer, category, reviewType, priority);
        int most = (int) Parameters.number("limit", limit, 1, MOST, USUAL);
        int held = (int) Parameters.number("claim", claim, 0, Claims.MOST, Math.min(most, Claims.MOST));
        Reviewer reviewer = Reviewer.of(authentication);
        Handed handed =
                handingOut.handOut(reviewer.deviceId(), new Wish(filter, QueueCursor.parse(cursor), most, held));
        List<PendingReview> page = handed.reviews();
        return new QueuePage(
                page.stream()
                        .map(review -> QueueItem.of(review, handed.held().contains(review.key())))
                        .toList(),
                handed.more() ? page.get(most - 1).place().text() : null,
                Claims.KEPT.toSeconds(),
                counting.of(filter::matches, Parameters.since(from), reviewer.name()));
    }

    /** Lets go of all that the device holds, as its page is put away. */
    @Delete("/queue/claims")
    @Status(HttpStatus.NO_CONTENT)
    void release(Authentication authentication) {
        claims.release(Reviewer.of(authentication).deviceId());
    }

    @Get("/stats")
    @Secured({Reviewer.ROLE, NodeAccess.ROLE})
    QueueStats stats(
            @QueryValue @Nullable String retailer,
            @QueryValue @Nullable String category,
            @QueryValue @Nullable String reviewType,
            @QueryValue @Nullable String priority,
            @QueryValue @Nullable String from,
            Authentication authentication) {
        boolean isReviewer = authentication.getRoles().contains(Reviewer.ROLE);
        QueueFilter filter = QueueFilter.of(retailer, category, reviewType, priority);
        return counting.of(filter::matches, Parameters.since(from), isReviewer ? authentication.getName() : null);
    }
}
