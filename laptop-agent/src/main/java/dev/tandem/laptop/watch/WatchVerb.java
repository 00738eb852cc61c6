package dev.tandem.laptop.watch;

import dev.tandem.cli.CommonOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.process.StopSignal;
import dev.tandem.laptop.connection.Kafka;
import dev.tandem.laptop.connection.Network;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.laptop.file.NewDatabase;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tandem watch}. */
@Command(
        name = "watch",
        description = "Stays connected and syncs as things happen, until Ctrl-C; reconnects by itself.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem watch           # a line for each thing that happens",
            "  tandem watch --json    # a JSON object on each line",
        })
public final class WatchVerb implements Callable<Integer> {
    private static final Duration GRACE = Duration.ofSeconds(15);

    /** How long a round waits for records; changes of other programs are looked for once a round. */
    private static final Duration ROUND = Duration.ofMillis(200);

    @Mixin
    private CommonOptions options;

    @Override
    public Integer call() throws InterruptedException {
        NewDatabase.announce(options.database(), options.settings(), options.output());
        try (StopSignal stop = StopSignal.install(GRACE);
                LaptopFile laptop = LaptopFile.openOrMake(options.database(), options.settings(), "watch");
                Watcher watcher = new Watcher(
                        laptop.file(),
                        laptop.context(),
                        Kafka.of(options.settings()),
                        new WatchLog(options.output(), laptop.context().clock()),
                        Network::addresses)) {
            boolean stopped = stop.requested();
            while (!stopped) {
                Duration pause = watcher.runOnce(ROUND);
                stopped = stop.await(pause);
            }
        }
        return ExitCode.DONE;
    }
}
