package dev.tandem.service.conflict;

import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.UnreadableTimestampException;
import dev.tandem.service.product.ProductCard;
import dev.tandem.stream.act.StandingSide;
import dev.tandem.stream.conflict.Conflict;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.register.VerdictRegister;
import dev.tandem.stream.register.VerdictState;
import io.micronaut.serde.annotation.Serdeable;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
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
 * @param settledBy {@code latest}, {@code server-wins}, {@code owner}, or {@code taken-back} where one of the two was; null while it
 *     is open
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
     * @param assessedAt when it was given, as the text that the columns hold
     * @param at the same as an instant; null where the text is none
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
            @Nullable String at,
            String node,
            boolean here) {
        static Side of(Conflict.Side side, Self self) {
            return new Side(
                    side.verdict().decision().text(),
                    side.verdict().clothingType(),
                    side.verdict().notes(),
                    side.verdict().reviewer(),
                    side.verdict().assessedAt(),
                    instant(side.verdict().assessedAt(), self.zone()),
                    side.node(),
                    self.ids().contains(side.node()));
        }

        private static @Nullable String instant(@Nullable String text, ZoneId zone) {
            try {
                return text == null ? null : Timestamps.format(Timestamps.parse(text, zone));
            } catch (UnreadableTimestampException e) {
                return null;
            }
        }
    }

    /**
     * This server.
     *
     * @param ids those it has and had in the streams
     * @param zone the zone of times that name none
     */
    record Self(Set<String> ids, ZoneId zone) {}

    /**
     * A conflict, and what stands now.
     *
     * @param standing its side that stands, if one of the two does
     */
    record Met(Conflict conflict, VerdictState now, Optional<Conflict.Side> standing) {
        static Met of(Sql sql, Conflict conflict) throws SQLException {
            VerdictState now = new VerdictRegister(sql).read(conflict.productUrl(), conflict.reviewType());
            return new Met(conflict, now, StandingSide.of(sql, conflict, now));
        }
    }

    /**
     * Some of them.
     *
     * @param next what the next page is asked for with; null on the last one
     */
    @Serdeable
    record Page(List<MetVerdicts> items, @Nullable String next) {}

    static MetVerdicts of(Met met, Self self, ProductCard card) {
        Conflict conflict = met.conflict();
        String stands = met.standing()
                .map(side -> side.equals(conflict.ours()) ? "ours" : "theirs")
                .orElse(met.now().verdict() == null ? "none" : "another");
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
