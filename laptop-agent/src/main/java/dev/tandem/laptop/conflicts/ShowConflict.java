package dev.tandem.laptop.conflicts;

import dev.tandem.cli.CommonOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.output.Output;
import dev.tandem.laptop.file.LaptopFile;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tandem conflicts show}. */
@Command(
        name = "show",
        description = "Shows both verdicts side by side, which one stands, and why.",
        footerHeading = "%nExamples:%n",
        footer = {"  tandem conflicts show 019adb32   # the beginning of an id is enough"})
final class ShowConflict implements Callable<Integer> {
    private static final String LINE = "  %-12s  %-34s  %s";

    @Mixin
    private CommonOptions options;

    @Parameters(paramLabel = "ID", description = "As shown by: tandem conflicts list")
    private String id = "";

    @Override
    public Integer call() {
        Output output = options.output();
        Seen seen;
        try (LaptopFile laptop = LaptopFile.openToRead(options)) {
            seen = laptop.file().read("read", sql -> Seen.of(sql, Inbox.find(sql, id)));
        }
        output.json(seen);
        show(output, seen);
        if (seen.open()) {
            output.line();
            output.line("Choose: "
                    + LaptopFile.command("conflicts keep " + seen.id() + " ours|theirs", options.database()));
        }
        return ExitCode.DONE;
    }

    /** Both sides, which stands, and why. */
    static void show(Output output, Seen seen) {
        Seen.Side ours = seen.ours();
        Seen.Side theirs = seen.theirs();
        output.line(seen.about() + ", " + seen.reviewType() + " review");
        output.line(seen.productUrl());
        output.line();
        line(output, "", "ours", "theirs");
        line(output, "decision", ours.decision(), theirs.decision());
        line(output, "reviewer", ours.reviewer(), theirs.reviewer());
        line(output, "assessed at", ours.assessedAt(), theirs.assessedAt());
        line(output, "given on", given(ours), given(theirs));
        if (ours.notes() != null || theirs.notes() != null) {
            line(output, "notes", ours.notes(), theirs.notes());
        }
        output.line();
        boolean one = seen.stands().equals("ours") || seen.stands().equals("theirs");
        output.line((one ? "Now stands: " + seen.stands() + ". " : "") + seen.why());
    }

    private static String given(Seen.Side side) {
        return side.here() ? "this laptop" : side.node();
    }

    private static void line(Output output, String name, @Nullable String ours, @Nullable String theirs) {
        output.line(LINE.formatted(name, Objects.requireNonNullElse(ours, "–"), Objects.requireNonNullElse(theirs, "–"))
                .stripTrailing());
    }
}
