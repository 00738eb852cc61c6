package dev.tandem.service.owner;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.service.reviewers.DataFolderOptions;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes the owner's access back from a browser or program, at once. */
@Command(
        name = "revoke",
        description = "Take the owner's access back from a browser or program, or from all. It takes effect at once.",
        footer = {"%nExamples:%n  tandem owner revoke k7mw3xqd%n  tandem owner revoke --all"})
final class RevokeOwner implements Callable<Integer> {
    @Mixin
    private DataFolderOptions options;

    @Parameters(paramLabel = "DEVICE", arity = "0..1", description = "As shown by: tandem owner list")
    private @Nullable String device;

    @Option(names = "--all", description = "From all, and from open links.")
    private boolean all;

    @Override
    public Integer call() throws Exception {
        String one = device;
        if ((one == null) == !all) {
            throw UserError.usage("Name one device, or all.", "See which there are: tandem owner list");
        }
        int revoked;
        try (OwnerBook book = OwnerBook.open(options.serverFolder())) {
            revoked = one == null ? book.revokeAll(Instant.now()) : book.revoke(one.strip(), Instant.now());
        }
        if (revoked == 0 && one != null) {
            throw UserError.failed(
                    "The owner has no device " + one + " that has access.", "See which there are: tandem owner list");
        }
        options.output().json(Map.of("revoked", revoked));
        options.output().line("Revoked " + revoked + (revoked == 1 ? " device." : " devices."));
        return ExitCode.DONE;
    }
}
