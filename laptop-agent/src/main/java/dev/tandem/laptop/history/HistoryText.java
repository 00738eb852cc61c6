package dev.tandem.laptop.history;

import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Style;
import dev.tandem.cli.output.Table;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.laptop.file.Times;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.history.SeenVersion;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The history of a product, for a person. */
final class HistoryText {
    private static final int LONGEST = 60;
    private static final int NAMED = 5;

    private HistoryText() {}

    static void show(Output output, HistoryVerb.Answer answer, Path database) {
        if (answer.url() == null) {
            found(output, answer.found(), database);
            return;
        }
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
            before(output, version.before());
        }
        if (answer.versions().isEmpty()) {
            output.line("Nothing has been noted about it yet; the next sync notes how it stands.");
        }
    }

    private static void found(Output output, List<Titled> found, Path database) {
        Table table = Table.of("product", "url");
        List<String> urls = ShortUrls.of(found.stream().map(Titled::url).toList());
        for (int i = 0; i < urls.size(); i++) {
            table.row(String.valueOf(found.get(i).title()), urls.get(i));
        }
        output.table(table);
        output.line();
        output.line((found.size() == Titled.MOST ? "The first " + Titled.MOST : String.valueOf(found.size()))
                + " with these words in their title. Next: " + LaptopFile.command("history URL", database));
    }

    /** What was empty before is told in one line, for of a new row that is all. */
    private static void before(Output output, Map<String, @Nullable Object> before) {
        List<String> empty = new ArrayList<>();
        before.forEach((column, value) -> {
            if (value == null) {
                empty.add(column);
            } else {
                output.line("    " + column + " was " + shortened(String.valueOf(value)));
            }
        });
        if (!empty.isEmpty()) {
            output.line("    empty before: "
                    + (empty.size() <= NAMED ? String.join(", ", empty) : empty.size() + " columns"));
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
