package dev.tandem.cli.up;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.VerbOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Style;
import dev.tandem.cli.process.ChildApp;
import dev.tandem.cli.process.StopSignal;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the broker and the service until Ctrl-C. */
@Command(
        name = "up",
        description = "Starts the broker and the service until Ctrl-C, and shows how to pair a phone.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem up                                    # ports 8080 and 9092, all data in data/",
            "  tandem up --detach                           # in the background, until: tandem down",
            "  tandem up --port 0 --broker-port 0 --json    # any free ports; one line of JSON when ready"
        })
public final class Up implements Callable<Integer> {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(70);

    @Mixin
    VerbOptions options;

    @Option(names = "--port", paramLabel = "P", description = "The service's port; 0 is any free one. Default: 8080.")
    @Nullable
    String port;

    @Option(names = "--broker-port", paramLabel = "P", description = "Kafka's port; 0 is any free one. Default: 9092.")
    @Nullable
    String brokerPort;

    @Option(names = "--data", paramLabel = "DIR", description = "The folder of all its data. Default: data.")
    @Nullable
    String data;

    @Option(
            names = "--database",
            paramLabel = "FILE",
            description = "The server's database; made if absent. Default: server/products.db in the data folder.")
    @Nullable
    String database;

    @Option(
            names = "--tls",
            description = "Speak https, with a certificate of an authority of its own that phones are told to trust.")
    boolean tls;

    @Option(
            names = "--secure",
            description = "Let nobody in at Kafka who has no login and no right (tandem nodes add).")
    boolean secure;

    @Option(names = "--detach", description = "Return when it is ready, and leave it running until tandem down.")
    boolean detach;

    @Option(names = "--detached", hidden = true)
    boolean detached;

    /** What {@code --json} answers once both are ready. */
    record Ready(
            boolean ready,
            String serviceUrl,
            String bootstrapServers,
            @Nullable String pairingUrl,
            long pid) {}

    @Override
    public Integer call() throws Exception {
        Settings settings = options.settings();
        Path folder = settings.get(CommonSettings.DATA).toAbsolutePath().normalize();
        return detach ? leaveRunning(settings, folder) : runUntilStopped(settings, folder);
    }

    private int runUntilStopped(Settings settings, Path folder) throws InterruptedException {
        int servicePort = settings.get(CommonSettings.PORT);
        int kafkaPort = settings.get(CommonSettings.BROKER_PORT);
        try (StopSignal stop = StopSignal.install(GRACE);
                RunningUp running = RunningUp.take(folder)) {
            Ports.requireFree(kafkaPort, "the broker", "--broker-port");
            Ports.requireFree(servicePort, "the service", "--port");
            options.output().progress("Starting the broker …");
            try (ChildApp broker = child(
                    Map.of(),
                    with(
                            given(secure, "--secure"),
                            "broker",
                            "--broker-port",
                            "" + kafkaPort,
                            "--data",
                            "" + folder))) {
                Optional<String> kafka = ready(broker, stop, "bootstrapServers");
                if (kafka.isEmpty()) {
                    return ExitCode.DONE;
                }
                options.output().progress("Starting the service …");
                try (ChildApp service = child(
                        serviceLogin(folder),
                        with(
                                given(tls, "--tls"),
                                "service",
                                "--port",
                                "" + servicePort,
                                "--data",
                                "" + folder,
                                "--database",
                                "" + settings.serverDatabase().toAbsolutePath(),
                                "--bootstrap-servers",
                                kafka.get()))) {
                    Optional<String> url = ready(service, stop, "serviceUrl");
                    if (url.isEmpty()) {
                        return ExitCode.DONE;
                    }
                    Ready ready = new Ready(
                            true,
                            url.get(),
                            kafka.get(),
                            pairingUrl(folder),
                            ProcessHandle.current().pid());
                    running.ready(ready);
                    tell(ready, folder);
                    waitForTheEnd(stop, broker, service);
                    options.output().note("Stopping …");
                }
            }
        }
        return ExitCode.DONE;
    }

    private static Stream<String> given(boolean flag, String name) {
        return Stream.of(name).filter(n -> flag);
    }

    private static List<String> with(Stream<String> flags, String... verbAndFlags) {
        return Stream.concat(Stream.of(verbAndFlags), flags).toList();
    }

    /** A login for the service, with a new password at each start. Only the name of its file is handed on. */
    private Map<String, String> serviceLogin(Path folder) throws InterruptedException {
        if (!secure) {
            return Map.of();
        }
        JsonNode added = ChildApp.run(
                List.of("nodes", "add", "server", "--role", "service", "--renew", "--data", "" + folder), READY_WITHIN);
        return Map.of("TANDEM_SETTINGS", added.path("settings").asText());
    }

    private ChildApp child(Map<String, String> environment, List<String> verbAndFlags) {
        Output output = options.output();
        return ChildApp.start(
                verbAndFlags,
                line -> output.handOn(verbAndFlags.get(0), line),
                builder -> builder.environment().putAll(environment));
    }

    private static Optional<String> ready(ChildApp app, StopSignal stop, String key) throws InterruptedException {
        return app.answer(READY_WITHIN, stop::requested)
                .map(answer -> answer.path(key).asText());
    }

    /** Without a link all else still works, so its failure is a warning. */
    private @Nullable String pairingUrl(Path folder) throws InterruptedException {
        try {
            JsonNode added = ChildApp.run(
                    List.of("reviewers", "add", "owner", "--link-only", "--data", "" + folder), READY_WITHIN);
            return added.path("url").asText();
        } catch (UserError e) {
            options.output().warning("There is no pairing link: " + e.message() + " " + e.hint());
            return null;
        }
    }

    private static void waitForTheEnd(StopSignal stop, ChildApp... apps) throws InterruptedException {
        for (ChildApp app : apps) {
            app.onEnd(stop::request);
        }
        stop.await();
        for (ChildApp app : apps) {
            boolean signaled =
                    stop.byTheSystem() || (app.endedBySignal() && stop.byTheSystemWithin(ChildApp.SIGNAL_WITHIN));
            if (!signaled && app.exitCode().isPresent()) {
                throw UserError.failed(
                        "The " + app.verb() + " has ended by itself, with exit code "
                                + app.exitCode().getAsInt() + ", so all is stopped.",
                        "What was acknowledged is kept; see above for the reason, and start it again with tandem up.");
            }
        }
    }

    private void tell(Ready ready, Path folder) {
        Output output = options.output();
        output.json(ready);
        output.line(output.styled(Style.GOOD, "Tandem is running."));
        output.line("  service  " + ready.serviceUrl());
        output.line("  Kafka    " + ready.bootstrapServers());
        output.line("  data     " + folder);
        if (tls) {
            output.line();
            output.line("A phone has to trust " + folder.resolve("server/tls/authority.crt") + " once: open "
                    + ready.serviceUrl() + "/authority.crt on it; docs/operations.md has the steps.");
        }
        if (secure) {
            output.line();
            output.line("Nobody else comes in at Kafka without a login: tandem nodes add NAME --role laptop --data "
                    + folder);
        }
        if (ready.pairingUrl() != null) {
            output.line();
            output.line("To pair a phone, scan this or open the link on it; the link works once:");
            output.line("  " + output.styled(Style.BOLD, ready.pairingUrl()));
            output.qrCode(ready.pairingUrl());
        }
        output.line();
        output.line(detach ? "Stop it with: tandem down --data " + folder : "Ctrl-C stops it.");
    }

    private int leaveRunning(Settings settings, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path log = folder.resolve("up.log");
        options.output().progress("Starting the broker and the service; their log is " + log + " …");
        ChildApp child = ChildApp.startDetached(
                with(
                        Stream.concat(given(tls, "--tls"), given(secure, "--secure")),
                        "up",
                        "--detached",
                        "--port",
                        "" + settings.get(CommonSettings.PORT),
                        "--broker-port",
                        "" + settings.get(CommonSettings.BROKER_PORT),
                        "--data",
                        "" + folder,
                        "--database",
                        "" + settings.serverDatabase().toAbsolutePath()),
                log);
        try (StopSignal stop = StopSignal.install(GRACE)) {
            Optional<JsonNode> answer = child.answer(READY_WITHIN.plus(READY_WITHIN), stop::requested);
            if (answer.isEmpty()) {
                child.close();
                return ExitCode.DONE;
            }
            JsonNode ready = answer.get();
            tell(
                    new Ready(
                            true,
                            ready.path("serviceUrl").asText(),
                            ready.path("bootstrapServers").asText(),
                            ready.path("pairingUrl").textValue(),
                            ready.path("pid").asLong()),
                    folder);
        }
        return ExitCode.DONE;
    }
}
