package dev.tandem.broker;

import dev.tandem.cli.VerbOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.process.Parent;
import dev.tandem.cli.process.StopSignal;
import dev.tandem.cli.settings.CommonSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "broker",
        description = "Runs a Kafka broker for this machine in the foreground until Ctrl-C.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem broker                              # on port 9092, data in data/broker",
            "  tandem broker --broker-port 0 --json       # on any free port; one line of JSON when ready",
            "  tandem broker --data /srv/tandem           # data in /srv/tandem/broker",
            "  tandem broker --secure                     # only who has a login may come in: tandem nodes add",
            "  tandem broker --secure --host 0.0.0.0 --advertised-host tandem.example.org",
            "",
            "It listens on 127.0.0.1 only, unless --host says otherwise. Kafka's log is in broker.log in the data folder.",
            "Ctrl-C and SIGTERM stop it cleanly (exit codes 130 and 143)."
        })
final class BrokerVerb implements Callable<Integer> {

    /** A clean stop takes less than a second; this much only if the disk is slow. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    @Mixin
    private VerbOptions options;

    @Option(names = "--broker-port", paramLabel = "P", description = "The port; 0 is any free one. Default: 9092.")
    @Nullable
    String port;

    @Option(
            names = "--advertised-port",
            paramLabel = "P",
            defaultValue = "0",
            description = "The port that clients are told to use: that of a tunnel to this broker. Default: its own.")
    int advertisedPort;

    @Option(
            names = "--secure",
            description = "Speak TLS, and let in only who has a login and a right (tandem nodes add).")
    private boolean secure;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "The address to listen on, with --secure; 0.0.0.0 is all of this machine. Default: 127.0.0.1.")
    private String host = Doors.LOOPBACK;

    @Option(
            names = "--advertised-host",
            paramLabel = "NAME",
            description = "The name or address under which nodes reach it. Default: that of --host.")
    @Nullable
    String advertisedHost;

    @Option(names = "--data", paramLabel = "DIR", description = "Keeps the data in DIR/broker. Default: data.")
    @Nullable
    String data;

    @Option(names = "--exit-with-parent", description = "Stop when standard input is closed.")
    private boolean exitWithParent;

    @Override
    public Integer call() throws InterruptedException {
        if (exitWithParent) {
            Parent.exitWithParent();
        }
        if (advertisedPort < 0 || advertisedPort > 65_535) {
            throw UserError.usage(
                    "--advertised-port " + advertisedPort + " is no port.", "Ports are between 1 and 65535.");
        }
        var settings = options.settings();
        var folder = settings.get(CommonSettings.DATA).resolve("broker");
        var doors = doors(settings.get(CommonSettings.BROKER_PORT));
        try (var stop = StopSignal.install(GRACE)) {
            try (var broker = LocalBroker.start(folder, doors, this::prepare)) {
                tell(broker);
                waitFor(stop, broker);
            } catch (UserError e) {
                // Some of what a start needs is refused once the JVM is ending.
                if (!stop.requested()) {
                    throw e;
                }
            }
        }
        return ExitCode.DONE;
    }

    private Doors doors(int port) {
        if (!secure && !host.equals(Doors.LOOPBACK)) {
            throw UserError.usage(
                    "A broker without --secure listens on " + Doors.LOOPBACK
                            + " alone: whoever reaches it may do everything.",
                    "Give --secure too, or leave --host out.");
        }
        var told = advertisedHost == null ? host : advertisedHost;
        if (Doors.isAll(told)) {
            throw UserError.usage(
                    "Nodes cannot be told to connect to " + told + ".",
                    "Say under which name or address they reach this machine: --advertised-host NAME.");
        }
        return new Doors(host, port, told, advertisedPort, secure);
    }

    private void prepare(Path folder) {
        if (!options.isDebug()) {
            BrokerLog.writeTo(folder);
        }
    }

    private void tell(LocalBroker broker) {
        var output = options.output();
        var log = BrokerLog.fileIn(broker.folder());
        output.json(new Ready(
                true,
                broker.bootstrapServers(),
                ProcessHandle.current().pid(),
                broker.folder().toString(),
                secure));
        output.line("Kafka is ready at " + broker.bootstrapServers() + ". Ctrl-C stops it.");
        if (!broker.advertisedServers().equals(broker.bootstrapServers())) {
            output.line("Clients are told to reach it at " + broker.advertisedServers() + ".");
        }
        if (secure) {
            output.line("Nobody comes in without a login: tandem nodes add NAME --role laptop|service|operator");
        }
        output.line("Its data are in " + broker.folder() + (options.isDebug() ? "." : ", its log in " + log + "."));
    }

    private static void waitFor(StopSignal stop, LocalBroker broker) throws InterruptedException {
        var end = broker.failed();
        stop.onRequest(() -> end.complete(null));
        try {
            end.get();
        } catch (ExecutionException e) {
            throw Failure.whileRunning(broker.folder(), e);
        }
    }

    /** What {@code --json} answers once requests are taken. */
    record Ready(boolean ready, String bootstrapServers, long pid, String dataFolder, boolean secure) {}
}
