package dev.tandem.service.reviewers;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes access back, at once. */
@Command(
        name = "revoke",
        description = "Take access back from a reviewer, or from one of their devices. It takes effect at once.",
        footer = {"%nExamples:%n  tandem reviewers revoke Miriam%n  tandem reviewers revoke k7mw3xqd"})
final class RevokeReviewer implements Callable<Integer> {
    @Mixin
    private DataFolderOptions options;

    @Parameters(paramLabel = "NAME|DEVICE", description = "As shown by: tandem reviewers list")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it.
    private String nameOrDevice;

    @Override
    public Integer call() throws Exception {
        ReviewerBook.Revoked revoked;
        try (ReviewerBook book = ReviewerBook.open(options.serverFolder())) {
            revoked = book.revoke(nameOrDevice.strip(), Instant.now())
                    .orElseThrow(() -> UserError.failed(
                            "There is no reviewer and no device " + nameOrDevice + ".",
                            "See who there is: tandem reviewers list"));
        }
        options.output().json(Map.of("revoked", revoked.devices(), "links", revoked.links()));
        options.output()
                .line("Revoked " + count(revoked.devices(), "device")
                        + (revoked.links() == 0 ? "" : " and " + count(revoked.links(), "open link")) + ".");
        return ExitCode.DONE;
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
