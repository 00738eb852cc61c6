package dev.tandem.laptop.backups;

import dev.tandem.cli.CommonOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Escapes;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Question;
import dev.tandem.cli.output.Style;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.laptop.file.Times;
import dev.tandem.laptop.outlook.InWords;
import dev.tandem.schema.version.Timestamps;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem backups restore}. */
@Command(
        name = "restore",
        description = "Puts a copy in place of the database, or a row's values before a version.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem backups restore products.db.20260131T140500000Z.sync",
            "  tandem backups restore --url https://shop.example/dress-1 --before 019adb32",
            "",
            "Of a copy: tells what would be lost, asks, and makes a copy of the present file first. The next sync",
            "brings the old copy up to date; what had been sent comes back with it.",
            "Of a row: writes the values that the version changed as they were, as a change of yours made now."
        })
final class RestoreBackup implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    @Parameters(arity = "0..1", paramLabel = "COPY", description = "Its name or path, as shown by: tandem backups list")
    private @Nullable String copy;

    @Option(names = "--url", paramLabel = "URL", description = "The product whose row is to be put back.")
    private @Nullable String url;

    @Option(
            names = "--before",
            paramLabel = "ID",
            description = "The version before which it is to be, from: tandem history URL")
    private @Nullable String version;

    @Option(names = "--yes", description = "Do not ask first.")
    private boolean yes;

    @Override
    public Integer call() {
        if (copy != null && url == null && version == null) {
            return whole(options.output(), copy);
        }
        if (copy == null && url != null && version != null) {
            return row(options.output(), url, version);
        }
        throw UserError.usage(
                "Name either a copy, or a row's --url and --before.",
                "See: ./tandem backups list, and ./tandem history URL");
    }

    private int whole(Output output, String name) {
        Path database = options.database();
        WholeFile file = WholeFile.of(database, name);
        WholeFile.Answer before = file.look(output::waitingFor);
        if (before.damaged() != null) {
            output.warning("The database cannot be read: " + before.damaged() + ".");
        }
        before.rows().forEach((table, rows) -> {
            if (rows > 0) {
                output.note(InWords.count(rows, "row") + " of " + table
                        + (rows == 1 ? " is not in the copy, or has" : " are not in the copy, or have")
                        + " other values there.");
            }
        });
        if (before.adopted() && before.rows().values().stream().anyMatch(rows -> rows > 0)) {
            output.note("What of that has been sent comes back with the next sync.");
        }
        if (before.unsent() > 0) {
            output.warning("Not sent yet, and lost for good then: " + InWords.count(before.unsent(), "change")
                    + ". To send first: " + LaptopFile.command("sync", database));
        }
        if (!before.adopted()) {
            output.note("The copy was made before the database was adopted: adopt it again afterwards.");
        }
        boolean agreed = Question.confirm(output, "Put " + file.copy() + " in place of " + database + "?", yes);
        WholeFile.Answer answer = agreed ? file.restore(before, output::waitingFor) : before;
        output.json(answer);
        if (!agreed) {
            output.line("Nothing was changed.");
            return ExitCode.DONE;
        }
        output.line(output.styled(Style.GOOD, "Restored: ") + database + " is as it was at "
                + Times.shown(Timestamps.toMicros(Instant.parse(answer.at()))) + ".");
        if (answer.present() != null) {
            output.line("What it was before is " + answer.present());
        }
        output.line("Next: "
                + (answer.adopted()
                        ? LaptopFile.command("sync", database) + ", which brings it up to date"
                        : "./tandem adopt " + Escapes.quoted(database.toString())));
        return ExitCode.DONE;
    }

    private int row(Output output, String ofUrl, String ofVersion) {
        try (LaptopFile laptop = LaptopFile.open(options)) {
            PriorImage image = PriorImage.find(laptop, ofUrl, ofVersion);
            image.values().asMap().forEach((column, value) -> output.note(column + " becomes " + value));
            boolean agreed = Question.confirm(output, "Change the row of " + ofUrl + "?", yes);
            if (agreed) {
                image.write(laptop);
            }
            output.json(image.answer(agreed));
            output.line(
                    agreed
                            ? output.styled(Style.GOOD, "Changed.") + " The next sync sends it: "
                                    + LaptopFile.command("sync", options.database())
                            : "Nothing was changed.");
            return ExitCode.DONE;
        }
    }
}
