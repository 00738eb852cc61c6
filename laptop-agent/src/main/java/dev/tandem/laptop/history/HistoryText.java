package dev.tandem.laptop.history;

import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Style;
import dev.tandem.laptop.file.Times;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.history.SeenVersion;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The history of a product, for a person. */
final class HistoryText {
    private static final int LONGEST = 60;

    private HistoryText() {}

    static void show(Output output, HistoryVerb.Answer answer) {
        output.line(output.styled(Style.BOLD, answer.title() == null ? answer.url() : answer.title()));
        if (answer.title() != null) {
            output.line(answer.url());
        }
        for (SeenVersion version : answer.versions()) {
            output.line();
            output.line(shown(version.at()) + "  " + what(version)
                    + (version.stands() ? output.styled(Style.GOOD, "  stands") : ""));
            output.line("    " + version.why().replace("; stands", "") + "; clock " + shown(version.clock()) + ", "
                    + (version.here() ? "this laptop" : "node " + version.node()) + ", version " + version.id());
            if (version.notes() != null) {
                output.line("    note: " + shortened(version.notes()));
            }
            for (Map.Entry<String, @Nullable Object> column : version.before().entrySet()) {
                output.line("    " + column.getKey() + " was " + shortened(String.valueOf(column.getValue())));
            }
        }
        if (answer.versions().isEmpty()) {
            output.line("Nothing has been noted about it yet; the next sync notes how it stands.");
        }
    }

    private static String what(SeenVersion version) {
        String decision = version.decision();
        String who = version.reviewer() == null ? "" : " by " + version.reviewer();
        String about = version.about();
        return switch (version.type()) {
            case "AssessmentRecorded" -> about + ": " + decision + who;
            case "AssessmentRetracted" ->
                about + " taken back; " + (decision == null ? "pending again" : decision + who + " stands again");
            case "ProductRemoved", "ReviewWithdrawn" -> about + " removed";
            default -> about + " listed";
        };
    }

    private static String shown(@Nullable String instant) {
        return Times.shown(instant == null ? 0 : Timestamps.parse(instant, ZoneOffset.UTC));
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
    }
}
