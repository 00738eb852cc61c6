package dev.tandem.stream.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.stream.kafka.Extent;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LastLookTest {
    private static final Map<TopicPartition, Extent> REACH =
            Map.of(new TopicPartition("tandem.dead-letters", 0), new Extent("id", 0, 3));

    private static final long NOON = TimeUnit.HOURS.toMicros(12);

    private final LastLook toldNothing = new LastLook(REACH, false, NOON);

    @Test
    void one_that_told_nothing_holds_for_less_than_an_hour() {
        assertThat(toldNothing.holds(REACH, NOON)).isTrue();
        assertThat(toldNothing.holds(REACH, NOON + TimeUnit.MINUTES.toMicros(59)))
                .isTrue();
        assertThat(toldNothing.holds(REACH, NOON + TimeUnit.HOURS.toMicros(1))).isFalse();
    }

    @Test
    void one_that_told_nothing_while_the_clock_was_ahead_does_not_hold() {
        assertThat(toldNothing.holds(REACH, NOON - 1)).isFalse();
    }

    @Test
    void one_that_told_holds_at_any_time() {
        assertThat(new LastLook(REACH, true, NOON).holds(REACH, 0)).isTrue();
    }
}
