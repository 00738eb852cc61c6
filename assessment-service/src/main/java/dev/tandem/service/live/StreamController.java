package dev.tandem.service.live;

import dev.tandem.service.access.Devices;
import dev.tandem.service.access.Reviewer;
import dev.tandem.service.http.Problem;
import dev.tandem.service.http.ProblemException;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Server-sent events, so that a page's counts stay right while others assess. Nothing is resumed: a page asks for
 * everything anew once it is connected again.
 */
@Controller("/api/stream")
@Secured(Reviewer.ROLE)
final class StreamController {
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration LATER = Duration.ofSeconds(30);

    private final LiveQueue live;
    private final Devices devices;
    private final Scheduler blocking;

    StreamController(LiveQueue live, Devices devices, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.live = live;
        this.devices = devices;
        this.blocking = Schedulers.fromExecutorService(blocking);
    }

    @Get(produces = MediaType.TEXT_EVENT_STREAM)
    @ExecuteOn(TaskExecutors.BLOCKING)
    Publisher<Event<?>> stream(Authentication authentication) {
        String device = Reviewer.of(authentication).deviceId();
        if (!live.seats().take(device)) {
            throw new ProblemException(
                    Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "Too many pages listen already. Close some of them."),
                    LATER);
        }
        live.attend();
        return Flux.merge(live.events(), Mono.fromCallable(live::stats).subscribeOn(blocking), beats(device))
                .takeUntil(event -> "revoked".equals(event.getName()))
                .doFinally(end -> live.seats().free(device));
    }

    /** Tells proxies and the page that somebody is there, until the device is revoked. */
    private Flux<Event<?>> beats(String device) {
        return Flux.interval(BEAT)
                .onBackpressureDrop()
                .publishOn(blocking)
                .map(beat -> Event.of(Map.of()).name(isPaired(device) ? "beat" : "revoked"));
    }

    private boolean isPaired(String device) {
        return devices.findById(device).filter(it -> !it.isRevoked()).isPresent();
    }
}
