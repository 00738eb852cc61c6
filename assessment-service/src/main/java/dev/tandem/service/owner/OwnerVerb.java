package dev.tandem.service.owner;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How the owner comes in: on the data folder itself, so only who owns it can say. */
@Command(
        name = "owner",
        description = "Open the owner's page in a browser, list where it is open, close it.",
        subcommands = {LinkOwner.class, ListOwner.class, RevokeOwner.class})
public final class OwnerVerb {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
