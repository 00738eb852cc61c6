package dev.tandem.service.queue;

import dev.tandem.service.http.Parameters;
import jakarta.inject.Singleton;
import java.time.Instant;
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

    QueueStats of(Predicate<ReviewCount> filter, Instant today, @Nullable String reviewer) {
        return QueueStats.of(queue.counts(today.getEpochSecond(), reviewer), filter);
    }
}
