package dev.tandem.laptop.status;

import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Style;
import dev.tandem.cli.output.Table;
import dev.tandem.laptop.outlook.InWords;
import dev.tandem.laptop.outlook.Incoming;
import dev.tandem.laptop.outlook.Incoming.RecentVerdict;
import dev.tandem.laptop.outlook.Outlook;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The status for a person. */
final class StatusText {
    private static final int RETAILERS = 6;

    private StatusText() {}

    static void show(Output output, Outlook outlook, String advice) {
        if (outlook.state() == Outlook.State.ADOPTED) {
            output.line(
                    outlook.inSync()
                            ? output.styled(Style.GOOD, "In step with the server.")
                            : output.styled(Style.BOLD, headline(outlook)));
            output.line();
            output.line("  coming in   " + InWords.incoming(outlook));
            output.line("  going out   " + InWords.outgoing(outlook));
            if (outlook.follows() > 0) {
                output.line("  then comes  " + InWords.count(outlook.follows(), "event")
                        + ": a product or a review that the server makes of a verdict from here");
            }
        }
        if (outlook.state() != Outlook.State.ABSENT) {
            output.line("  to review   " + pending(outlook.local().pendingByRetailer()));
        }
        if (outlook.local().conflicts() > 0) {
            output.line("  conflicts   " + outlook.local().conflicts());
        }
        if (StatusAnswer.deadLetters(outlook) > 0) {
            output.line("  dead letters  " + StatusAnswer.deadLetters(outlook)
                    + StatusAnswer.deadLettersAsOf(outlook)
                            .map(at -> " as of " + LastSync.time(at) + ", the last sync")
                            .orElse(outlook.lettersRefused() ? ", when they were set aside" : ""));
        }
        outlook.local().lastSync().ifPresent(last -> output.line("  last sync   " + LastSync.inWords(last)));
        recent(output, outlook.incoming());
        if (outlook.state() != Outlook.State.ABSENT) {
            output.line();
        }
        output.line(advice);
    }

    private static String headline(Outlook outlook) {
        if (outlook.incoming() == null) {
            return "What waits on the server is not known.";
        }
        return outlook.nothingToSync() ? "What was sent is on its way to the server." : "There is something to sync.";
    }

    private static String pending(Map<String, Long> byRetailer) {
        long all = byRetailer.values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return "nothing";
        }
        String some = byRetailer.entrySet().stream()
                .limit(RETAILERS)
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
        return all + " (" + some + (byRetailer.size() > RETAILERS ? ", …" : "") + ")";
    }

    private static void recent(Output output, @Nullable Incoming incoming) {
        if (incoming == null || incoming.recent().isEmpty()) {
            return;
        }
        output.line();
        Table table = Table.of("verdict", "by", "assessed at", "product");
        for (RecentVerdict verdict : incoming.recent()) {
            table.row(
                    verdict.decision(),
                    Objects.requireNonNullElse(verdict.reviewer(), "-"),
                    Objects.requireNonNullElse(verdict.assessedAt(), "-"),
                    Objects.requireNonNullElse(verdict.title(), verdict.url()));
        }
        output.table(table);
    }
}
