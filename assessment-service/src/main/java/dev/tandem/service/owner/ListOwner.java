package dev.tandem.service.owner;

import dev.tandem.cli.output.Table;
import dev.tandem.service.reviewers.ListPaired;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists the browsers and programs that are the owner's. */
@Command(
        name = "list",
        description = "List the browsers and programs that are the owner's.",
        footerHeading = "%nExample:%n",
        footer = "  tandem owner list --json")
final class ListOwner extends ListPaired<OwnerBook.Entry> {
    ListOwner() {
        super("owner", "No browser or program is the owner's yet. Make a link with: tandem owner link");
    }

    @Override
    protected List<OwnerBook.Entry> entries(Path serverFolder) throws Exception {
        try (OwnerBook book = OwnerBook.open(serverFolder)) {
            return book.entries();
        }
    }

    @Override
    protected Table table(List<OwnerBook.Entry> entries) {
        Table table = Table.of("Device", "Kind", "Label", "Added", "Last seen", "Access");
        entries.forEach(entry -> table.row(
                entry.device(),
                entry.kind(),
                entry.label(),
                entry.addedAt(),
                seen(entry.lastSeenAt()),
                access(entry.revokedAt())));
        return table;
    }
}
