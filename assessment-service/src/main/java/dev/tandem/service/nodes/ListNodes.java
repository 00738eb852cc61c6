package dev.tandem.service.nodes;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.output.Table;
import dev.tandem.service.reviewers.DataFolderOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the laptops that may compare themselves with the server. */
@Command(name = "list", description = "List the laptops.")
final class ListNodes implements Callable<Integer> {
    @Mixin
    private DataFolderOptions options;

    @Override
    public Integer call() throws Exception {
        List<NodeBook.Entry> entries;
        try (NodeBook book = NodeBook.open(options.serverFolder())) {
            entries = book.entries();
        }
        options.output().json(Map.of("nodes", entries));
        if (entries.isEmpty()) {
            options.output().line("No laptop is paired yet. Make a link with: tandem nodes add NAME");
            return ExitCode.DONE;
        }
        Table table = Table.of("Name", "Id", "Node", "Added", "Last seen", "Access");
        entries.forEach(entry -> table.row(
                entry.name(),
                entry.id(),
                entry.node(),
                entry.addedAt(),
                entry.lastSeenAt() == null ? "never" : entry.lastSeenAt(),
                entry.revokedAt() == null ? "yes" : "revoked"));
        options.output().table(table);
        return ExitCode.DONE;
    }
}
