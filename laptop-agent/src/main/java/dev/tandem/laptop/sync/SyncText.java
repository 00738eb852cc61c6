package dev.tandem.laptop.sync;

import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Style;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.laptop.outlook.InWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a sync did, for a person. */
final class SyncText {
    private SyncText() {}

    static void show(
            Output output,
            SyncAnswer answer,
            Path database,
            Direction direction,
            boolean stopped,
            boolean waitsForAnswer) {
        List<String> done = new ArrayList<>();
        add(
                done,
                answer.applied(),
                "event",
                " merged" + (answer.merged() > 0 ? " (" + InWords.count(answer.merged(), "verdict") + ")" : ""));
        add(done, answer.sent(), "change", " sent");
        add(done, answer.superseded(), "event", " older than what stands here");
        add(done, answer.restored(), "emptied verdict", " restored");
        add(done, answer.deadLettered(), "record", " set aside");
        if (done.isEmpty() && stopped) {
            output.line("Nothing was merged or sent.");
        } else if (done.isEmpty() && waitsForAnswer) {
            output.line("There was nothing to do but wait: the server has not answered yet for what was sent before.");
            output.line("See that it runs, and reads this Kafka. Next: " + LaptopFile.command("doctor", database));
        } else if (done.isEmpty() && direction != Direction.BOTH) {
            output.line("There was nothing to " + (direction.pulls() ? "merge" : "send") + ".");
        } else if (done.isEmpty()) {
            output.line(output.styled(Style.GOOD, "In step.") + " There was nothing to do.");
        } else {
            output.line(output.styled(Style.GOOD, "Synced:") + " " + String.join(", ", done) + ", in "
                    + seconds(answer.durationMs()) + ".");
        }
        if (answer.backup() != null) {
            output.line("A copy from before is " + answer.backup());
        }
        if (answer.underWay() > 0) {
            output.line("Still under way: " + InWords.count(answer.underWay(), "change")
                    + " that Kafka has and the server has not answered for yet. Nothing is lost; the next sync takes its"
                    + " answer.");
            output.line(
                    answer.isUnanswered()
                            ? "The server has answered for nothing: see that it runs, and reads this Kafka. Next: "
                                    + LaptopFile.command("doctor", database)
                            : "The server is at work on them; to wait for it longer: --laptop-answer-within 2m");
        }
        if (answer.conflicts() > 0) {
            output.line(InWords.count(answer.conflicts(), "conflict")
                    + ": people decided differently about the same product. The later"
                    + " verdict stands; both are kept.");
            output.line("Next: " + LaptopFile.command("conflicts list", database));
        }
        if (answer.discardedBefore() > 0) {
            output.line("Of what was set aside an operator has discarded "
                    + (answer.discardedBefore() == answer.deadLettered() ? "all" : answer.discardedBefore())
                    + " before: nothing is to be done about that.");
        }
        if (answer.deadLettered() > answer.discardedBefore()) {
            output.line("What was set aside cannot be applied here as it is.");
            output.line("Next: ./tandem dead-letters list");
        }
    }

    private static void add(List<String> done, long count, String thing, String what) {
        if (count > 0) {
            done.add(InWords.count(count, thing) + what);
        }
    }

    private static String seconds(long millis) {
        return millis / 1000 + "." + millis % 1000 / 100 + " s";
    }
}
