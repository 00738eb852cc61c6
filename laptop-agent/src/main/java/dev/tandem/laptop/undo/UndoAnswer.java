package dev.tandem.laptop.undo;

import dev.tandem.laptop.undo.Retractions.Answered;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.stream.register.VerdictState;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code undo --json} answers.
 *
 * @param found how many of the reviewer's verdicts of that time stood
 * @param retracted how many the server took back
 * @param overtaken how many stay, because another verdict had come to stand
 * @param underWay how many the server has not answered for
 */
record UndoAnswer(
        String reviewer,
        boolean dryRun,
        boolean cancelled,
        long found,
        long retracted,
        long overtaken,
        long underWay,
        List<Item> verdicts) {

    /** One of the verdicts. */
    record Item(
            String productUrl,
            String reviewType,
            @Nullable String decision,
            @Nullable String assessedAt,
            String outcome) {}

    static UndoAnswer before(String reviewer, List<VerdictState> standing, boolean dryRun) {
        List<Item> items = standing.stream().map(state -> item(state, "stands")).toList();
        return new UndoAnswer(reviewer, dryRun, !dryRun, items.size(), 0, 0, 0, items);
    }

    static UndoAnswer after(String reviewer, int found, List<Answered> answered) {
        List<Item> items = answered.stream()
                .map(each -> item(each.asked().target(), each.outcome().name().toLowerCase(Locale.ROOT)))
                .toList();
        return new UndoAnswer(
                reviewer,
                false,
                false,
                found,
                count(answered, Asked.Outcome.RETRACTED),
                count(answered, Asked.Outcome.OVERTAKEN) + found - answered.size(),
                count(answered, Asked.Outcome.UNDER_WAY),
                items);
    }

    private static long count(List<Answered> answered, Asked.Outcome outcome) {
        return answered.stream().filter(each -> each.outcome() == outcome).count();
    }

    private static Item item(VerdictState state, String outcome) {
        Verdict verdict = state.verdict();
        return new Item(
                state.productUrl(),
                state.reviewType().text(),
                verdict == null ? null : verdict.decision().text(),
                verdict == null ? null : verdict.assessedAt(),
                outcome);
    }
}
