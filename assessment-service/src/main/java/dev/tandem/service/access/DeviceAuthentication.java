package dev.tandem.service.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
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
    private final OwnerDevices owners;
    private final PairedNodes nodes;
    private final LocalNodeToken local;
    private final Scheduler blocking;

    DeviceAuthentication(
            Devices devices,
            OwnerDevices owners,
            PairedNodes nodes,
            LocalNodeToken local,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.devices = devices;
        this.owners = owners;
        this.nodes = nodes;
        this.local = local;
        this.blocking = Schedulers.fromExecutorService(blocking);
    }

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        List<Secret> tokens = Credential.in(request);
        if (tokens.isEmpty()) {
            return Mono.empty();
        }
        return Mono.fromCallable(() -> tokens.stream()
                        .flatMap(token -> authenticate(token, request).stream())
                        .findFirst())
                .flatMap(Mono::justOrEmpty)
                .subscribeOn(blocking)
                .publishOn(Schedulers.fromExecutor(threadOf(request)));
    }

    /**
     * The one thread that may touch the request's body. The framework takes a body on another thread as well, but refuses one that
     * is too large there in the middle of its own work, and stumbles over it.
     */
    private static Executor threadOf(HttpRequest<?> request) {
        return request instanceof NettyHttpRequest<?> received
                ? received.getChannelHandlerContext().channel().eventLoop()
                : Runnable::run;
    }

    private Optional<Authentication> authenticate(Secret token, HttpRequest<?> request) {
        Optional<Device> device = devices.findByTokenHash(token.hash());
        if (device.isEmpty()) {
            return local.is(token) ? Optional.of(NodeAccess.authentication("this machine")) : owner(token, request);
        }
        if (device.get().isRevoked()) {
            Refusal.REVOKED.noteIn(request);
            return Optional.empty();
        }
        noteSeen(device.get());
        return Optional.of(new Reviewer(device.get().reviewer(), device.get().id()).authentication());
    }

    private Optional<Authentication> owner(Secret token, HttpRequest<?> request) {
        Optional<OwnerDevice> owner = owners.findByTokenHash(token.hash());
        if (owner.isEmpty()) {
            return node(token, request);
        }
        if (owner.get().revokedAt() != null) {
            Refusal.REVOKED.noteIn(request);
            return Optional.empty();
        }
        Instant now = Instant.now();
        if (isLongAgo(owner.get().lastSeenAt(), now)) {
            owners.seen(owner.get().id(), now);
        }
        return Optional.of(new Owner(owner.get().id()).authentication());
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
