package dev.tandem.service.reviewers;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.service.access.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds a reviewer, or another phone of one, by a link that pairs one phone. */
@Command(
        name = "add",
        description = {
            "Print a link and a QR code that pair one phone within ten minutes.",
            "With --json also a token for programs, which works until it is revoked."
        },
        footer = {"%nExamples:%n  tandem reviewers add Miriam", "  tandem reviewers add Miriam --json --link-only"})
final class AddReviewer implements Callable<Integer> {
    private static final Duration LINK_LIVES = Duration.ofMinutes(10);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    @Mixin
    private DataFolderOptions options;

    @Parameters(paramLabel = "NAME", description = "The reviewer's name; it stands beside each of their verdicts.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it.
    private String name;

    @Option(
            names = "--service-url",
            paramLabel = "URL",
            description = "Where phones reach the service. Default: where it is running.")
    private @Nullable String serviceUrl;

    @Option(names = "--link-only", description = "With --json make no token for programs.")
    private boolean linkOnly;

    private record Added(
            String name,
            String url,
            String expiresAt,
            @Nullable String token) {}

    @Override
    public Integer call() throws Exception {
        String reviewer = checkedName();
        options.warnIfNoServerRan();
        Instant now = Instant.now();
        Instant expiresAt = now.plus(LINK_LIVES);
        Secret code = Secret.pairingCode();
        String token = null;
        try (ReviewerBook book = ReviewerBook.open(options.serverFolder())) {
            book.addLink(reviewer, code, now, expiresAt);
            if (options.isJson() && !linkOnly) {
                Secret forPrograms = Secret.token();
                book.addProgram(reviewer, forPrograms, now);
                token = forPrograms.text();
            }
        }
        String url = options.serviceUrl(serviceUrl) + "/pair#" + code.text();
        options.output().json(new Added(reviewer, url, expiresAt.toString(), token));
        options.output()
                .line("Open this on " + reviewer + "'s phone before "
                        + CLOCK.format(expiresAt.atZone(ZoneId.systemDefault())) + "; it works once:");
        options.output().line(url);
        options.output().qrCode(url);
        return ExitCode.DONE;
    }

    private String checkedName() {
        String stripped = name.strip();
        if (stripped.isEmpty() || stripped.length() > 80 || stripped.matches(".*\\p{Cntrl}.*")) {
            throw UserError.usage("A reviewer's name has 1 to 80 characters on one line.", "Choose another name.");
        }
        return stripped;
    }
}
