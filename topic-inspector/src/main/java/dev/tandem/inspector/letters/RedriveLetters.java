package dev.tandem.inspector.letters;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.inspector.KafkaOptions;
import dev.tandem.stream.file.StreamException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem dead-letters redrive}. */
@Command(
        name = "redrive",
        description = {
            "Apply dead letters after all, once what kept them from being applied is mended.",
            "They have the versions that they had, so they overwrite nothing that is newer."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem dead-letters redrive 3f1a9c0b7d2e",
            "  tandem dead-letters redrive --all --database products.db",
            "",
            "Exit codes: 0 done, 1 failed, 3 with --all: some could not be applied."
        })
public final class RedriveLetters implements Callable<Integer> {
    @Mixin
    private KafkaOptions options;

    @Option(
            names = "--database",
            paramLabel = "FILE",
            description = "The database whose letters are merged into it. Default: data/laptop/products.db.")
    private @Nullable Path file;

    @Option(names = "--all", description = "All that can be redriven from here.")
    private boolean all;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The letter's id, or the beginning of it.")
    private @Nullable String id;

    private record Item(String id, boolean redriven, String outcome) {}

    private record Answer(List<Item> redriven) {}

    @Override
    public Integer call() {
        String one = id;
        if ((one == null) == !all) {
            throw UserError.usage("Name one letter, or all.", "See: tandem dead-letters redrive --help");
        }
        Path database = file == null ? options.settings().get(CommonSettings.DATABASE) : file;
        Redriving redriving = new Redriving(
                options.kafka(),
                database,
                options.settings().get(CommonSettings.CLOCK_ZONE),
                options.settings().get(CommonSettings.CLOCK_TOLERANCE));
        Letters letters = new Letters(options.kafka());
        List<Item> items = new ArrayList<>();
        if (one != null) {
            Letter letter = letters.open(one);
            items.add(new Item(letter.id(), true, redriving.redrive(letter)));
        } else {
            List<String> ids = new ArrayList<>();
            letters.forEachOpen(letter -> ids.add(letter.id()));
            ids.forEach(each -> items.add(tried(redriving, letters.open(each))));
        }
        options.output().json(new Answer(items));
        items.forEach(item -> options.output().line(item.id() + "  " + item.outcome()));
        if (items.isEmpty()) {
            options.output().line("There are no dead letters.");
        }
        return items.stream().allMatch(Item::redriven) ? ExitCode.DONE : ExitCode.ATTENTION;
    }

    private static Item tried(Redriving redriving, Letter letter) {
        try {
            return new Item(letter.id(), true, redriving.redrive(letter));
        } catch (UserError | StreamException e) {
            return new Item(letter.id(), false, String.valueOf(e.getMessage()));
        }
    }
}
