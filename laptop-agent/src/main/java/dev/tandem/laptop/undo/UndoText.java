package dev.tandem.laptop.undo;

import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Style;
import dev.tandem.cli.output.Table;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.laptop.outlook.InWords;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** What came of an undo, for a person. */
final class UndoText {
    private static final int SHOWN = 20;

    private UndoText() {}

    static void show(Output output, UndoAnswer answer, Path database) {
        if (answer.found() == 0) {
            output.line(
                    "No verdict of " + answer.reviewer() + " from that time stands; there is nothing to take back.");
        } else if (answer.dryRun()) {
            output.line(output.styled(Style.BOLD, "Nothing was changed.") + " "
                    + InWords.count(answer.found(), "verdict") + " would be taken back:");
            list(output, answer.verdicts());
        } else if (answer.cancelled()) {
            output.line("Nothing was changed.");
        } else {
            done(output, answer, database);
        }
    }

    private static void done(Output output, UndoAnswer answer, Path database) {
        output.line(output.styled(Style.GOOD, "Taken back: ") + answer.retracted() + " of "
                + InWords.count(answer.found(), "verdict") + " of " + answer.reviewer() + ".");
        if (answer.overtaken() > 0) {
            output.line(
                    InWords.count(answer.overtaken(), "verdict") + " had been followed by another one, which stands:");
            list(
                    output,
                    answer.verdicts().stream()
                            .filter(item -> item.outcome().equals("overtaken"))
                            .toList());
        }
        if (answer.underWay() > 0) {
            output.line(InWords.count(answer.underWay(), "verdict")
                    + " wait for the server's answer; it comes with the next sync: "
                    + LaptopFile.command("sync", database));
        }
    }

    private static void list(Output output, List<UndoAnswer.Item> items) {
        if (items.isEmpty()) {
            return;
        }
        Table table = Table.of("verdict", "assessed at", "product");
        items.stream()
                .limit(SHOWN)
                .forEach(item -> table.row(
                        Objects.requireNonNullElse(item.decision(), "–"),
                        Objects.requireNonNullElse(item.assessedAt(), "–"),
                        item.productUrl()));
        output.table(table);
        if (items.size() > SHOWN) {
            output.line("and " + (items.size() - SHOWN) + " more");
        }
    }
}
