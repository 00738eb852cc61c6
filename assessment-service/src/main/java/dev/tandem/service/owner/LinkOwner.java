package dev.tandem.service.owner;

import dev.tandem.cli.output.Output;
import dev.tandem.service.access.Secret;
import dev.tandem.service.reviewers.LinkForPeople;
import dev.tandem.service.reviewers.NewLink;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Makes a link by which one browser becomes the owner's. */
@Command(
        name = "link",
        description = {
            "Print a link that makes one browser the owner's; good once, for ten minutes.",
            "With --json also a token for programs, which works until it is revoked."
        },
        footer = {"%nExamples:%n  tandem owner link", "  tandem owner link --json"})
final class LinkOwner extends LinkForPeople {
    private record Added(
            String url, String expiresAt, @Nullable String token) {}

    @Override
    protected void add(Path serverFolder, NewLink link, Optional<Secret> token) throws Exception {
        try (OwnerBook book = OwnerBook.open(serverFolder)) {
            book.addLink(link.code(), link.madeAt(), link.expiresAt());
            if (token.isPresent()) {
                book.addProgram(token.get(), link.madeAt());
            }
        }
    }

    @Override
    protected Object answer(String url, NewLink link, @Nullable String token) {
        return new Added(url, link.expiresAt().toString(), token);
    }

    @Override
    protected void tell(Output output, String url, NewLink link) {
        output.line("Open this in your own browser before " + link.until()
                + "; it works once, and opens what only the owner may see and do:");
        output.line(url);
    }
}
