package dev.tandem.laptop.conflicts;

import dev.tandem.laptop.file.Times;
import dev.tandem.laptop.file.Titles;
import dev.tandem.stream.act.StandingSide;
import dev.tandem.stream.conflict.Conflict;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.register.VerdictRegister;
import dev.tandem.stream.register.VerdictState;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A conflict together with what has become of it: what a person and a program are told.
 *
 * @param at when this node met it
 * @param ours what stood here
 * @param theirs what it met
 * @param stands which of the two stands now: {@code ours}, {@code theirs}, {@code another} or {@code none}
 * @param why it stands, in a sentence
 * @param settledBy {@code latest}, {@code server-wins}, {@code owner}, or {@code taken-back} where one of the two was; null while it is open
 */
record Seen(
        String id,
        boolean open,
        @Nullable String at,
        String productUrl,
        @Nullable String title,
        String reviewType,
        Side ours,
        Side theirs,
        String stands,
        String why,
        @Nullable String settledAt,
        @Nullable String settledBy) {

    /** One of the two verdicts. */
    record Side(
            String decision,
            @Nullable String reviewer,
            @Nullable String assessedAt,
            @Nullable String notes,
            String node,
            boolean here) {

        static Side of(Conflict.Side side, List<String> self) {
            return new Side(
                    side.verdict().decision().text(),
                    side.verdict().reviewer(),
                    side.verdict().assessedAt(),
                    side.verdict().notes(),
                    side.node(),
                    self.contains(side.node()));
        }

        String inShort() {
            return decision + " (" + (reviewer == null ? "somebody" : reviewer) + ")";
        }
    }

    static Seen of(Sql sql, Conflict conflict) throws SQLException {
        List<String> self = new java.util.ArrayList<>(Node.formerIds(sql));
        Node.read(sql).ifPresent(node -> self.add(node.id()));
        VerdictState state = new VerdictRegister(sql).read(conflict.productUrl(), conflict.reviewType());
        Optional<Conflict.Side> standing = StandingSide.of(sql, conflict, state);
        String stands = standing.map(side -> side.equals(conflict.ours()) ? "ours" : "theirs")
                .orElse(state.verdict() == null ? "none" : "another");
        String settledBy = conflict.settler().orElse(null);
        return new Seen(
                conflict.id(),
                conflict.isOpen(),
                Times.json(conflict.at()),
                conflict.productUrl(),
                Titles.of(sql, conflict.productUrl()).orElse(null),
                conflict.reviewType().text(),
                Side.of(conflict.ours(), self),
                Side.of(conflict.theirs(), self),
                stands,
                why(conflict, standing, state, settledBy),
                Times.json(conflict.settledAt()),
                settledBy);
    }

    /** What it is about, for a person. */
    String about() {
        return Objects.requireNonNullElse(title, productUrl);
    }

    private static String why(
            Conflict conflict, Optional<Conflict.Side> standing, VerdictState state, @Nullable String settledBy) {
        if (standing.isEmpty()) {
            return state.verdict() == null
                    ? "Neither stands: the verdict was taken back since."
                    : "Neither stands: another verdict has come since, "
                            + state.verdict().decision().text() + ".";
        }
        boolean later = standing.get().equals(conflict.winner());
        if ("owner".equals(settledBy)) {
            return conflict.isSettledBy(state)
                    ? "The owner chose it."
                    : "The owner's choice was taken back since, and it stands again.";
        }
        if ("server-wins".equals(settledBy)) {
            return "It is the server's, and there the policy is server-wins.";
        }
        return (later ? "It is the later of the two" : "It stood before the other came")
                + (conflict.isOpen() ? "; it stands until the owner chooses." : ".");
    }
}
