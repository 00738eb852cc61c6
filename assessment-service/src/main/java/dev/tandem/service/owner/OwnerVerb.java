package dev.tandem.service.owner;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How the owner comes in: on the data folder itself, so only who owns it can say. */
@Command(
        name = "owner",
        description = "Make a browser the owner's, list those that are, revoke them.",
        footerHeading = "%nExamples:%n",
        footer = {"  tandem owner link                   # a link for a browser", "  tandem owner list"},
        subcommands = {LinkOwner.class, ListOwner.class, RevokeOwner.class})
public final class OwnerVerb {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
