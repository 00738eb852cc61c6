package dev.tandem.laptop.conflicts;

import dev.tandem.cli.CommonOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Table;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.laptop.outlook.InWords;
import dev.tandem.stream.conflict.Conflict;
import dev.tandem.stream.conflict.Conflicts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tandem conflicts list}. */
@Command(
        name = "list",
        description = "Lists the conflicts that wait for a choice, then those that are settled.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem conflicts list",
            "  tandem conflicts list --json",
            "",
            "Exit codes: 0 none is open, 1 failed, 3 some are."
        })
final class ListConflicts implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    /** What {@code conflicts list --json} answers. */
    record Answer(long open, List<Seen> conflicts) {}

    @Override
    public Integer call() {
        Output output = options.output();
        Answer answer;
        try (LaptopFile laptop = LaptopFile.openToRead(options)) {
            answer = laptop.file().read("read", sql -> {
                List<Seen> all = new ArrayList<>();
                for (Conflict conflict : new Conflicts(sql).all()) {
                    all.add(Seen.of(sql, conflict));
                }
                return new Answer(Conflicts.open(sql), all);
            });
        }
        output.json(answer);
        show(output, answer);
        return answer.open() > 0 ? ExitCode.ATTENTION : ExitCode.DONE;
    }

    private void show(Output output, Answer answer) {
        if (answer.conflicts().isEmpty()) {
            output.line("There are no conflicts.");
            return;
        }
        int letters = Inbox.letters(answer.conflicts());
        Table table = Table.of("id", "product", "ours", "theirs", "stands", "settled");
        for (Seen seen : answer.conflicts()) {
            table.row(
                    seen.id().substring(0, letters),
                    seen.about(),
                    seen.ours().inShort(),
                    seen.theirs().inShort(),
                    seen.stands(),
                    settled(seen));
        }
        output.table(table);
        if (answer.open() > 0) {
            output.line();
            output.line(InWords.count(answer.open(), "conflict") + " to choose in: "
                    + LaptopFile.command("conflicts keep ID ours|theirs", options.database()));
        }
    }

    private static String settled(Seen seen) {
        String by = seen.settledBy();
        if (by == null) {
            return "open";
        }
        String at = seen.settledAt();
        return at == null ? by : by + ", " + at.substring(0, 16).replace('T', ' ') + " UTC";
    }
}
