package dev.tandem.service.stream;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Tells in {@code /health} how it stands with Kafka. Without it the service is {@code DEGRADED} and answers 200 all the
 * same, since phones are served and nothing is lost.
 */
@Singleton
final class KafkaHealth implements HealthIndicator {
    /** Neither operational nor not, by which it ranks between {@code UP} and {@code DOWN}. */
    private static final HealthStatus DEGRADED = new HealthStatus("DEGRADED", null, null, 100);

    private final ServerStream stream;

    KafkaHealth(ServerStream stream) {
        this.stream = stream;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Mono.fromSupplier(() -> {
            StreamState state = stream.state();
            boolean up = state.link() == StreamState.Link.CONNECTED;
            return HealthResult.builder("kafka", up ? HealthStatus.UP : DEGRADED)
                    .details(Map.of(
                            "link",
                            state.link().name().toLowerCase(Locale.ROOT),
                            "since",
                            state.since().toString()))
                    .build();
        });
    }
}
