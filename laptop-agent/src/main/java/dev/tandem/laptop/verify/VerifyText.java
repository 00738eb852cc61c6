package dev.tandem.laptop.verify;

import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Style;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.laptop.outlook.InWords;
import java.nio.file.Path;
import java.util.List;

/** What a comparison found, for a person. */
final class VerifyText {
    private static final int SHOWN = 20;

    private VerifyText() {}

    /** @param service the address that was asked, and where it comes from */
    static void show(Output output, VerifyAnswer answer, Path database, String service, boolean withoutCredential) {
        String rows = InWords.count(answer.compared(), "row") + " and verdicts";
        if (!answer.online()) {
            output.line((withoutCredential
                            ? "This laptop has no credential at the service; what the rows add up to is compared with the"
                                    + " server's receipt of "
                            : "The service at " + service + " cannot be reached; compared with its last word, of ")
                    + answer.asOf() + ".");
        }
        if (answer.identical()) {
            output.line(output.styled(Style.GOOD, "Identical:") + " " + rows + " are the same on both sides.");
        } else if (answer.online() && answer.differences() == 0) {
            output.line(output.styled(Style.BOLD, "Not in step yet:") + " of " + rows + ", " + answer.waiting()
                    + (answer.waiting() == 1 ? " is" : " are")
                    + " on the way from one side to the other; nothing else differs.");
        } else if (answer.online()) {
            output.line(output.styled(Style.BOLD, "Different:") + " of " + rows + ", " + answer.differences()
                    + (answer.differences() == 1 ? " differs" : " differ")
                    + (answer.waiting() > 0 ? "; not counting " + answer.waiting() + " on the way" : "") + ".");
        } else {
            output.line(output.styled(Style.BOLD, "Not the same") + " as the server was then.");
        }
        List<VerifyAnswer.One> shown = answer.different().stream().limit(SHOWN).toList();
        shown.forEach(one -> output.line("  " + one.table() + " " + String.join(" ", one.key()) + ": " + inWords(one)));
        if (answer.different().size() > SHOWN) {
            output.line("  and " + (answer.differences() + answer.waiting() - SHOWN) + " more");
        }
        notes(output, answer);
        advice(output, answer, database);
        if (withoutCredential && !answer.identical()) {
            output.line(
                    "To see what differs, pair this laptop: ./tandem nodes add NAME on the server, then ./tandem adopt FILE"
                            + " --pair 'LINK' here.");
        }
    }

    private static void notes(Output output, VerifyAnswer answer) {
        if (answer.repaired() > 0) {
            output.line("Mended " + InWords.count(answer.repaired(), "difference") + ".");
        }
        if (answer.backup() != null) {
            output.line("A copy from before is " + answer.backup());
        }
        if (answer.unnoticed() > 0) {
            output.line("Found here: " + InWords.count(answer.unnoticed(), "change") + " that no trigger had told of.");
        }
        if (answer.damaged() > 0) {
            output.line(InWords.count(answer.damaged(), "sum") + " that Tandem keeps "
                    + (answer.backup() == null ? "are damaged; --repair mends them." : "were damaged, and mended."));
        }
        if (answer.unsent() > 0) {
            output.line(InWords.count(answer.unsent(), "event", "waits", "wait") + " here to be sent.");
        }
        if (news(answer) > 0) {
            output.line(InWords.count(news(answer), "event", "waits", "wait") + " to be read.");
        }
        if (answer.unreadOwn() > 0) {
            output.line(InWords.count(answer.unreadOwn(), "event", "waits", "wait")
                    + " to be read that went out from here" + (answer.identical() ? "; there is no hurry." : "."));
        }
        if (answer.underWay()) {
            output.line("The server has not answered yet for what was sent from here.");
        }
        if (!answer.notCompared().isEmpty()) {
            output.line("Not compared, as the server does not keep them in step: "
                    + String.join(", ", answer.notCompared()));
        }
        if (answer.gap() != null) {
            output.line("Records are missing: " + answer.gap() + ".");
        }
    }

    private static void advice(Output output, VerifyAnswer answer, Path database) {
        if (answer.differences() > 0 || (answer.gap() != null && answer.online())) {
            output.line("Next: " + LaptopFile.command("verify", database) + " --repair");
        } else if (answer.unsent() + news(answer) > 0 || (!answer.identical() && !answer.underWay())) {
            output.line("Next: " + LaptopFile.command("sync", database));
        }
    }

    /** What waits to be read, but for this laptop's own. */
    private static long news(VerifyAnswer answer) {
        return answer.unread() - answer.unreadOwn();
    }

    private static String inWords(VerifyAnswer.One one) {
        String what = switch (one.what()) {
            case "only_here" -> "only here";
            case "only_there" -> "only on the server";
            case "content" -> "the same version holds something else";
            default -> "another version";
        };
        String newer = switch (one.newer()) {
            case "here" -> ", newer here";
            case "there" -> ", newer on the server";
            default -> "";
        };
        String columns = one.columns().isEmpty() ? "" : " (" + String.join(", ", one.columns()) + ")";
        return what + columns + newer + (one.waiting() ? "; on its way" : "");
    }
}
