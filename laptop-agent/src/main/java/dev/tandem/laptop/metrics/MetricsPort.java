package dev.tandem.laptop.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.cli.error.UserError;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands out a process's metrics under {@code /prometheus}, to this machine alone. Without a port nothing is counted and nobody
 * listens.
 */
public final class MetricsPort implements AutoCloseable {
    private static final int LARGEST_PORT = 65_535;

    private final MeterRegistry registry;
    private final @Nullable HttpServer server;

    private MetricsPort(MeterRegistry registry, @Nullable HttpServer server) {
        this.registry = registry;
        this.server = server;
    }

    /**
     * Listens.
     *
     * @param port null for none, 0 for any that is free
     * @throws UserError if that is no port, or it is in use
     */
    public static MetricsPort open(@Nullable Integer port) {
        if (port == null) {
            return new MetricsPort(new CompositeMeterRegistry(), null);
        }
        if (port < 0 || port > LARGEST_PORT) {
            throw UserError.usage(
                    "--metrics-port " + port + " is no port.", "Give a number up to 65535; 0 takes any that is free.");
        }
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/", exchange -> answer(exchange, registry));
            server.start();
            return new MetricsPort(registry, server);
        } catch (IOException e) {
            throw UserError.failed(
                    "The metrics could not be offered at port " + port + ": " + e.getMessage() + ".",
                    "Stop the program that uses the port, or choose another; 0 takes any that is free.",
                    e);
        }
    }

    /** Where meters are registered. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Where the metrics are; empty without a port. */
    public Optional<String> url() {
        return Optional.ofNullable(server)
                .map(listening -> "http://127.0.0.1:" + listening.getAddress().getPort() + "/prometheus");
    }

    private static void answer(HttpExchange exchange, PrometheusMeterRegistry registry) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().equals("/prometheus")) {
                byte[] text = registry.scrape().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
                exchange.sendResponseHeaders(200, text.length);
                exchange.getResponseBody().write(text);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
        registry.close();
    }
}
