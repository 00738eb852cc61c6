package dev.tandem.service.conflict;

import dev.tandem.schema.version.Timestamps;
import dev.tandem.service.product.ProductCard;
import dev.tandem.stream.conflict.Conflict;
import dev.tandem.stream.register.VerdictState;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A conflict as the owner sees it, with what has become of it.
 *
 * @param open whether somebody has still to choose
 * @param at when the server met it
 * @param ours what stood here
 * @param theirs what it met
 * @param stands which of the two stands now: {@code ours}, {@code theirs}, {@code another} or {@code none}
 * @param settledBy {@code latest}, {@code server-wins} or {@code owner}; null while it is open
 */
@Serdeable
record MetVerdicts(
        String id,
        boolean open,
        String at,
        String productUrl,
        String reviewType,
        @Nullable String title,
        @Nullable String retailer,
        Side ours,
        Side theirs,
        String stands,
        @Nullable String settledAt,
        @Nullable String settledBy) {

    /**
     * One of the two verdicts.
     *
     * @param node the node on which it was given
     * @param here whether that is this server: it was given on a phone
     */
    @Serdeable
    record Side(
            String decision,
            @Nullable String clothingType,
            @Nullable String notes,
            @Nullable String reviewer,
            @Nullable String assessedAt,
            String node,
            boolean here) {
        static Side of(Conflict.Side side, Set<String> self) {
            return new Side(
                    side.verdict().decision().text(),
                    side.verdict().clothingType(),
                    side.verdict().notes(),
                    side.verdict().reviewer(),
                    side.verdict().assessedAt(),
                    side.node(),
                    self.contains(side.node()));
        }
    }

    /**
     * Some of them.
     *
     * @param next what the next page is asked for with; null on the last one
     */
    @Serdeable
    record Page(List<MetVerdicts> items, @Nullable String next) {}

    static MetVerdicts of(Conflict conflict, VerdictState now, Set<String> self, ProductCard card) {
        String stands = conflict.standing(now)
                .map(side -> side.equals(conflict.ours()) ? "ours" : "theirs")
                .orElse(now.verdict() == null ? "none" : "another");
        Long settledAt = conflict.settledAt();
        return new MetVerdicts(
                conflict.id(),
                conflict.isOpen(),
                Timestamps.format(conflict.at()),
                conflict.productUrl(),
                conflict.reviewType().text(),
                card.title(),
                card.retailer(),
                Side.of(conflict.ours(), self),
                Side.of(conflict.theirs(), self),
                stands,
                settledAt == null ? null : Timestamps.format(settledAt),
                conflict.settler().orElse(null));
    }
}
