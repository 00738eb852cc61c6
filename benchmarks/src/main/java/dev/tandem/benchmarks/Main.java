package dev.tandem.benchmarks;

import dev.tandem.cli.Verbs;
import dev.tandem.cli.error.UserError;
import dev.tandem.stream.file.StreamException;
import java.util.Optional;
import picocli.CommandLine.Command;

/** The verb that measures. */
@Command(name = "tandem", description = "Measures what Tandem claims.", subcommands = BenchVerb.class)
public final class Main {
    private Main() {}

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(Verbs.of(new Main()).explain(Main::explain).run(args));
    }

    private static Optional<UserError> explain(Throwable failure) {
        return failure instanceof StreamException e
                ? Optional.of(UserError.failed(e.getMessage() + ".", e.hint(), e))
                : Optional.empty();
    }
}
