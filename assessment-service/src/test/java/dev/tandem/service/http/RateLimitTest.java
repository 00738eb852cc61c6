package dev.tandem.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.service.TestService;
import dev.tandem.service.access.Devices;
import dev.tandem.service.access.Reviewer;
import dev.tandem.service.access.Secret;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.security.authentication.Authentication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void a_burst_is_free_and_a_steady_rate_beyond_it() {
        Rate rate = new Rate(3, 2);
        for (int i = 0; i < 3; i++) {
            assertThat(rate.count("phone", 0)).isEmpty();
        }
        assertThat(rate.count("phone", 0)).contains(Duration.ofMillis(500));
        assertThat(rate.count("tablet", 0)).isEmpty();
        assertThat(rate.count("phone", SECOND / 2)).isEmpty();
        assertThat(rate.count("phone", SECOND / 2)).isPresent();
    }

    @Test
    void who_rests_gets_no_more_than_the_burst() {
        Rate rate = new Rate(2, 2);
        assertThat(rate.count("phone", 0)).isEmpty();
        long later = 1000 * SECOND;
        assertThat(rate.count("phone", later)).isEmpty();
        assertThat(rate.count("phone", later)).isEmpty();
        assertThat(rate.count("phone", later)).isPresent();
    }

    @Test
    void one_that_asks_too_much_is_told_when_to_ask_again_and_no_other_is() {
        RateLimit limit = new RateLimit(new Rate(1, 1));
        assertThat(limit.check(from("phone"))).isNull();
        HttpResponse<?> refused = Objects.requireNonNull(limit.check(from("phone")));
        assertThat(refused.code()).isEqualTo(429);
        assertThat(refused.getHeaders().get("Retry-After")).isEqualTo("1");
        assertThat(limit.check(from("tablet"))).isNull();
        assertThat(limit.check(HttpRequest.GET("/api/queue"))).isNull();
    }

    @Test
    void a_device_that_asks_without_end_is_told_to_wait_while_others_are_served(@TempDir Path data) throws Exception {
        try (TestService service = TestService.start(data)) {
            String token = service.add("Mallory").get("token").asText();
            String device = service.part(Devices.class)
                    .findByTokenHash(new Secret(token).hash())
                    .orElseThrow()
                    .id();
            RateLimit limit = service.part(RateLimit.class);
            AtomicBoolean enough = new AtomicBoolean();
            // What a burst of requests leaves of the device's measure, without the time that sending them takes.
            Thread asking = new Thread(() -> {
                while (!enough.get()) {
                    limit.check(from(device));
                }
            });
            asking.start();
            java.net.http.HttpResponse<String> answer =
                    service.client().withToken(token).get("/api/stats");
            for (int asked = 1; asked < 100 && answer.statusCode() == 200; asked++) {
                answer = service.client().withToken(token).get("/api/stats");
            }
            enough.set(true);
            asking.join();
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.body()).contains("This device asks too much at once");
            assertThat(service.pairedClient("Miriam").get("/api/stats").statusCode())
                    .isEqualTo(200);
        }
    }

    private static HttpRequest<?> from(String device) {
        Authentication reviewer = Authentication.build("Miriam", List.of(Reviewer.ROLE), Map.of("device", device));
        HttpRequest<?> request = HttpRequest.GET("/api/queue");
        request.setUserPrincipal(reviewer);
        return request;
    }
}
