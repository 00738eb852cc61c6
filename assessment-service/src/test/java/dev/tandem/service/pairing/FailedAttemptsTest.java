package dev.tandem.service.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.service.TestService;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedAttemptsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final FailedAttempts failures = new FailedAttempts(2, Duration.ofMinutes(1));

    @Test
    void an_address_waits_until_its_failures_are_a_minute_old() {
        failures.note("a", NOON);
        assertThat(failures.waitOf("a", NOON)).isEmpty();
        failures.note("a", NOON.plusSeconds(10));
        assertThat(failures.waitOf("a", NOON.plusSeconds(20))).contains(Duration.ofSeconds(40));
        assertThat(failures.waitOf("a", NOON.plusSeconds(60))).isEmpty();
    }

    @Test
    void addresses_do_not_wait_for_each_other() {
        failures.note("a", NOON);
        failures.note("a", NOON);
        assertThat(failures.waitOf("b", NOON)).isEmpty();
    }

    @Test
    void after_ten_wrong_codes_the_next_must_wait(@TempDir Path data) throws Exception {
        try (TestService service = TestService.start(data)) {
            for (int i = 0; i < 10; i++) {
                assertThat(service.client()
                                .post("/pair", "{\"code\": \"guess" + i + "\"}")
                                .statusCode())
                        .isEqualTo(403);
            }
            HttpResponse<String> eleventh = service.client().post("/pair", "{\"code\": \"guess\"}");
            assertThat(eleventh.statusCode()).isEqualTo(429);
            assertThat(eleventh.headers().firstValueAsLong("Retry-After")).isPresent();
        }
    }
}
