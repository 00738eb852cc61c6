package dev.tandem.service.queue;

import dev.tandem.service.http.Parameters;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Counts the queue. */
@Singleton
public class Counting {
    private final ReviewQueue queue;

    Counting(ReviewQueue queue) {
        this.queue = queue;
    }

    /** The counts as they are the same for everyone; {@code doneToday} and {@code doneInAll} are 0. */
    public QueueStats ofEveryone() {
        return of(count -> true, Parameters.since(null), null);
    }

    /** What waits, by retailer and review type; the retailer with the most comes first. */
    public List<Waiting> waiting() {
        Map<List<@Nullable String>, Waiting> kinds = new HashMap<>();
        Map<String, Long> retailers = new HashMap<>();
        for (ReviewCount count : queue.counts(Long.MAX_VALUE, null)) {
            if (count.isPending()) {
                long high = "high".equals(count.priority()) ? count.reviews() : 0;
                Waiting waiting = new Waiting(count.retailer(), count.reviewType(), count.reviews(), high);
                kinds.merge(Arrays.asList(count.retailer(), count.reviewType()), waiting, Waiting::and);
                retailers.merge(named(count.retailer()), count.reviews(), Long::sum);
            }
        }
        return kinds.values().stream()
                .sorted(Comparator.comparing((Waiting kind) -> -retailers.getOrDefault(named(kind.retailer()), 0L))
                        .thenComparing(kind -> named(kind.retailer()))
                        .thenComparing(kind -> named(kind.reviewType())))
                .toList();
    }

    private static String named(@Nullable String value) {
        return value == null ? "" : value;
    }

    QueueStats of(Predicate<ReviewCount> filter, Instant today, @Nullable String reviewer) {
        return QueueStats.of(queue.counts(today.getEpochSecond(), reviewer), filter);
    }
}
