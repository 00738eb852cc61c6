package dev.tandem.service.nodes;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.service.reviewers.DataFolderOptions;
import dev.tandem.service.reviewers.NewLink;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a link by which one laptop gets a credential of its own. */
@Command(
        name = "add",
        description =
                "Print a link by which one laptop may compare itself with the server; good once, for ten minutes.",
        footer = {"%nExample:%n  tandem nodes add \"Ada's laptop\""})
final class AddNode implements Callable<Integer> {
    @Mixin
    private DataFolderOptions options;

    @Parameters(paramLabel = "NAME", description = "What you call the laptop.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it.
    private String name;

    @Option(
            names = "--service-url",
            paramLabel = "URL",
            description = "Where the laptop reaches the service. Default: where it is running.")
    private @Nullable String serviceUrl;

    private record Added(String name, String url, String expiresAt) {}

    @Override
    public Integer call() throws Exception {
        String laptop = name.strip();
        if (laptop.isEmpty() || laptop.length() > 80 || laptop.matches(".*\\p{Cntrl}.*")) {
            throw UserError.usage("A laptop's name has 1 to 80 characters on one line.", "Choose another name.");
        }
        NewLink link = NewLink.make(Instant.now());
        try (NodeBook book = NodeBook.open(options.serverFolder())) {
            book.addLink(laptop, link.code(), link.madeAt(), link.expiresAt());
        }
        String url = link.url(options.serviceUrl(serviceUrl), "/pair/node");
        options.output().json(new Added(laptop, url, link.expiresAt().toString()));
        options.output().line("Run this on the laptop before " + link.until() + "; it works once:");
        options.output().line("./tandem adopt FILE --pair '" + url + "'");
        return ExitCode.DONE;
    }
}
