package dev.tandem.inspector.letters;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tandem dead-letters}: what could not be applied. */
@Command(
        name = "dead-letters",
        description = "Events that could not be applied: look at them, apply them after all, or set them aside.",
        subcommands = {ListLetters.class, ShowLetter.class, RedriveLetters.class, DiscardLetter.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem dead-letters list",
            "  tandem dead-letters redrive 3f1a9c0b7d2e",
            "  tandem dead-letters redrive --all --dry-run",
        })
public final class DeadLettersVerb {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
