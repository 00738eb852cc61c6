package dev.tandem.service.reviewers;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.service.access.Secret;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Adds a reviewer, or another phone of one, by a link that pairs one phone. */
@Command(
        name = "add",
        description = {
            "Print a link and a QR code that pair one phone within ten minutes.",
            "With --json also a token for programs, which works until it is revoked."
        },
        footer = {"%nExamples:%n  tandem reviewers add Miriam", "  tandem reviewers add Miriam --json --link-only"})
final class AddReviewer extends LinkForPeople {
    @Parameters(paramLabel = "NAME", description = "The reviewer's name; it stands beside each of their verdicts.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it.
    private String name;

    private record Added(
            String name,
            String url,
            String expiresAt,
            @Nullable String token) {}

    @Override
    protected void check() {
        if (reviewer().isEmpty() || reviewer().length() > 80 || reviewer().matches(".*\\p{Cntrl}.*")) {
            throw UserError.usage("A reviewer's name has 1 to 80 characters on one line.", "Choose another name.");
        }
    }

    @Override
    protected void add(Path serverFolder, NewLink link, Optional<Secret> token) throws Exception {
        try (ReviewerBook book = ReviewerBook.open(serverFolder)) {
            book.addLink(reviewer(), link.code(), link.madeAt(), link.expiresAt());
            if (token.isPresent()) {
                book.addProgram(reviewer(), token.get(), link.madeAt());
            }
        }
    }

    @Override
    protected Object answer(String url, NewLink link, @Nullable String token) {
        return new Added(reviewer(), url, link.expiresAt().toString(), token);
    }

    @Override
    protected void tell(Output output, String url, NewLink link) {
        output.line("Open this on " + reviewer() + "'s phone before " + link.until() + "; it works once:");
        output.line(url);
        output.qrCode(url);
    }

    private String reviewer() {
        return name.strip();
    }
}
