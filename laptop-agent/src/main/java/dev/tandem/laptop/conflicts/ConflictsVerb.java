package dev.tandem.laptop.conflicts;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tandem conflicts}. */
@Command(
        name = "conflicts",
        description = "Shows where people decided differently about the same product, and keeps one side.",
        subcommands = {ListConflicts.class, ShowConflict.class, KeepSide.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem conflicts list",
            "  tandem conflicts show 019adb32",
            "  tandem conflicts keep 019adb32 theirs   # then: tandem sync",
            "",
            "\"ours\" is what stood in this database, \"theirs\" what it met."
        })
public final class ConflictsVerb {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
