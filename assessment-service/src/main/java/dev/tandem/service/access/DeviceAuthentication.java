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
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Finds out whose device, or which node, sent a request. It asks the database each time, so a revocation takes effect at once. */
@Singleton
final class DeviceAuthentication implements AuthenticationFetcher<HttpRequest<?>> {
    private static final Duration SEEN_PRECISION = Duration.ofMinutes(5);

    private final Devices devices;
    private final PairedNodes nodes;
    private final LocalNodeToken local;
    private final Scheduler blocking;

    DeviceAuthentication(
            Devices devices,
            PairedNodes nodes,
            LocalNodeToken local,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.devices = devices;
        this.nodes = nodes;
        this.local = local;
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
            return local.is(token) ? Optional.of(NodeAccess.authentication("this machine")) : node(token, request);
        }
        if (device.get().isRevoked()) {
            Refusal.REVOKED.noteIn(request);
            return Optional.empty();
        }
        noteSeen(device.get());
        return Optional.of(new Reviewer(device.get().reviewer(), device.get().id()).authentication());
    }

    private Optional<Authentication> node(Secret token, HttpRequest<?> request) {
        Optional<PairedNode> node = nodes.findByTokenHash(token.hash());
        if (node.isEmpty()) {
            Refusal.UNKNOWN_TOKEN.noteIn(request);
            return Optional.empty();
        }
        if (node.get().revokedAt() != null) {
            Refusal.REVOKED.noteIn(request);
            return Optional.empty();
        }
        Instant now = Instant.now();
        if (isLongAgo(node.get().lastSeenAt(), now)) {
            nodes.seen(node.get().id(), now);
        }
        return Optional.of(NodeAccess.authentication(node.get().name()));
    }

    private void noteSeen(Device device) {
        Instant now = Instant.now();
        if (isLongAgo(device.lastSeenAt(), now)) {
            devices.seen(device.id(), now);
        }
    }

    private static boolean isLongAgo(@Nullable Instant seen, Instant now) {
        return seen == null || seen.isBefore(now.minus(SEEN_PRECISION));
    }
}
