package dev.tandem.service.reviewers;

import dev.tandem.cli.output.Table;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists who may assess, and on what. */
@Command(
        name = "list",
        description = "List the reviewers and their devices.",
        footerHeading = "%nExample:%n",
        footer = "  tandem reviewers list --json")
final class ListReviewers extends ListPaired<ReviewerBook.Entry> {
    ListReviewers() {
        super("reviewers", "No one may assess yet. Add someone with: tandem reviewers add NAME");
    }

    @Override
    protected List<ReviewerBook.Entry> entries(Path serverFolder) throws Exception {
        try (ReviewerBook book = ReviewerBook.open(serverFolder)) {
            return book.entries();
        }
    }

    @Override
    protected Table table(List<ReviewerBook.Entry> entries) {
        Table table = Table.of("Name", "Device", "Kind", "Label", "Added", "Last seen", "Access");
        for (ReviewerBook.Entry entry : entries) {
            if (entry.devices().isEmpty()) {
                table.row(entry.name(), "–", "", "", "", "", "not paired yet");
            }
            entry.devices()
                    .forEach(device -> table.row(
                            entry.name(),
                            device.device(),
                            device.kind(),
                            device.label(),
                            device.addedAt(),
                            seen(device.lastSeenAt()),
                            access(device.revokedAt())));
        }
        return table;
    }
}
