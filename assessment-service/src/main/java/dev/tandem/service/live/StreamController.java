package dev.tandem.service.live;

import dev.tandem.service.access.Devices;
import dev.tandem.service.access.Owner;
import dev.tandem.service.access.OwnerDevices;
import dev.tandem.service.access.Reviewer;
import dev.tandem.service.http.Problem;
import dev.tandem.service.http.ProblemException;
import dev.tandem.service.openapi.ForOwner;
import dev.tandem.service.openapi.ForReviewers;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Server-sent events, so that a page's counts stay right while others assess. Nothing is resumed: a page asks for
 * everything anew once it is connected again.
 */
@Controller("/api")
final class StreamController {
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration LATER = Duration.ofSeconds(30);

    private final LiveQueue live;
    private final Devices devices;
    private final OwnerDevices owners;
    private final Scheduler blocking;

    StreamController(
            LiveQueue live,
            Devices devices,
            OwnerDevices owners,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.live = live;
        this.devices = devices;
        this.owners = owners;
        this.blocking = Schedulers.fromExecutorService(blocking);
    }

    /**
     * What happens to reviews, as it happens. {@code stats} holds the counts; {@code assessed}, {@code requested} and
     * {@code withdrawn} hold {@code items} of {@code productUrl} and {@code reviewType}; {@code refresh} asks to read everything
     * anew, {@code beat} says that somebody is there, {@code revoked} is the last one.
     *
     * @return the events, without an end
     */
    @ApiResponse(
            responseCode = "200",
            description = "The events, without an end",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM, schema = @Schema(type = "string")))
    @Get(value = "/stream", produces = MediaType.TEXT_EVENT_STREAM)
    @ForReviewers
    @ExecuteOn(TaskExecutors.BLOCKING)
    Publisher<Event<?>> stream(Authentication authentication) {
        String device = Reviewer.of(authentication).deviceId();
        return told(
                device,
                () -> devices.findById(device).filter(it -> !it.isRevoked()).isPresent());
    }

    /**
     * The same for the owner's page, as {@code /api/stream} tells reviewers.
     *
     * @return the events, without an end
     */
    @ApiResponse(
            responseCode = "200",
            description = "The events, without an end",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM, schema = @Schema(type = "string")))
    @Get(value = "/owner/stream", produces = MediaType.TEXT_EVENT_STREAM)
    @ForOwner
    @ExecuteOn(TaskExecutors.BLOCKING)
    Publisher<Event<?>> owners(Authentication authentication) {
        String device = Owner.of(authentication).deviceId();
        return told(
                device,
                () -> owners.findById(device)
                        .filter(it -> it.revokedAt() == null)
                        .isPresent());
    }

    private Publisher<Event<?>> told(String device, BooleanSupplier isPaired) {
        if (!live.seats().take(device)) {
            throw new ProblemException(
                    Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "Too many pages listen already. Close some of them."),
                    LATER);
        }
        live.attend();
        return Flux.merge(live.events(), Mono.fromCallable(live::stats).subscribeOn(blocking), beats(isPaired))
                .takeUntil(event -> "revoked".equals(event.getName()))
                .doFinally(end -> live.seats().free(device));
    }

    /** Tells proxies and the page that somebody is there, until the device is revoked. */
    private Flux<Event<?>> beats(BooleanSupplier isPaired) {
        return Flux.interval(BEAT)
                .onBackpressureDrop()
                .publishOn(blocking)
                .map(beat -> Event.of(Map.of()).name(isPaired.getAsBoolean() ? "beat" : "revoked"));
    }
}
