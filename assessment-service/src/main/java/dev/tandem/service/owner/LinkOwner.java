package dev.tandem.service.owner;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.service.access.Secret;
import dev.tandem.service.reviewers.DataFolderOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a link by which one browser becomes the owner's. */
@Command(
        name = "link",
        description = {
            "Print a link that makes one browser the owner's; good once, for ten minutes.",
            "With --json also a token for programs, which works until it is revoked."
        },
        footer = {"%nExamples:%n  tandem owner link", "  tandem owner link --json"})
final class LinkOwner implements Callable<Integer> {
    private static final Duration LINK_LIVES = Duration.ofMinutes(10);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    @Mixin
    private DataFolderOptions options;

    @Option(
            names = "--service-url",
            paramLabel = "URL",
            description = "Where the browser reaches the service. Default: where it is running.")
    private @Nullable String serviceUrl;

    @Option(names = "--link-only", description = "With --json make no token for programs.")
    private boolean linkOnly;

    private record Added(
            String url, String expiresAt, @Nullable String token) {}

    @Override
    public Integer call() throws Exception {
        options.warnIfNoServerRan();
        Instant now = Instant.now();
        Instant expiresAt = now.plus(LINK_LIVES);
        Secret code = Secret.pairingCode();
        String token = null;
        try (OwnerBook book = OwnerBook.open(options.serverFolder())) {
            book.addLink(code, now, expiresAt);
            if (options.isJson() && !linkOnly) {
                Secret forPrograms = Secret.token();
                book.addProgram(forPrograms, now);
                token = forPrograms.text();
            }
        }
        String url = options.serviceUrl(serviceUrl) + "/pair#" + code.text();
        options.output().json(new Added(url, expiresAt.toString(), token));
        options.output()
                .line("Open this in your own browser before "
                        + CLOCK.format(expiresAt.atZone(ZoneId.systemDefault()))
                        + "; it works once, and opens what only the owner may see and do:");
        options.output().line(url);
        return ExitCode.DONE;
    }
}
