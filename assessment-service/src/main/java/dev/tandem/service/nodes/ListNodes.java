package dev.tandem.service.nodes;

import dev.tandem.cli.output.Table;
import dev.tandem.service.reviewers.ListPaired;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists the laptops that may compare themselves with the server. */
@Command(name = "list", description = "List the laptops.")
final class ListNodes extends ListPaired<NodeBook.Entry> {
    ListNodes() {
        super("nodes", "No laptop is paired yet. Make a link with: tandem nodes add NAME");
    }

    @Override
    protected List<NodeBook.Entry> entries(Path serverFolder) throws Exception {
        try (NodeBook book = NodeBook.open(serverFolder)) {
            return book.entries();
        }
    }

    @Override
    protected Table table(List<NodeBook.Entry> entries) {
        Table table = Table.of("Name", "Id", "Node", "Added", "Last seen", "Access");
        entries.forEach(entry -> table.row(
                entry.name(),
                entry.id(),
                entry.node(),
                entry.addedAt(),
                seen(entry.lastSeenAt()),
                access(entry.revokedAt())));
        return table;
    }
}
