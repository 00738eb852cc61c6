package dev.tandem.service.http;

import dev.tandem.service.access.Owner;
import dev.tandem.service.access.Reviewer;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.security.authentication.Authentication;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one device that runs wild from taking the service away from the others. The measure is far above what a person
 * does, and what a phone does that reads fifty products with all their pictures ahead.
 */
@ServerFilter("/api/**")
final class RateLimit implements Ordered {
    private static final int BURST = 1000;
    private static final int PER_SECOND = 100;

    private final Rate rate;

    @Inject
    RateLimit() {
        this(new Rate(BURST, PER_SECOND));
    }

    RateLimit(Rate rate) {
        this.rate = rate;
    }

    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.after();
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> check(HttpRequest<?> request) {
        Optional<Duration> wait = request.getUserPrincipal(Authentication.class)
                .flatMap(RateLimit::device)
                .flatMap(device -> rate.count(device, System.nanoTime()));
        return wait.isEmpty()
                ? null
                : Problem.of(HttpStatus.TOO_MANY_REQUESTS, "This device asks too much at once. Wait a moment.")
                        .response()
                        .header(
                                HttpHeaders.RETRY_AFTER,
                                Long.toString(wait.get().toSeconds() + 1));
    }

    private static Optional<String> device(Authentication who) {
        if (who.getRoles().contains(Reviewer.ROLE)) {
            return Optional.of(Reviewer.of(who).deviceId());
        }
        return who.getRoles().contains(Owner.ROLE)
                ? Optional.of("owner " + Owner.of(who).deviceId())
                : Optional.empty();
    }
}
