package dev.tandem.catalog;

import dev.tandem.catalog.run.BaselineVerb;
import dev.tandem.catalog.run.RunVerb;
import dev.tandem.catalog.run.RunsVerb;
import dev.tandem.catalog.watch.WatchVerb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What has to do with a retailer's catalog. */
@Command(
        name = "catalog",
        description = "Record what a retailer's catalog lists, and ask for reviews of what is new.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem catalog baseline --retailer revolve --category dresses --feed feed.json",
            "  tandem catalog run --retailer revolve --category dresses --feed feed.json --dry-run",
            "  tandem catalog runs list"
        },
        subcommands = {RunVerb.class, BaselineVerb.class, RunsVerb.class, WatchVerb.class})
public final class CatalogVerb {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
