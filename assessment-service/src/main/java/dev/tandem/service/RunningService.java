package dev.tandem.service;

import dev.tandem.cli.error.UserError;
import dev.tandem.service.access.AccessDatabase;
import dev.tandem.service.ready.ReadyFile;
import dev.tandem.service.sqlite.SqliteUrl;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Map;

/** The service, from the moment it answers until it is closed. */
public final class RunningService implements AutoCloseable {
    private final ServiceOptions options;
    private final ApplicationContext context;
    private final String url;
    private final ReadyFile readyFile;

    private RunningService(ServiceOptions options, ApplicationContext context, String url, ReadyFile readyFile) {
        this.options = options;
        this.context = context;
        this.url = url;
        this.readyFile = readyFile;
    }

    /** What {@code --json} prints once the service is ready. */
    public record Ready(boolean ready, String serviceUrl, String bootstrapServers, long pid) {}

    /**
     * Starts the service; it answers when this returns.
     *
     * @throws UserError if the port is taken, or a folder or database cannot be used
     */
    public static RunningService start(ServiceOptions options) throws IOException {
        DataFolder.require(options.serverFolder());
        Path accessFile = AccessDatabase.prepare(options.serverFolder());
        ApplicationContext context = ApplicationContext.builder()
                .banner(false)
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .properties(properties(options, accessFile))
                .build();
        try {
            EmbeddedServer server =
                    context.start().getBean(EmbeddedServer.class).start();
            String url = options.publicUrl().orElseGet(() -> ReachableUrl.of(options.host(), server.getPort()));
            ReadyFile readyFile = ReadyFile.write(options.serverFolder(), url);
            return new RunningService(options, context, url, readyFile);
        } catch (RuntimeException | IOException e) {
            context.close();
            throw explained(e, options);
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

    /** The ready line. */
    public Ready ready() {
        return new Ready(
                true, url, options.bootstrapServers(), ProcessHandle.current().pid());
    }

    @Override
    public void close() {
        readyFile.delete();
        context.close();
    }

    private static Map<String, Object> properties(ServiceOptions options, Path accessFile) {
        return Map.of(
                "micronaut.server.host", options.host(),
                "micronaut.server.port", options.port(),
                "datasources.products.url", SqliteUrl.readOnly(options.database()),
                "datasources.access.url", SqliteUrl.own(accessFile));
    }

    private static RuntimeException explained(Exception failure, ServiceOptions options) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof BindException) {
                return UserError.failed(
                        "The service could not listen on " + options.host() + ":" + options.port() + ": "
                                + t.getMessage() + ".",
                        "Stop the program that uses the port, or choose another with --port (0 takes any that is free).",
                        failure);
            }
        }
        return failure instanceof RuntimeException e ? e : new java.io.UncheckedIOException((IOException) failure);
    }
}
