package dev.tandem.service.metrics;

import dev.tandem.service.assessment.Outcome;
import dev.tandem.service.stream.ServerDatabase;
import dev.tandem.stream.metrics.NodeMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The meters of a service: those of its node, taps, and the memory of its process. */
public final class ServiceMetrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final NodeMetrics node;
    private final Map<Outcome, Counter> taps;

    /** Registers them all. */
    public ServiceMetrics(ServerDatabase database) {
        node = new NodeMetrics(registry, database.file(), database.context());
        taps = Arrays.stream(Outcome.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        outcome -> Counter.builder("tandem.taps")
                                .description("Verdicts from phones, by what came of them")
                                .tag("outcome", outcome.status())
                                .register(registry)));
        new JvmMemoryMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** Those of the node. */
    public NodeMetrics node() {
        return node;
    }

    /** Counts a verdict from a phone. */
    public void tap(Outcome outcome) {
        Counter counter = taps.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }

    /** All of them, in the text that Prometheus reads. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        registry.close();
    }
}
