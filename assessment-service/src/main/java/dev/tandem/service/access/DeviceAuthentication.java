package dev.tandem.service.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Finds out whose device sent a request. It asks the database each time, so a revocation takes effect at once. */
@Singleton
final class DeviceAuthentication implements AuthenticationFetcher<HttpRequest<?>> {
    private static final Duration SEEN_PRECISION = Duration.ofMinutes(5);

    private final Devices devices;
    private final Scheduler blocking;

    DeviceAuthentication(Devices devices, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.devices = devices;
        this.blocking = Schedulers.fromExecutorService(blocking);
    }

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        Optional<Secret> token = Credential.in(request);
        if (token.isEmpty()) {
            return Mono.empty();
        }
        return Mono.fromCallable(() -> authenticate(token.get(), request))
                .flatMap(Mono::justOrEmpty)
                .subscribeOn(blocking);
    }

    private Optional<Authentication> authenticate(Secret token, HttpRequest<?> request) {
        Optional<Device> device = devices.findByTokenHash(token.hash());
        if (device.isEmpty()) {
            Refusal.UNKNOWN_TOKEN.noteIn(request);
            return Optional.empty();
        }
        if (device.get().isRevoked()) {
            Refusal.REVOKED.noteIn(request);
            return Optional.empty();
        }
        noteSeen(device.get());
        return Optional.of(new Reviewer(device.get().reviewer(), device.get().id()).authentication());
    }

    private void noteSeen(Device device) {
        Instant now = Instant.now();
        Instant seen = device.lastSeenAt();
        if (seen == null || seen.isBefore(now.minus(SEEN_PRECISION))) {
            devices.seen(device.id(), now);
        }
    }
}
