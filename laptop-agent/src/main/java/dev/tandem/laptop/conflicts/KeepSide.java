package dev.tandem.laptop.conflicts;

import dev.tandem.cli.CommonOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Style;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.stream.act.InOneGo;
import dev.tandem.stream.act.Keep;
import dev.tandem.stream.conflict.Conflict;
import dev.tandem.stream.file.SoleUse;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tandem conflicts keep}. It changes this database alone; whatever syncs it next carries the choice on. */
@Command(
        name = "keep",
        description = "Chooses a side. It stands here at once, and everywhere after the next sync.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem conflicts keep 019adb32 ours     # what stood in this database",
            "  tandem conflicts keep 019adb32 theirs   # what it met",
            "  tandem sync --yes                       # carries the choice to the server"
        })
final class KeepSide implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    @Parameters(index = "0", paramLabel = "ID", description = "As shown by: tandem conflicts list")
    private String id = "";

    @Parameters(index = "1", paramLabel = "ours|theirs", description = "Which of the two verdicts.")
    private String side = "";

    /**
     * What {@code conflicts keep --json} answers.
     *
     * @param alreadyKept whether it stood by that choice before, so that nothing was changed
     */
    record Answer(String kept, boolean alreadyKept, Seen conflict) {}

    @Override
    public Integer call() {
        if (!side.equals("ours") && !side.equals("theirs")) {
            throw UserError.usage(
                    "A conflict has two sides, ours and theirs; \"" + side + "\" is neither.",
                    "See both: ./tandem conflicts show ID");
        }
        Output output = options.output();
        Answer answer;
        try (LaptopFile laptop = LaptopFile.open(options)) {
            answer = InOneGo.act(laptop.file(), laptop.context(), "keep a verdict in", sql -> {
                Conflict conflict = Inbox.find(sql, id);
                boolean changed = Keep.keep(
                        sql, laptop.context(), conflict, side.equals("ours") ? conflict.ours() : conflict.theirs());
                return new Answer(side, !changed, Seen.of(sql, Inbox.find(sql, conflict.id())));
            });
        }
        output.json(answer);
        Seen seen = answer.conflict();
        Seen.Side kept = side.equals("ours") ? seen.ours() : seen.theirs();
        if (answer.alreadyKept()) {
            output.line("Kept before: " + kept.inShort() + " for " + seen.about() + ". Nothing was changed.");
            return ExitCode.DONE;
        }
        output.line(output.styled(Style.GOOD, "Kept: ") + kept.inShort() + " for " + seen.about() + ".");
        output.line(SoleUse.heldBy(options.database())
                .map(holder -> "It stands here; " + holder + " carries it to the server.")
                .orElse("It stands here; the next sync carries it to the server: "
                        + LaptopFile.command("sync", options.database())));
        return ExitCode.DONE;
    }
}
