package dev.tandem.laptop.watch;

import dev.tandem.cli.CommonOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.process.Parent;
import dev.tandem.cli.process.StopSignal;
import dev.tandem.laptop.connection.Kafka;
import dev.tandem.laptop.connection.Network;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.laptop.file.NewDatabase;
import dev.tandem.laptop.metrics.MetricsPort;
import dev.tandem.stream.metrics.NodeMetrics;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tandem watch}. */
@Command(
        name = "watch",
        description = "Stays connected and syncs as things happen, until Ctrl-C; reconnects by itself.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem watch           # a line for each thing that happens",
            "  tandem watch --json    # a JSON object on each line",
            "  tandem watch --metrics-port 9464",
        })
public final class WatchVerb implements Callable<Integer> {
    private static final Duration GRACE = Duration.ofSeconds(15);

    /** How long a round waits for records; changes of other programs are looked for once a round. */
    private static final Duration ROUND = Duration.ofMillis(200);

    @Mixin
    private CommonOptions options;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description =
                    "Tell Prometheus on this machine what happens, at http://127.0.0.1:PORT/prometheus; 0 is any port.")
    private @Nullable Integer metricsPort;

    @Option(names = "--exit-with-parent", description = "Stop when standard input is closed.")
    private boolean exitWithParent;

    @Override
    public Integer call() throws InterruptedException {
        if (exitWithParent) {
            Parent.exitWithParent();
        }
        NewDatabase.announce(options.database(), options.settings(), options.output());
        try (StopSignal stop = StopSignal.install(GRACE);
                MetricsPort metrics = MetricsPort.open(metricsPort);
                LaptopFile laptop = LaptopFile.openOrMake(options, "watch");
                Watcher watcher = new Watcher(
                        laptop.file(),
                        laptop.context(),
                        Kafka.of(options.settings()),
                        new WatchLog(options.output(), laptop.context().clock()),
                        new NodeMetrics(metrics.registry(), laptop.file(), laptop.context()),
                        Network::addresses)) {
            metrics.url()
                    .ifPresent(url ->
                            new WatchLog(options.output(), laptop.context().clock()).measured(url));
            boolean stopped = stop.requested();
            while (!stopped) {
                Duration pause = watcher.runOnce(ROUND);
                stopped = stop.await(pause);
            }
        }
        return ExitCode.DONE;
    }
}
