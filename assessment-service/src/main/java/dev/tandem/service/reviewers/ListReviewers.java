package dev.tandem.service.reviewers;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.output.Table;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists who may assess, and on what. */
@Command(name = "list", description = "List the reviewers and their devices.")
final class ListReviewers implements Callable<Integer> {
    @Mixin
    private DataFolderOptions options;

    @Override
    public Integer call() throws Exception {
        List<ReviewerBook.Entry> entries;
        try (ReviewerBook book = ReviewerBook.open(options.serverFolder())) {
            entries = book.entries();
        }
        options.output().json(Map.of("reviewers", entries));
        if (entries.isEmpty()) {
            options.output().line("No one may assess yet. Add someone with: tandem reviewers add NAME");
            return ExitCode.DONE;
        }
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
                            device.lastSeenAt() == null ? "never" : device.lastSeenAt(),
                            device.revokedAt() == null ? "yes" : "revoked"));
        }
        options.output().table(table);
        return ExitCode.DONE;
    }
}
