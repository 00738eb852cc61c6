package dev.tandem.catalog;

import dev.tandem.catalog.run.CatalogSettings;
import dev.tandem.cli.Verbs;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.stream.file.StreamException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;

/** The catalog's verbs. */
@Command(
        name = "tandem",
        description = "Catalog runs: from a feed to the review queue.",
        subcommands = CatalogVerb.class)
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

    private static Verbs verbs() {
        return Verbs.of(new Main()).settings(CatalogSettings.ALL).explain(Main::explain);
    }

    /** The engine's failures, which name what to do, as errors of a verb. */
    private static Optional<UserError> explain(Throwable failure) {
        return failure instanceof StreamException e
                ? Optional.of(UserError.failed(sentence(String.valueOf(e.getMessage())), sentence(e.hint()), e))
                : Optional.empty();
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }
}
