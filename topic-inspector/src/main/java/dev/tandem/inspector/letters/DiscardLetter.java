package dev.tandem.inspector.letters;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.output.Question;
import dev.tandem.inspector.AtMost;
import dev.tandem.inspector.KafkaOptions;
import dev.tandem.schema.event.OperationalEvent.DeadLetterSettled;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.kafka.KafkaSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem dead-letters discard}. */
@Command(
        name = "discard",
        description =
                "Set dead letters aside for good. They stay in their topic, with a note that they were discarded.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem dead-letters discard 3f1a9c0b7d2e",
            "  tandem dead-letters discard --cause \"no such table\" --dry-run",
        })
public final class DiscardLetter implements Callable<Integer> {
    @Mixin
    private KafkaOptions options;

    @Mixin
    private Chosen chosen;

    @Mixin
    private AtMost atMost;

    @Option(
            names = "--database",
            paramLabel = "FILE",
            description = "The database that counts its own letters no more. Default: data/laptop/products.db.")
    private @Nullable Path file;

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only tell which letters are meant.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask before several are discarded.")
    private boolean yes;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The letter's id, or the beginning of it.")
    private @Nullable String id;

    /** What {@code --json} answers: the ids. */
    record Answer(List<String> discarded, boolean dryRun, boolean more) {}

    @Override
    public Integer call() {
        Meant meant = Meant.of(id, all, chosen, atMost, options);
        KafkaSettings kafka = options.kafka();
        List<String> ids = new ArrayList<>();
        boolean more = false;
        if (dryRun) {
            more = meant.inTurn(kafka, letters -> letters.forEach(letter -> add(ids, letter, "")));
        } else if (meant.isOne() || isMeantSo(meant.count(kafka))) {
            AtHand atHand = AtHand.of(file, options);
            try (Traces traces = Traces.connect(kafka, Topic.DEAD_LETTERS)) {
                more = meant.inTurn(kafka, letters -> {
                    traces.settle(letters, DeadLetterSettled.DISCARDED);
                    atHand.discarded(letters);
                    letters.forEach(letter -> add(ids, letter, "Discarded "));
                });
            }
        }
        options.output().json(new Answer(ids, dryRun, more));
        meant.sayWhatIsLeft(ids.size(), more);
        return ExitCode.DONE;
    }

    private boolean isMeantSo(int count) {
        return count == 0
                || Question.confirm(
                        options.output(), "Discard " + count + (count == 1 ? " dead letter?" : " dead letters?"), yes);
    }

    private void add(List<String> ids, Letter letter, String said) {
        ids.add(letter.id());
        options.output().line(said + letter.id() + ": " + letter.cause());
    }
}
