package dev.tandem.service.reviewers;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.output.Output;
import dev.tandem.service.access.Secret;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a link that pairs one browser; with {@code --json} also a token for programs. */
public abstract class LinkForPeople implements Callable<Integer> {
    @Mixin
    private DataFolderOptions options;

    @Option(
            names = "--service-url",
            paramLabel = "URL",
            description = "Where phones and browsers reach the service. Default: where it is running.")
    private @Nullable String serviceUrl;

    @Option(names = "--link-only", description = "With --json make no token for programs.")
    private boolean linkOnly;

    /** Writes the link and the token, if there is one, into the access database of that folder. */
    protected abstract void add(Path serverFolder, NewLink link, Optional<Secret> token) throws Exception;

    /** What {@code --json} answers. */
    protected abstract Object answer(String url, NewLink link, @Nullable String token);

    /** Shows it to people. */
    protected abstract void tell(Output output, String url, NewLink link);

    @Override
    public Integer call() throws Exception {
        check();
        options.warnIfNoServerRan();
        NewLink link = NewLink.make(Instant.now());
        Optional<Secret> token = options.isJson() && !linkOnly ? Optional.of(Secret.token()) : Optional.empty();
        add(options.serverFolder(), link, token);
        String url = link.url(options.serviceUrl(serviceUrl), "/pair");
        options.output().json(answer(url, link, token.map(Secret::text).orElse(null)));
        tell(options.output(), url, link);
        return ExitCode.DONE;
    }

    /** Refuses what was given, before anything is made. */
    protected void check() {}
}
