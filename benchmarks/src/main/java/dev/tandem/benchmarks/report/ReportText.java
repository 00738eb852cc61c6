package dev.tandem.benchmarks.report;

import dev.tandem.benchmarks.report.Result.Standing;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Style;
import dev.tandem.cli.output.Table;
import java.util.List;
import java.util.Locale;

/** Results for a person. */
public final class ReportText {
    private ReportText() {}

    /** The results of a run, as a table under its question and what answering it took. */
    public static void show(Output output, String question, Run run) {
        output.line();
        output.line(output.styled(Style.BOLD, question)
                + String.format(Locale.ROOT, " (%.0f s)", run.durationMs() / 1000.0));
        Table table = Table.of("measure", "median", "min … max", "beside", "ratio", "goal", "");
        run.results().forEach(result -> table.row(cells(result).toArray()));
        output.table(table);
    }

    /** A result in words: measure, median, spread, reference, ratio, goal, and how it stands to that. */
    static List<String> cells(Result result) {
        Spread value = result.value();
        Reference reference = result.reference();
        Goal goal = result.goal();
        String unit = result.unit();
        if (value == null) {
            return List.of(
                    result.measure(),
                    "",
                    "",
                    "",
                    "",
                    goal == null ? "" : goal.inWords(unit),
                    "not run: " + result.notRun());
        }
        return List.of(
                result.measure(),
                Result.number(value.median(), unit),
                Result.number(value.min(), "") + " … " + Result.number(value.max(), ""),
                reference == null
                        ? ""
                        : reference.what() + ": "
                                + Result.number(reference.value().median(), unit),
                reference == null ? "" : ratio(reference.ratio()),
                goal == null ? "" : goal.inWords(unit),
                result.standing().inWords());
    }

    private static String ratio(Spread ratio) {
        return String.format(Locale.ROOT, "%.2f (%.2f … %.2f)", ratio.median(), ratio.min(), ratio.max());
    }

    /** How many goals are met. */
    public static String summary(Report report) {
        return "%nGoals: %d met, %d missed, %d not run. It took %.0f s."
                .formatted(
                        report.count(Standing.MET),
                        report.count(Standing.MISSED),
                        report.count(Standing.NOT_RUN),
                        report.durationMs() / 1000.0);
    }
}
