package dev.tandem.stream.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StandstillTest {
    private static final TopicPartition CHANGES = new TopicPartition("tandem.changes", 0);
    private static final Duration AT_MOST = Duration.ofSeconds(20);

    @Test
    void who_answers_for_nothing_is_waited_for_once() {
        Standstill standstill = new Standstill(AT_MOST, 100, at(0));
        standstill.stillOpen(100, at(1));
        standstill.stillOpen(100, at(15));
        assertThat(standstill.isOver(at(20.9))).isFalse();
        assertThat(standstill.isOver(at(21))).isTrue();
    }

    @Test
    void who_comes_on_is_waited_for_three_times_as_long_each_time() {
        Standstill standstill = new Standstill(AT_MOST, 100, at(0));
        standstill.stillOpen(100, at(1));
        standstill.stillOpen(60, at(10));
        assertThat(standstill.isOver(at(69))).isFalse();
        standstill.stillOpen(59, at(69));
        standstill.stillOpen(59, at(128));
        assertThat(standstill.isOver(at(128))).isFalse();
        assertThat(standstill.isOver(at(129))).isTrue();
    }

    @Test
    void who_has_begun_before_the_first_look_is_at_work() {
        Standstill standstill = new Standstill(AT_MOST, 10_000, at(0));
        standstill.stillOpen(8_000, at(1));
        assertThat(standstill.isOver(at(60))).isFalse();
        assertThat(standstill.isOver(at(61))).isTrue();
    }

    @Test
    void the_time_begins_anew_when_one_broker_has_taken_another_s_place() {
        Standstill standstill = new Standstill(AT_MOST, 100, at(0));
        standstill.stillOpen(100, at(1));
        standstill.ledBy(Map.of(CHANGES, 1), at(1));
        standstill.ledBy(Map.of(CHANGES, 1), at(12));
        standstill.ledBy(Map.of(CHANGES, 2), at(13));
        standstill.ledBy(Map.of(CHANGES, 2), at(20));
        assertThat(standstill.isOver(at(32))).isFalse();
        assertThat(standstill.isOver(at(33))).isTrue();
    }

    @Test
    void an_answer_that_names_no_leader_is_no_change_of_leaders() {
        Standstill standstill = new Standstill(AT_MOST, 100, at(0));
        standstill.stillOpen(100, at(1));
        standstill.ledBy(Map.of(CHANGES, 1), at(1));
        standstill.ledBy(Map.of(), at(12));
        standstill.ledBy(Map.of(CHANGES, 1), at(13));
        assertThat(standstill.isOver(at(21))).isTrue();
    }

    @Test
    void while_a_copy_is_missing_the_server_is_waited_for_as_one_at_work() {
        Standstill standstill = new Standstill(AT_MOST, 100, at(0));
        standstill.stillOpen(100, at(1));
        standstill.copiesAreMissing();
        standstill.stillOpen(100, at(19));
        standstill.copiesAreMissing();
        assertThat(standstill.isOver(at(59))).isFalse();
        assertThat(standstill.isOver(at(60))).isTrue();
    }

    @Test
    void while_nobody_knows_nothing_is_over() {
        Standstill standstill = new Standstill(AT_MOST, 100, at(0));
        standstill.nobodyKnows(at(15));
        assertThat(standstill.isOver(at(34))).isFalse();
        assertThat(standstill.isOver(at(35))).isTrue();
    }

    private static long at(double seconds) {
        return Long.MAX_VALUE - 5_000_000_000L + (long) (seconds * 1e9);
    }
}
