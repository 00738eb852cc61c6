package dev.tandem.inspector.letters;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.inspector.AtMost;
import dev.tandem.inspector.KafkaOptions;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.kafka.KafkaSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            "  tandem dead-letters redrive --cause \"constraint\" --since 7d --dry-run",
            "  tandem dead-letters redrive --all --database products.db",
            "",
            "Exit codes: 0 done, 1 failed, 3 of several: some could not be applied."
        })
public final class RedriveLetters implements Callable<Integer> {
    @Mixin
    private KafkaOptions options;

    @Mixin
    private Chosen chosen;

    @Mixin
    private AtMost atMost;

    @Option(
            names = "--database",
            paramLabel = "FILE",
            description = "The database whose letters are merged into it. Default: data/laptop/products.db.")
    private @Nullable Path file;

    @Option(names = "--all", description = "All that can be redriven from here.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only tell which letters are meant, and where they would go.")
    private boolean dryRun;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The letter's id, or the beginning of it.")
    private @Nullable String id;

    /**
     * What came of a letter.
     *
     * @param redriven whether it is no open letter any more
     * @param state {@code landed}, {@code superseded}, {@code unanswered}, {@code failed}, {@code elsewhere} or {@code too_large};
     *     of a dry run where it would go: {@code here}, {@code server}, {@code elsewhere} or {@code lost}
     */
    record Item(String id, boolean redriven, String state, String outcome) {
        static Item of(Letter letter, Outcome outcome) {
            return new Item(letter.id(), outcome.state().isSettled, text(outcome.state()), outcome.text());
        }

        static Item of(Letter letter, Redriving.Way way) {
            return new Item(letter.id(), false, text(way), way.text);
        }

        private static String text(Enum<?> state) {
            return state.name().toLowerCase(Locale.ROOT);
        }
    }

    /** What {@code --json} answers. */
    record Answer(List<Item> redriven, boolean dryRun, boolean more) {}

    @Override
    public Integer call() {
        Meant meant = Meant.of(id, all, chosen, atMost, options);
        KafkaSettings kafka = options.kafka();
        AtHand atHand = AtHand.of(file, options);
        Redriving redriving = new Redriving(kafka, atHand);
        List<Item> items = new ArrayList<>();
        boolean more;
        if (dryRun) {
            more = meant.inTurn(
                    kafka, letters -> letters.forEach(letter -> add(items, Item.of(letter, redriving.way(letter)))));
        } else {
            try (Traces traces = Traces.connect(kafka, Topic.DEAD_LETTERS)) {
                more = meant.inTurn(
                        kafka,
                        letters -> redriving.redrive(letters, traces).forEach((letter, outcome) -> {
                            requireDone(letter, outcome);
                            add(items, Item.of(letter, outcome));
                        }));
            }
        }
        options.output().json(new Answer(items, dryRun, more));
        meant.sayWhatIsLeft(items.size(), more);
        return dryRun || items.stream().allMatch(Item::redriven) ? ExitCode.DONE : ExitCode.ATTENTION;
    }

    /** Of a letter that was named, that it was not redriven is a failure. */
    private void requireDone(Letter letter, Outcome outcome) {
        if (id != null && !outcome.state().isSettled) {
            throw UserError.failed(
                    "The dead letter " + letter.id() + " was not redriven: " + outcome.text() + ".",
                    outcome.state() == Outcome.State.FAILED
                            ? "Mend what keeps it from being applied and redrive it again, or discard it; nothing was changed."
                            : "See: tandem dead-letters show " + letter.id());
        }
    }

    private void add(List<Item> items, Item item) {
        items.add(item);
        options.output().line(item.id() + "  " + item.outcome());
    }
}
