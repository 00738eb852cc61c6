package dev.tandem.inspector.letters;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.inspector.KafkaOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tandem dead-letters discard}. */
@Command(
        name = "discard",
        description = "Set a dead letter aside for good. It stays in its topic, with a note that it was discarded.",
        footerHeading = "%nExample:%n",
        footer = "  tandem dead-letters discard 3f1a9c0b7d2e")
public final class DiscardLetter implements Callable<Integer> {
    @Mixin
    private KafkaOptions options;

    @Parameters(paramLabel = "ID", description = "The letter's id, or the beginning of it.")
    private String id = "";

    private record Answer(String discarded) {}

    @Override
    public Integer call() {
        Letters letters = new Letters(options.kafka());
        Letter letter = letters.open(id);
        letters.settle(letter, "discarded");
        options.output().json(new Answer(letter.id()));
        options.output().line("Discarded " + letter.id() + ": " + letter.event().cause());
        return ExitCode.DONE;
    }
}
