package dev.tandem.service.metrics;

import dev.tandem.service.openapi.ForNodes;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** What the service counts, for Prometheus. On the server's machine the token in {@code node.token} lets it in. */
@Controller("/prometheus")
@ForNodes
@ExecuteOn(TaskExecutors.BLOCKING)
final class PrometheusController {
    private final ServiceMetrics metrics;

    PrometheusController(ServiceMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * All meters as Prometheus reads them.
     *
     * @return its text format, 0.0.4
     */
    @Get
    @Produces(MediaType.TEXT_PLAIN)
    String scrape() {
        return metrics.scrape();
    }
}
