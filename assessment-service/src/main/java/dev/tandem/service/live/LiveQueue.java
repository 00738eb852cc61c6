package dev.tandem.service.live;

import dev.tandem.service.live.Moved.Review;
import dev.tandem.service.queue.Counting;
import dev.tandem.service.queue.QueueStats;
import dev.tandem.service.stream.ServerDatabase;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Looks for what has changed while somebody listens, and tells all who do. */
@Singleton
class LiveQueue {
    private static final int WAITING = 256;
    private static final long NOWHERE = -1;

    private final ServerDatabase database;
    private final Counting counting;
    private final Sinks.Many<Event<?>> told = Sinks.many().multicast().directBestEffort();
    private final Seats seats = new Seats(4, 256);
    private long place = NOWHERE;

    LiveQueue(ServerDatabase database, Counting counting) {
        this.database = database;
        this.counting = counting;
    }

    Seats seats() {
        return seats;
    }

    /** All that is told from now on; one who cannot keep up is cut off, and will ask for everything anew. */
    Flux<Event<?>> events() {
        return told.asFlux().onBackpressureBuffer(WAITING, BufferOverflowStrategy.ERROR);
    }

    Event<QueueStats> stats() {
        return Event.of(counting.ofEveryone()).name("stats");
    }

    /** From now on changes count; whoever listens next is told of them. */
    synchronized void attend() {
        if (place == NOWHERE) {
            place = database.reader().read("read", QueueMoves::end);
        }
    }

    /** Tells what has changed since the last look. */
    @Scheduled(fixedDelay = "500ms")
    synchronized void look() {
        if (!seats.anyTaken()) {
            place = NOWHERE;
            return;
        }
        attend();
        long from = place;
        long to = database.reader().read("read", QueueMoves::end);
        if (to == from) {
            return;
        }
        place = to;
        Map<String, List<Review>> moves = database.reader().read("read", sql -> QueueMoves.between(sql, from, to));
        if (moves.values().stream().mapToInt(List::size).sum() > QueueMoves.MOST) {
            told.tryEmitNext(Event.of(Map.of()).name("refresh"));
        } else {
            moves.forEach((event, reviews) ->
                    told.tryEmitNext(Event.of(new Moved(reviews)).name(event)));
        }
        if (!moves.isEmpty()) {
            told.tryEmitNext(stats());
        }
    }
}
