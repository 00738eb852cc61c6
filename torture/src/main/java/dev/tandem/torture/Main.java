package dev.tandem.torture;

import dev.tandem.cli.Verbs;
import picocli.CommandLine.Command;

/** The verb that tortures. */
@Command(name = "tandem", description = "Lets real processes meet faults.", subcommands = TortureVerb.class)
public final class Main {
    private Main() {}

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(Verbs.of(new Main()).run(args));
    }
}
