package dev.tandem.laptop.backups;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tandem backups}. */
@Command(
        name = "backups",
        description = "Lists the copies of the database that were made, and puts one back.",
        subcommands = {ListBackups.class, RestoreBackup.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem backups list",
            "  tandem backups restore products.db.20260131T140500000Z.sync",
            "  tandem backups restore --url https://shop.example/dress-1 --before 019adb32   # one row, see: history"
        })
public final class BackupsVerb {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
