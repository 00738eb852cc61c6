package dev.tandem.laptop.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.cli.error.UserError;
import io.micrometer.core.instrument.Counter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class MetricsPortTest {
    @Test
    void this_machine_reads_what_is_counted() throws Exception {
        try (MetricsPort metrics = MetricsPort.open(0)) {
            Counter.builder("tandem.conflicts").register(metrics.registry()).increment(2);
            String url = metrics.url().orElseThrow();
            assertThat(get(url).body()).contains("tandem_conflicts_total 2.0");
            assertThat(get(url.replace("/prometheus", "/")).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void without_a_port_nobody_listens() {
        try (MetricsPort metrics = MetricsPort.open(null)) {
            assertThat(metrics.url()).isEmpty();
        }
    }

    @Test
    void a_port_that_is_none_or_in_use_is_told() {
        assertThatThrownBy(() -> MetricsPort.open(70_000))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining("is no port");
        try (MetricsPort metrics = MetricsPort.open(0)) {
            int taken = URI.create(metrics.url().orElseThrow()).getPort();
            assertThatThrownBy(() -> MetricsPort.open(taken))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("could not be offered at port " + taken);
        }
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}
