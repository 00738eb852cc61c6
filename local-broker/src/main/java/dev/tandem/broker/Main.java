package dev.tandem.broker;

import dev.tandem.cli.Verbs;
import picocli.CommandLine.Command;

/** Runs the embedded broker as a process. */
@Command(name = "tandem", description = "Runs Tandem's embedded broker.", subcommands = BrokerVerb.class)
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(Verbs.of(new Main()).run(args));
    }
}
