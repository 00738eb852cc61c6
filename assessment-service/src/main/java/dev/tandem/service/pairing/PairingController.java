package dev.tandem.service.pairing;

import dev.tandem.service.access.Credential;
import dev.tandem.service.access.Secret;
import dev.tandem.service.http.JsonBody;
import dev.tandem.service.http.Problem;
import dev.tandem.service.openapi.ForAnyone;
import dev.tandem.service.pairing.Pairing.Paired;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pairs the browser that opened a link, a reviewer's or the owner's, and the laptop that was given one. */
@Controller("/pair")
@ForAnyone
@ExecuteOn(TaskExecutors.BLOCKING)
final class PairingController {
    private final Pairing pairing;
    private final FailedAttempts failures;

    PairingController(Pairing pairing) {
        this.pairing = pairing;
        this.failures = new FailedAttempts(10, Duration.ofMinutes(1));
    }

    /**
     * Whose browser it is now.
     *
     * @param role {@code reviewer} or {@code owner}
     * @param reviewer the reviewer's name; null for the owner
     * @param next where the page goes on to
     */
    @Serdeable
    record Welcome(String role, @Nullable String reviewer, String next) {}

    /** The laptop's credential, which it keeps from now on. */
    @Serdeable
    record NodeWelcome(String name, String token) {}

    /** What a link is opened with: the code behind its {@code #}. */
    record Opened(String code) {}

    /** What a laptop opens a link with: the code behind its {@code #}, and its id in the streams. */
    record OpenedByNode(String code, String node) {}

    /**
     * Makes the browser that opened a link a reviewer's, or the owner's: its cookie comes with the answer.
     *
     * @param body the code
     * @return whose browser it is now
     */
    @Post
    @RequestBody(content = @Content(schema = @Schema(implementation = Opened.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Whose browser it is now",
            content = @Content(schema = @Schema(implementation = Welcome.class)))
    HttpResponse<?> pair(HttpRequest<?> request, @Body byte[] body) {
        return unlessTooMany(request, now -> {
            Secret code = new Secret(JsonBody.object(body).requiredText("code"));
            String browser = BrowserName.of(request.getHeaders().get(HttpHeaders.USER_AGENT));
            return pairing.redeem(code, browser, now).map(paired -> welcome(paired, request.isSecure()));
        });
    }

    /**
     * Gives a laptop its credential.
     *
     * @param body the code, and the laptop's id
     * @return the credential
     */
    @Post("/node")
    @RequestBody(content = @Content(schema = @Schema(implementation = OpenedByNode.class)))
    @ApiResponse(
            responseCode = "200",
            description = "The credential",
            content = @Content(schema = @Schema(implementation = NodeWelcome.class)))
    HttpResponse<?> pairNode(HttpRequest<?> request, @Body byte[] body) {
        return unlessTooMany(request, now -> {
            JsonBody json = JsonBody.object(body);
            Secret code = new Secret(json.requiredText("code"));
            return pairing.redeemForNode(code, json.requiredText("node"), now)
                    .map(paired -> HttpResponse.ok(
                            new NodeWelcome(paired.name(), paired.token().text())));
        });
    }

    private static HttpResponse<Welcome> welcome(Paired paired, boolean overTls) {
        return paired.isOwner()
                ? HttpResponse.ok(new Welcome(paired.role(), null, "/"))
                        .cookie(Credential.ofOwner(paired.token(), overTls))
                : HttpResponse.ok(new Welcome(paired.role(), paired.reviewer(), "/review"))
                        .cookie(Credential.ofDevice(paired.token(), overTls));
    }

    private HttpResponse<?> unlessTooMany(
            HttpRequest<?> request, Function<Instant, Optional<? extends HttpResponse<?>>> redeem) {
        Instant now = Instant.now();
        String address = request.getRemoteAddress().getAddress().getHostAddress();
        Optional<Duration> wait = failures.waitOf(address, now);
        if (wait.isPresent()) {
            return Problem.of(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "Too many links that do not work came from this address. Wait a minute.")
                    .response()
                    .header(HttpHeaders.RETRY_AFTER, Long.toString(wait.get().toSeconds() + 1));
        }
        Optional<? extends HttpResponse<?>> paired = redeem.apply(now);
        if (paired.isEmpty()) {
            failures.note(address, now);
            return Problem.of(
                            HttpStatus.FORBIDDEN,
                            "This pairing link has been used, has lapsed or was never given out. "
                                    + "Ask for a new one: each works once, for ten minutes.")
                    .response();
        }
        return paired.get();
    }
}
