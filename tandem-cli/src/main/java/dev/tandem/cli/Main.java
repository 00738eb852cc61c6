package dev.tandem.cli;

import dev.tandem.cli.demo.Demo;
import dev.tandem.cli.up.Down;
import dev.tandem.cli.up.Up;
import picocli.CommandLine.Command;

/** The verbs that start apps as processes, one class each. */
@Command(
        name = "tandem",
        description = "Starts Tandem's apps.",
        subcommands = {Demo.class, Up.class, Down.class})
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(Verbs.of(new Main()).run(args));
    }
}
