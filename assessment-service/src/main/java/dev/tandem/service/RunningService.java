package dev.tandem.service;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.tls.KeyFile;
import dev.tandem.service.access.AccessDatabase;
import dev.tandem.service.access.LocalNodeToken;
import dev.tandem.service.assessment.VerdictRecorder;
import dev.tandem.service.metrics.ServiceMetrics;
import dev.tandem.service.picture.Outside;
import dev.tandem.service.picture.PictureSource;
import dev.tandem.service.ready.ReadyFile;
import dev.tandem.service.sqlite.SqliteUrl;
import dev.tandem.service.stream.ServerDatabase;
import dev.tandem.service.stream.ServerStream;
import dev.tandem.service.tls.Tls;
import dev.tandem.service.tls.TlsOptions;
import dev.tandem.service.tls.Trusted;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The service, from the moment it answers until it is closed. */
public final class RunningService implements AutoCloseable {
    private final ServiceOptions options;
    private final String url;
    private final Parts parts;
    private final ApplicationContext context;

    private RunningService(ServiceOptions options, String url, Parts parts, ApplicationContext context) {
        this.options = options;
        this.url = url;
        this.parts = parts;
        this.context = context;
    }

    /** What {@code --json} prints once the service is ready. */
    public record Ready(boolean ready, String serviceUrl, String bootstrapServers, long pid) {}

    /**
     * Starts the service; it answers when this returns, whether or not Kafka does.
     *
     * @param notes is told what the owner should know while it runs
     * @throws UserError if the port is taken, or the data folder cannot be used
     * @throws dev.tandem.stream.file.StreamException if the database cannot be used
     */
    public static RunningService start(ServiceOptions options, Consumer<String> notes) throws IOException {
        return start(options, notes, Outside.PUBLIC);
    }

    /** The same with another idea of where pictures may come from, for tests. */
    static RunningService start(ServiceOptions options, Consumer<String> notes, Outside outside) throws IOException {
        Parts parts = new Parts();
        try {
            parts.add(DataFolder.take(options.serverFolder()));
            Path accessFile = AccessDatabase.prepare(options.serverFolder());
            ServerDatabase database = ServerDatabase.open(
                    options.database(), options.zone(), options.tolerance(), options.policy(), options.furtherTables());
            parts.add(database);
            ServiceMetrics metrics = new ServiceMetrics(database);
            parts.add(metrics);
            ServerStream stream = new ServerStream(database, options.kafka(), metrics.node(), notes);
            parts.add(stream);
            VerdictRecorder recorder =
                    new VerdictRecorder(database, stream::wakeUp, metrics::tap, metrics.node()::assessed);
            parts.add(recorder);
            PictureSource pictures = new PictureSource(options.serverFolder().resolve("pictures"), outside);
            parts.add(pictures);
            Optional<Tls> tls = tls(options);
            ApplicationContext context = ApplicationContext.builder()
                    .banner(false)
                    .deduceEnvironment(false)
                    .environmentPropertySource(false)
                    .properties(properties(options, accessFile, tls))
                    .singletons(
                            stream,
                            database,
                            pictures,
                            new Trusted(tls.flatMap(Tls::authority)),
                            LocalNodeToken.prepare(options.serverFolder()),
                            recorder,
                            metrics)
                    .build();
            parts.add(context);
            EmbeddedServer server =
                    context.start().getBean(EmbeddedServer.class).start();
            stream.start();
            String url = options.publicUrl()
                    .orElseGet(() -> ReachableUrl.of(server.getScheme(), options.host(), server.getPort()));
            parts.add(ReadyFile.write(options.serverFolder(), url, options.database()));
            return new RunningService(options, url, parts, context);
        } catch (RuntimeException | IOException e) {
            parts.close();
            Optional<UserError> portInUse = portInUse(e, options);
            if (portInUse.isPresent()) {
                throw portInUse.get();
            }
            throw e;
        }
    }

    /** The address under which phones reach it, without a slash at its end. */
    public String url() {
        return url;
    }

    /** What it was started with. */
    public ServiceOptions options() {
        return options;
    }

    /** What it is made of, for tests. */
    ApplicationContext context() {
        return context;
    }

    /** The ready line. */
    public Ready ready() {
        return new Ready(
                true,
                url,
                options.kafka().bootstrapServers(),
                ProcessHandle.current().pid());
    }

    /** Stops taking verdicts first, then lets the stream and the database go. */
    @Override
    public void close() {
        parts.close();
    }

    private static Optional<UserError> portInUse(Exception failure, ServiceOptions options) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof BindException) {
                return Optional.of(UserError.failed(
                        "The service could not listen on " + options.host() + ":" + options.port() + ": "
                                + t.getMessage() + ".",
                        "Stop the program that uses the port, or choose another with --port (0 takes any that is free).",
                        failure));
            }
        }
        return Optional.empty();
    }

    private static Optional<Tls> tls(ServiceOptions options) throws IOException {
        Optional<TlsOptions> wanted = options.tls();
        return wanted.isEmpty()
                ? Optional.empty()
                : Optional.of(Tls.prepare(wanted.get(), options.serverFolder(), options.publicUrl()));
    }

    private static Map<String, Object> properties(ServiceOptions options, Path accessFile, Optional<Tls> tls) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "micronaut.server.host", options.host(),
                "micronaut.server.port", options.port(),
                "datasources.products.url", SqliteUrl.readOnly(options.database()),
                "datasources.access.url", SqliteUrl.own(accessFile)));
        tls.ifPresent(with -> properties.putAll(Map.of(
                "micronaut.server.ssl.enabled",
                true,
                "micronaut.server.ssl.port",
                options.port() == 0 ? -1 : options.port(),
                "micronaut.server.ssl.key-store.path",
                "file:" + with.keys().toAbsolutePath(),
                "micronaut.server.ssl.key-store.type",
                KeyFile.TYPE,
                "micronaut.server.ssl.key-store.password",
                KeyFile.PASSWORD)));
        return properties;
    }
}
