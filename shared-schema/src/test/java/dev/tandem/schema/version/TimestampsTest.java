package dev.tandem.schema.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "2025-11-07 09:03:40, 2025-11-07T09:03:40.000000Z",
        "2025-11-07T09:03:40.215043, 2025-11-07T09:03:40.215043Z",
        "2025-11-07 05:24:53.105652, 2025-11-07T05:24:53.105652Z",
        "2025-11-07T09:03:40Z, 2025-11-07T09:03:40.000000Z",
        "2025-11-07T09:03:40.5Z, 2025-11-07T09:03:40.500000Z",
        "2025-11-07T09:03:40.123456789+01:00, 2025-11-07T08:03:40.123456Z",
        "2025-11-07 09:03:40 +0530, 2025-11-07T03:33:40.000000Z",
        "2025-11-07T09:03:40-08, 2025-11-07T17:03:40.000000Z",
        "2025-11-07T09:03, 2025-11-07T09:03:00.000000Z",
        "2025-11-07, 2025-11-07T00:00:00.000000Z",
        "1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999999Z",
        "2024-02-29 00:00:00, 2024-02-29T00:00:00.000000Z",
    })
    void every_format_of_real_files_is_read_as_an_instant(String text, String instant) {
        assertThat(Timestamps.format(Timestamps.parse(text, ZoneOffset.UTC))).isEqualTo(instant);
    }

    @Test
    void an_evening_with_a_space_is_later_than_a_morning_with_a_t() {
        long evening = Timestamps.parse("2025-11-23 23:00:00", ZoneOffset.UTC);
        long morning = Timestamps.parse("2025-11-23T10:00:00", ZoneOffset.UTC);
        assertThat(evening).isGreaterThan(morning);
    }

    @Test
    void a_naive_time_is_read_in_the_zone_of_the_settings_and_an_offset_wins_over_it() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(Timestamps.parse("2025-11-07 09:03:40", berlin))
                .isEqualTo(Timestamps.parse("2025-11-07 08:03:40", ZoneOffset.UTC));
        assertThat(Timestamps.parse("2025-11-07 09:03:40Z", berlin))
                .isEqualTo(Timestamps.parse("2025-11-07 09:03:40", ZoneOffset.UTC));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "yesterday",
                "2025-13-01",
                "2025-02-29",
                "2025-11-07T25:00:00",
                "2025-11-07T09:03:40.",
                "2025-11-07T09:03:40 CET",
                "1731000000",
                "2025-11-07T09:03:40.5x",
                "20251107",
                "2025-11-07T",
                "٢٠٢٥-11-07"
            })
    void nonsense_is_an_error_that_shows_the_text(String text) {
        assertThatThrownBy(() -> Timestamps.parse(text, ZoneOffset.UTC))
                .isInstanceOf(UnreadableTimestampException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void the_users_own_form_has_no_offset() {
        long at = Timestamps.parse("2025-11-07T09:03:40.215043Z", ZoneOffset.UTC);
        assertThat(Timestamps.formatNaive(at, ZoneOffset.UTC)).isEqualTo("2025-11-07T09:03:40.215043");
    }
}
