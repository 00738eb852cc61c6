package dev.tandem.laptop.sync;

import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Style;
import java.util.ArrayList;
import java.util.List;

/** What a sync did, for a person. */
final class SyncText {
    private SyncText() {}

    static void show(Output output, SyncAnswer answer) {
        List<String> done = new ArrayList<>();
        add(
                done,
                answer.applied(),
                "events merged" + (answer.merged() > 0 ? " (" + answer.merged() + " verdicts)" : ""));
        add(done, answer.sent(), "changes sent");
        add(done, answer.superseded(), "older than what stands here");
        add(done, answer.restored(), "emptied verdicts restored");
        if (done.isEmpty()) {
            output.line(output.styled(Style.GOOD, "In step.") + " There was nothing to do.");
        } else {
            output.line(output.styled(Style.GOOD, "Synced:") + " " + String.join(", ", done) + ", in "
                    + seconds(answer.durationMs()) + ".");
        }
        if (answer.backup() != null) {
            output.line("A copy from before is " + answer.backup());
        }
        if (answer.underWay() > 0) {
            output.line(
                    answer.underWay() + " changes are still under way: Kafka has them, the server has not answered yet."
                            + " The next sync takes its answer.");
        }
        if (answer.conflicts() > 0) {
            output.line(answer.conflicts() + " conflicts: people decided differently about the same product. The later"
                    + " verdict stands; both are kept.");
        }
        if (answer.deadLettered() > 0) {
            output.line(answer.deadLettered() + " records can never be applied here; they are in the dead letters.");
        }
    }

    private static void add(List<String> done, long count, String what) {
        if (count > 0) {
            done.add(count + " " + what);
        }
    }

    private static String seconds(long millis) {
        return millis / 1000 + "." + millis % 1000 / 100 + " s";
    }
}
