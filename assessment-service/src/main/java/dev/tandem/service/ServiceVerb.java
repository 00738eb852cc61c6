package dev.tandem.service;

import dev.tandem.cli.VerbOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.process.Parent;
import dev.tandem.cli.process.StopSignal;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Settings;
import dev.tandem.service.tls.TlsOptions;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.ConflictPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the service in the foreground until it is told to stop. */
@Command(
        name = "service",
        description = "Run the service that phones talk to, until Ctrl-C.",
        footer = {"%nExample:%n  tandem service --port 8080 --data data"})
@SuppressWarnings("UnusedVariable") // The settings take the options' values from the command line.
final class ServiceVerb implements Callable<Integer> {
    private static final Duration GRACE = Duration.ofSeconds(10);

    @Mixin
    private VerbOptions options;

    @Option(names = "--port", paramLabel = "P", description = "The port; 0 is any that is free. Default: 8080.")
    private @Nullable String port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "The address to listen on. Default: 127.0.0.1, this machine only.")
    private @Nullable String host;

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder. Default: data.")
    private @Nullable String data;

    @Option(
            names = "--database",
            paramLabel = "FILE",
            description = "The server's database; made if absent. Default: server/products.db in the data folder.")
    private @Nullable String database;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Where Kafka is. Default: localhost:9092.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "How phones reach the service, if not under the address it listens on.")
    private @Nullable String publicUrl;

    @Option(
            names = "--conflict-policy",
            paramLabel = "POLICY",
            description = {
                "What follows when two people decided differently: latest (the later one stands), server-wins"
                        + " (the server issues its own again), review (it stays open until the owner chooses)."
                        + " Default: latest."
            })
    private @Nullable String conflictPolicy;

    @Option(
            names = "--tls",
            description = {
                "Speak https, with a certificate of an authority of its own. What a phone has to trust is in server/tls in"
                        + " the data folder and under /authority.crt."
            })
    private boolean tls;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "Speak https with this certificate and those that lead to its authority (PEM).")
    private @Nullable String tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "The certificate's private key (PEM).")
    private @Nullable String tlsKey;

    @Option(names = "--exit-with-parent", description = "End when standard input is closed.")
    private boolean exitWithParent;

    @Override
    public Integer call() throws Exception {
        // A port in use is told by the verb itself.
        System.setProperty("org.slf4j.simpleLogger.log.io.micronaut.http.server.netty.NettyHttpServer", "off");
        if (exitWithParent) {
            Parent.exitWithParent();
        }
        try (StopSignal stop = StopSignal.install(GRACE);
                RunningService service = RunningService.start(withTls(options.settings()), options.output()::note)) {
            options.output().json(service.ready());
            options.output().line("The service is at " + service.url());
            options.output().line("Its database is " + service.options().database());
            options.output().line("Pair a phone with: tandem reviewers add NAME");
            stop.await();
        }
        return ExitCode.DONE;
    }

    private ServiceOptions withTls(Settings settings) {
        ServiceOptions plain = optionsOf(settings);
        Optional<Path> certificate = settings.find(ServiceSettings.TLS_CERTIFICATE);
        Optional<Path> key = settings.find(ServiceSettings.TLS_KEY);
        if (certificate.isPresent() != key.isPresent()) {
            throw UserError.usage(
                    "A certificate and its key belong together, and only one of them was given.",
                    "Give both --tls-certificate FILE and --tls-key FILE, or --tls for a certificate of its own.");
        }
        if (certificate.isPresent() && key.isPresent()) {
            return plain.with(new TlsOptions(Optional.of(new TlsOptions.Given(certificate.get(), key.get()))));
        }
        return tls ? plain.with(TlsOptions.OWN_AUTHORITY) : plain;
    }

    private static ServiceOptions optionsOf(Settings settings) {
        return new ServiceOptions(
                settings.get(ServiceSettings.HOST),
                settings.get(CommonSettings.PORT),
                settings.get(CommonSettings.DATA).resolve("server"),
                settings.serverDatabase(),
                settings.find(ServiceSettings.PUBLIC_URL),
                kafka(settings),
                settings.get(CommonSettings.CLOCK_ZONE),
                settings.get(CommonSettings.CLOCK_TOLERANCE),
                ConflictPolicy.of(settings.get(CommonSettings.CONFLICT_POLICY)).orElseThrow(),
                settings.get(CommonSettings.SYNC_TABLES));
    }

    private static KafkaSettings kafka(Settings settings) {
        Map<String, String> client = new HashMap<>(settings.kafka());
        String bootstrapServers = String.valueOf(client.remove("bootstrap.servers"));
        return new KafkaSettings(
                bootstrapServers,
                settings.get(CommonSettings.TOPIC_PREFIX),
                settings.get(CommonSettings.TOPIC_PARTITIONS),
                settings.get(CommonSettings.TOPIC_REPLICATION).shortValue(),
                settings.get(CommonSettings.TOPIC_RETENTION),
                client);
    }
}
