package dev.tandem.inspector;

import dev.tandem.cli.Verbs;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.inspector.lag.LagVerb;
import dev.tandem.inspector.letters.DeadLettersVerb;
import dev.tandem.inspector.receipts.ReceiptsVerb;
import dev.tandem.inspector.tail.TailVerb;
import dev.tandem.inspector.topics.TopicsVerb;
import dev.tandem.stream.file.StreamException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;

/** The operators' verbs. */
@Command(
        name = "tandem",
        description = "Looks into the topics.",
        subcommands = {TopicsVerb.class, TailVerb.class, LagVerb.class, ReceiptsVerb.class, DeadLettersVerb.class})
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
        return Verbs.of(new Main()).explain(Main::explain);
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
