package dev.tandem.cli;

import picocli.CommandLine.Command;

/** The verbs that start apps as processes. */
@Command(name = "tandem", description = "Starts Tandem's apps.")
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(Verbs.of(new Main()).run(args));
    }
}
