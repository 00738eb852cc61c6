package dev.tandem.service.nodes;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which laptops may compare themselves with the server: on the data folder itself, so only who owns it can say. */
@Command(
        name = "nodes",
        description = "Let laptops compare themselves with the server, and nodes in at Kafka; list them, revoke them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem nodes add \"Ada's laptop\"      # a link with which it may compare itself",
            "  tandem nodes list",
            "  tandem nodes revoke ID"
        },
        subcommands = {AddNode.class, ListNodes.class, RevokeNode.class, PrepareBroker.class})
public final class NodesVerb {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
