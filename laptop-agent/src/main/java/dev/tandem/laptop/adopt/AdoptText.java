package dev.tandem.laptop.adopt;

import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Style;
import dev.tandem.laptop.file.LaptopFile;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What adopting did, for a person. */
final class AdoptText {
    private static final int SHOWN = 5;

    private AdoptText() {}

    static void show(Output output, AdoptAnswer answer, Path file) {
        if (answer.alreadyAdopted()) {
            output.line(answer.database() + " was adopted before.");
        } else if (answer.dryRun()) {
            output.line(
                    output.styled(Style.BOLD, "Nothing was changed.") + " Adopting " + answer.database() + " would:");
        } else {
            output.line(output.styled(Style.GOOD, answer.database() + " is adopted."));
        }
        output.line("  products      " + answer.products());
        output.line("  review queue  " + answer.queue());
        if (!answer.furtherTables().isEmpty()) {
            output.line("  further tables: "
                    + answer.furtherTables().entrySet().stream()
                            .map(table -> table.getKey() + " " + table.getValue())
                            .collect(Collectors.joining(", ")));
        }
        output.line("  to be sent    " + answer.toPublish() + " events");
        if (!answer.columnsAdded().isEmpty()) {
            output.line("  new columns   " + String.join(", ", answer.columnsAdded()));
        }
        if (answer.backup() != null) {
            output.line("  copy before   " + answer.backup());
        }
        some(output, "times that cannot be read; these rows count as having none", answer.unreadable());
        if (answer.unnamed() > 0) {
            output.line("  " + answer.unnamed()
                    + " rows whose key is not whole, such as products without a url, stay on this machine");
        }
        if (answer.paired() != null) {
            output.line("  may compare with " + answer.paired() + " (set service-url to that)");
        }
        output.line();
        output.line(
                answer.dryRun()
                        ? "Next: ./tandem adopt " + LaptopFile.quoted(file.toString())
                        : "Next: " + LaptopFile.command("sync", file));
    }

    static void show(Output output, UndoAnswer answer) {
        output.line(
                answer.dryRun()
                        ? "Nothing was changed. Undoing would take out of " + answer.database() + ":"
                        : output.styled(
                                Style.GOOD, answer.database() + " is out of Tandem; its rows are as they were."));
        output.line("  Tandem's own tables and triggers");
        some(output, "columns that Tandem added", answer.columnsRemoved());
        some(output, "tables that Tandem made", answer.tablesRemoved());
        some(
                output,
                "columns that stay, because an index, a view or a trigger of yours names them",
                answer.columnsKept());
        if (answer.unsent() > 0) {
            output.line("  " + answer.unsent() + " events that had not been sent; nobody else learns of them now");
        }
        if (answer.backup() != null) {
            output.line("  copy before: " + answer.backup());
        }
    }

    private static void some(Output output, String what, List<String> all) {
        if (!all.isEmpty()) {
            output.line("  " + all.size() + " " + what + ":");
            all.stream().limit(SHOWN).forEach(each -> output.line("    " + each));
            if (all.size() > SHOWN) {
                output.line("    and " + (all.size() - SHOWN) + " more");
            }
        }
    }
}
