package dev.tandem.catalog.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    @Test
    void each_try_waits_twice_as_long() {
        assertThat(pause(1, "")).isEqualTo(Duration.ofSeconds(1));
        assertThat(pause(2, "")).isEqualTo(Duration.ofSeconds(2));
        assertThat(pause(4, "")).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void a_server_may_say_how_long_in_seconds_or_as_a_date() {
        assertThat(pause(3, "7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(pause(3, "Wed, 25 Nov 2026 10:00:30 GMT")).isEqualTo(Duration.ofSeconds(30));
        assertThat(pause(3, "Wed, 25 Nov 2026 09:00:00 GMT")).isZero();
        assertThat(pause(3, "soon")).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void what_passes_is_told_from_what_does_not() {
        assertThat(List.of(408, 429, 500, 502, 503, 504)).allMatch(Backoff::isPassing);
        assertThat(List.of(400, 401, 403, 404, 410, 501)).noneMatch(Backoff::isPassing);
    }

    private static Duration pause(int tried, String retryAfter) {
        return Backoff.pause(tried, Optional.of(retryAfter).filter(text -> !text.isEmpty()), NOW);
    }
}
