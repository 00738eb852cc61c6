package dev.tandem.service.stream;

import dev.tandem.stream.file.StreamException;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Tells in {@code /health} and {@code /health/readiness} whether the database answers: without it no verdict is taken. */
@Singleton
final class DatabaseHealth implements HealthIndicator {
    private final ServerDatabase database;

    DatabaseHealth(ServerDatabase database) {
        this.database = database;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Mono.fromCallable(
                        () -> HealthResult.builder("database", status()).build())
                .subscribeOn(Schedulers.boundedElastic());
    }

    private HealthStatus status() {
        try {
            database.file().read("look into", sql -> sql.number("SELECT count(*) FROM tandem_offset"));
            return HealthStatus.UP;
        } catch (StreamException e) {
            return HealthStatus.DOWN;
        }
    }
}
