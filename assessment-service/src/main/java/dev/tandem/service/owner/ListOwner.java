package dev.tandem.service.owner;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.output.Table;
import dev.tandem.service.reviewers.DataFolderOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the browsers and programs that are the owner's. */
@Command(name = "list", description = "List the browsers and programs that are the owner's.")
final class ListOwner implements Callable<Integer> {
    @Mixin
    private DataFolderOptions options;

    @Override
    public Integer call() throws Exception {
        List<OwnerBook.Entry> entries;
        try (OwnerBook book = OwnerBook.open(options.serverFolder())) {
            entries = book.entries();
        }
        options.output().json(Map.of("owner", entries));
        if (entries.isEmpty()) {
            options.output().line("No browser or program is the owner's yet. Make a link with: tandem owner link");
            return ExitCode.DONE;
        }
        Table table = Table.of("Device", "Kind", "Label", "Added", "Last seen", "Access");
        entries.forEach(entry -> table.row(
                entry.device(),
                entry.kind(),
                entry.label(),
                entry.addedAt(),
                entry.lastSeenAt() == null ? "never" : entry.lastSeenAt(),
                entry.revokedAt() == null ? "yes" : "revoked"));
        options.output().table(table);
        return ExitCode.DONE;
    }
}
