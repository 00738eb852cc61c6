package dev.tandem.service.queue;

import dev.tandem.service.access.NodeAccess;
import dev.tandem.service.access.Reviewer;
import dev.tandem.service.http.Parameters;
import dev.tandem.service.openapi.ForReviewers;
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
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits for a review: page by page, and counted. */
@Controller("/api")
@ForReviewers
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

    /**
     * The next reviews: high priority first, then the oldest. What another device holds is left out.
     *
     * @param retailer only of this retailer
     * @param category only of this category
     * @param reviewType only {@code modesty} or {@code duplication}
     * @param priority only {@code high}, {@code normal} or {@code low}
     * @param limit how many, from 1 to 100; usually 20
     * @param cursor {@code next} of the page before this one. Without it, what is held now takes the place of what the device held
     * @param claim how many of the first are held for this device, from 0 to 20; usually all
     * @param from since when verdicts count as today's: an instant, usually the last midnight at the server's place
     * @return a page, and the counts of the whole queue
     */
    @Get("/queue")
    QueuePage queue(
            @QueryValue @Nullable String retailer,
            @QueryValue @Nullable String category,
            @QueryValue @Nullable String reviewType,
            @QueryValue @Nullable String priority,
            @QueryValue @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "20") @Nullable
                    String limit,
            @QueryValue @Nullable String cursor,
            @QueryValue @Schema(type = "integer", minimum = "0", maximum = "20") @Nullable String claim,
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

    /**
     * Counts over the queue.
     *
     * @param retailer counts in {@code matching} only what is of this retailer
     * @param category likewise of this category
     * @param reviewType likewise {@code modesty} or {@code duplication}
     * @param priority likewise {@code high}, {@code normal} or {@code low}
     * @param from since when verdicts count as today's: an instant, usually the last midnight at the server's place
     * @return the counts; those of one's own are 0 for a laptop
     */
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
