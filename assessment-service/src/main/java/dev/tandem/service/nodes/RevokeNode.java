package dev.tandem.service.nodes;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.service.reviewers.DataFolderOptions;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a laptop's credential back, at once. */
@Command(
        name = "revoke",
        description = "Take access back from a laptop. It takes effect at once; syncing through Kafka goes on.",
        footer = {"%nExamples:%n  tandem nodes revoke \"Ada's laptop\"%n  tandem nodes revoke k7mw3xqd"})
final class RevokeNode implements Callable<Integer> {
    @Mixin
    private DataFolderOptions options;

    @Parameters(paramLabel = "NAME|ID", description = "As shown by: tandem nodes list")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it.
    private String nameOrId;

    @Override
    public Integer call() throws Exception {
        int revoked;
        try (NodeBook book = NodeBook.open(options.serverFolder())) {
            revoked = book.revoke(nameOrId.strip(), Instant.now());
        }
        if (revoked == 0) {
            throw UserError.failed(
                    "There is no laptop " + nameOrId + " that has access.", "See which there are: tandem nodes list");
        }
        options.output().json(Map.of("revoked", revoked));
        options.output().line("Revoked the access of " + nameOrId + ".");
        return ExitCode.DONE;
    }
}
