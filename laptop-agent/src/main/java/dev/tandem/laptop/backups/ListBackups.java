package dev.tandem.laptop.backups;

import dev.tandem.cli.CommonOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Table;
import dev.tandem.laptop.file.Times;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.adopt.Backup;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tandem backups list}. */
@Command(
        name = "list",
        description = "Lists the copies of the database, newest first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem backups list",
            "  tandem backups list --json",
            "",
            "Copies are made at adopt, before a change of the schema, a repair or a restore, and at most once a day",
            "before what others changed is merged. The setting backups.keep says how many are kept (7)."
        })
final class ListBackups implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    /** What {@code backups list --json} answers. */
    record Answer(String database, List<Item> backups) {}

    /** One copy. */
    record Item(String path, String at, long bytes, String occasion) {}

    @Override
    public Integer call() {
        Output output = options.output();
        List<Backup.Copy> copies = Backup.copies(options.database());
        output.json(new Answer(
                options.database().toString(),
                copies.stream().map(ListBackups::item).toList()));
        if (copies.isEmpty()) {
            output.line("There are no copies of " + options.database() + " yet.");
            return ExitCode.DONE;
        }
        Table table = Table.of("name", "made", "occasion", "bytes");
        for (Backup.Copy copy : copies) {
            table.row(
                    copy.path().getFileName(),
                    Times.shown(Timestamps.toMicros(copy.at())),
                    copy.occasion(),
                    copy.bytes());
        }
        output.table(table);
        Path folder = copies.get(0).path().getParent();
        output.line("They are in " + folder);
        return ExitCode.DONE;
    }

    private static Item item(Backup.Copy copy) {
        return new Item(copy.path().toString(), copy.at().toString(), copy.bytes(), copy.occasion());
    }
}
