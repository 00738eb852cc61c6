package dev.tandem.service;

import dev.tandem.cli.Verbs;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.service.nodes.NodesVerb;
import dev.tandem.service.owner.OwnerVerb;
import dev.tandem.service.reviewers.ReviewersVerb;
import dev.tandem.stream.file.StreamException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;

/** The server's verbs. Micronaut is loaded by {@code service} alone, so that the others stay quick. */
@Command(
        name = "tandem",
        description = "The server: the phone's page and API, and who may use them.",
        subcommands = {ServiceVerb.class, ReviewersVerb.class, OwnerVerb.class, NodesVerb.class})
public final class Main {
    private Main() {}

    /** Runs the verb that the arguments name. */
    public static void main(String[] args) {
        System.exit(verbs().run(args));
    }

    /** The same within a process, with its output there. */
    static int run(Output output, String... args) {
        return verbs().output(output).run(args);
    }

    private static Optional<UserError> explain(Throwable failure) {
        return failure instanceof StreamException e
                ? Optional.of(UserError.failed(sentence(String.valueOf(e.getMessage())), sentence(e.hint()), e))
                : Optional.empty();
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }

    private static Verbs verbs() {
        return Verbs.of(new Main()).settings(ServiceSettings.ALL).explain(Main::explain);
    }
}
