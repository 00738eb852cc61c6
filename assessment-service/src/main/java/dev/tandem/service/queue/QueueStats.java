package dev.tandem.service.queue;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts over the queue.
 *
 * @param pending what waits for a review
 * @param pendingHigh of these, what has high priority
 * @param matching of these, what the filter of the request lets through
 * @param reviewed what has been reviewed, ever
 * @param reviewedToday of these, what was reviewed since midnight at the server's place, or since another time that was asked for
 * @param doneToday of these, what the one who asks has reviewed
 * @param doneInAll what the one who asks has reviewed, ever
 * @param pendingByRetailer what waits, by retailer
 * @param pendingByCategory what waits, by category
 * @param pendingByReviewType what waits, by review type
 * @param pendingByPriority what waits, by priority
 */
@Serdeable
public record QueueStats(
        long pending,
        long pendingHigh,
        long matching,
        long reviewed,
        long reviewedToday,
        long doneToday,
        long doneInAll,
        Map<String, Long> pendingByRetailer,
        Map<String, Long> pendingByCategory,
        Map<String, Long> pendingByReviewType,
        Map<String, Long> pendingByPriority) {

    static QueueStats of(List<ReviewCount> counts, Predicate<ReviewCount> filter) {
        List<ReviewCount> pending =
                counts.stream().filter(ReviewCount::isPending).toList();
        return new QueueStats(
                sum(pending, count -> true),
                sum(pending, count -> "high".equals(count.priority())),
                sum(pending, filter),
                sum(counts, ReviewCount::isReviewed),
                counts.stream().mapToLong(ReviewCount::reviewedToday).sum(),
                counts.stream().mapToLong(ReviewCount::doneToday).sum(),
                counts.stream().mapToLong(ReviewCount::doneInAll).sum(),
                by(ReviewCount::retailer, pending),
                by(ReviewCount::category, pending),
                by(ReviewCount::reviewType, pending),
                by(ReviewCount::priority, pending));
    }

    private static long sum(List<ReviewCount> counts, Predicate<ReviewCount> which) {
        return counts.stream().filter(which).mapToLong(ReviewCount::reviews).sum();
    }

    private static Map<String, Long> by(Function<ReviewCount, @Nullable String> group, List<ReviewCount> counts) {
        return counts.stream()
                .collect(Collectors.groupingBy(
                        count -> named(group.apply(count)),
                        TreeMap::new,
                        Collectors.summingLong(ReviewCount::reviews)));
    }

    private static String named(@Nullable String value) {
        return value == null ? "" : value;
    }
}
