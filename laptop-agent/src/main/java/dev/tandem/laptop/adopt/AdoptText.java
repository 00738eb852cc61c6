package dev.tandem.laptop.adopt;

import dev.tandem.cli.output.Escapes;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Style;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.laptop.outlook.InWords;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What adopting did, for a person. */
final class AdoptText {
    private static final int SHOWN = 5;
    private static final long SMALL = 1024;

    private AdoptText() {}

    /** @param serviceUrl the service that the settings, or else the pairing, name from now on */
    static void show(Output output, AdoptAnswer answer, Path file, String serviceUrl) {
        if (answer.alreadyAdopted()) {
            output.line(answer.database() + " was adopted before"
                    + (answer.dryRun() ? "; adopting it again would change nothing." : "."));
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
        output.line("  to be sent    " + InWords.count(answer.toPublish(), "change")
                + (answer.toPublish() == 0 ? "" : ": each row is one, and each verdict"));
        if (!answer.columnsAdded().isEmpty()) {
            output.line("  new columns   " + String.join(", ", answer.columnsAdded()));
        }
        if (answer.backup() != null) {
            output.line("  copy before   " + answer.backup());
        }
        some(output, "time", " that cannot be read; such a row counts as having none", answer.unreadable());
        if (answer.unnamed() > 0) {
            output.line("  not travelling: " + InWords.count(answer.unnamed(), "row")
                    + " whose key is not whole, such as a product without a url");
        }
        if (answer.paired() != null) {
            output.line("  may compare with " + answer.paired()
                    + (serviceUrl.equals(answer.paired())
                            ? ""
                            : " (but service-url is set to " + serviceUrl + ", and that counts)"));
        }
        output.line();
        output.line(
                answer.dryRun() && !answer.alreadyAdopted()
                        ? "Next: ./tandem adopt " + Escapes.quoted(file.toString())
                        : "Next: " + LaptopFile.command("sync", file));
    }

    static void show(Output output, UndoAnswer answer) {
        if (answer.undone()) {
            output.line(output.styled(Style.GOOD, answer.database() + " is out of Tandem.")
                    + " Its rows stay as they are now, without:");
        } else if (answer.dryRun()) {
            output.line("Nothing was changed. Undoing would take out of " + answer.database() + ":");
        } else {
            output.line("Nothing was changed.");
            return;
        }
        output.line("  Tandem's own tables and triggers");
        some(output, "column", " that Tandem added", with(answer.valuesLost(), "value", answer.columnsRemoved()));
        some(output, "table", " that Tandem made", with(answer.rowsLost(), "row", answer.tablesRemoved()));
        if (answer.unsent() > 0) {
            output.line(
                    "  " + InWords.count(answer.unsent(), "event")
                            + (answer.streamKnown()
                                    ? " that the stream does not have; nobody else learns of what they tell now"
                                    : " not sent from here; Kafka does not answer, so what the stream has of them is not known"));
        }
        some(
                output,
                "column",
                " left in, because an index, a view or a trigger of yours names it",
                answer.columnsKept());
        if (answer.backup() != null) {
            output.line("  copy before, with all of it: " + answer.backup());
        }
        room(output, answer);
    }

    private static List<String> with(Map<String, Long> counts, String thing, List<String> names) {
        return names.stream()
                .map(name ->
                        counts.containsKey(name) ? name + ", with " + InWords.count(counts.get(name), thing) : name)
                .toList();
    }

    private static void room(Output output, UndoAnswer answer) {
        if (answer.room() >= SMALL) {
            String room = answer.room() / SMALL + " KB of the file " + (answer.dryRun() ? "would be" : "are") + " free";
            output.line("  " + room + "; to give them back to the disk: "
                    + (answer.dryRun() ? "--vacuum" : "sqlite3 " + Escapes.quoted(answer.database()) + " VACUUM"));
        }
    }

    private static void some(Output output, String thing, String what, List<String> all) {
        if (!all.isEmpty()) {
            output.line("  " + InWords.count(all.size(), thing) + what + ":");
            all.stream().limit(SHOWN).forEach(each -> output.line("    " + each));
            if (all.size() > SHOWN) {
                output.line("    and " + (all.size() - SHOWN) + " more");
            }
        }
    }
}
