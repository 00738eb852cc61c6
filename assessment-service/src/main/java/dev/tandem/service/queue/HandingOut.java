package dev.tandem.service.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Hands reviews out to devices, one device after the other, so that what one is shown first no other is shown. */
@Singleton
final class HandingOut {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final ReviewQueue queue;
    private final Claims claims;
    private final ReentrantLock turn = new ReentrantLock();

    HandingOut(ReviewQueue queue, Claims claims) {
        this.queue = queue;
        this.claims = claims;
    }

    /**
     * What a device asks for.
     *
     * @param most how many reviews at most
     * @param held how many of them, from the first on, it wants to hold
     */
    record Wish(QueueFilter filter, QueueCursor after, int most, int held) {}

    /**
     * What a device is handed.
     *
     * @param reviews in the queue's order, without those that others hold
     * @param held those of them that the device holds
     * @param more whether there are further ones behind
     */
    record Handed(List<PendingReview> reviews, Set<String> held, boolean more) {}

    Handed handOut(String device, Wish wish) {
        turn.lock();
        try {
            List<PendingReview> found = find(wish, claims.heldByOthers(device));
            List<PendingReview> page = found.subList(0, Math.min(wish.most(), found.size()));
            List<String> wanted =
                    page.stream().limit(wish.held()).map(PendingReview::key).toList();
            boolean fromTheStart = wish.held() > 0 && wish.after().equals(QueueCursor.START);
            Set<String> held = fromTheStart ? claims.holdInstead(device, wanted) : claims.hold(device, wanted);
            return new Handed(page, held, found.size() > wish.most());
        } finally {
            turn.unlock();
        }
    }

    private List<PendingReview> find(Wish wish, Set<String> heldByOthers) {
        return queue.pendingAfter(
                wish.filter().retailer(),
                wish.filter().category(),
                wish.filter().reviewType(),
                wish.filter().priority(),
                wish.after().rank(),
                wish.after().addedMillis(),
                wish.after().id(),
                json(heldByOthers),
                wish.most() + 1);
    }

    private static String json(Set<String> keys) {
        try {
            return MAPPER.writeValueAsString(keys);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts are always JSON", e);
        }
    }
}
