package dev.tandem.stream.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.stream.guarantee.Step.Advance;
import dev.tandem.stream.guarantee.Step.Push;
import dev.tandem.stream.guarantee.Step.Remake;
import dev.tandem.stream.guarantee.Step.Script;
import dev.tandem.stream.guarantee.Step.Tap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The smallest histories of what generated ones have found. */
class FoundHistoriesTest {
    private static final String URL = "https://shop.example/1";
    private static final String QUEUED =
            "INSERT INTO assessment_queue (product_url, retailer, review_type, product_data,"
                    + " added_at) VALUES (?, 'shop', 'modesty', '{\"title\": \"t\"}', ?)";
    private static final String REVIEWED = "UPDATE assessment_queue SET status = 'reviewed', review_decision = ?,"
            + " reviewed_at = ? WHERE product_url = ?";
    private static final String ASSESSED = "UPDATE products SET modesty_status = ?, assessed_at = ? WHERE url = ?";
    private static final String LISTED = "INSERT INTO products (url, title, last_updated) VALUES (?, 't', ?)";

    @Test
    void two_verdicts_that_a_script_gave_at_once_are_both_versions() {
        assertThat(Run.of(List.of(
                        new Script(Who.ONE, LISTED, List.of(URL, "2025-11-20 07:00:00")),
                        new Script(Who.ONE, QUEUED, List.of(URL, "2025-11-20 07:00:00")),
                        new Script(Who.ONE, REVIEWED, List.of("modest", "2025-11-20T07:30:00Z", URL)),
                        new Script(Who.ONE, ASSESSED, List.of("not_modest", "2025-11-20 07:20:00", URL)))))
                .isEmpty();
    }

    @Test
    void a_tap_waits_for_what_was_written_to_a_table_made_anew() {
        assertThat(Run.of(List.of(
                        new Remake(Who.SERVER, "assessment_queue"),
                        new Script(Who.SERVER, QUEUED, List.of(URL, "2025-11-20 07:00:00")),
                        new Tap(0, URL, Decision.MODEST, 0L, false))))
                .isEmpty();
    }

    @Test
    void a_product_of_which_only_its_verdict_is_known_is_seen_where_the_verdict_was_given_too() {
        assertThat(Run.of(List.of(
                        new Script(Who.TWO, QUEUED, List.of(URL, "2025-11-20 07:40:00")),
                        new Script(Who.TWO, REVIEWED, List.of("modest", "2025-11-20T07:52:22", URL)),
                        new Script(Who.ONE, QUEUED, List.of(URL, "2025-11-20 08:00:00")),
                        new Push(Who.ONE, 1000, 0),
                        new Advance(155L),
                        new Script(Who.ONE, "DELETE FROM assessment_queue WHERE product_url = ?", List.of(URL)))))
                .isEmpty();
    }

    @Test
    void a_verdict_is_noticed_even_if_a_constraint_keeps_its_product_from_being_seen() {
        assertThat(Run.of(List.of(
                        new Script(Who.ONE, QUEUED, List.of(URL, "2025-11-20 07:00:00")),
                        new Step.Clash(Who.ONE, true),
                        new Script(Who.ONE, REVIEWED, List.of("not_modest", "yesterday", URL)),
                        new Script(Who.ONE, LISTED, List.of(URL + "2", "2025-11-20 07:10:00")),
                        new Step.Pull(Who.ONE, 6, 0, 89L))))
                .isEmpty();
    }

    @Test
    void rows_are_looked_at_even_if_a_halt_came_between_setting_the_triggers_and_looking() {
        assertThat(Run.of(List.of(
                        new Remake(Who.ONE, "assessment_queue"),
                        new Push(Who.ONE, 1000, 0),
                        new Remake(Who.ONE, "assessment_queue"),
                        new Script(Who.ONE, QUEUED, List.of(URL, "2025-11-20 07:00:00")),
                        new Step.Halt(Who.ONE, 1, true),
                        new Push(Who.ONE, 1000, 0))))
                .isEmpty();
    }

    @Test
    void compaction_takes_no_verdict_because_it_was_asked_to_take_it_back() {
        assertThat(Run.of(List.of(
                        new Script(Who.ONE, LISTED, List.of(URL, "2025-11-20 07:00:00")),
                        new Script(Who.ONE, ASSESSED, List.of("modest", "2026-11-20 08:25:05", URL)),
                        new Step.Retract(Who.ONE, URL, ReviewType.MODESTY),
                        new Push(Who.ONE, 1000, 0),
                        new Step.Compact())))
                .isEmpty();
    }

    @Test
    void a_script_on_the_server_that_is_a_year_ahead_does_not_win_for_ever() {
        assertThat(Run.of(List.of(
                        new Script(Who.SERVER, LISTED, List.of(URL, "2025-11-20 07:00:00")),
                        new Script(Who.SERVER, ASSESSED, List.of("modest", "2026-11-20 08:00:00", URL)),
                        new Step.Capture(Who.SERVER),
                        new Advance(60L),
                        new Tap(0, URL, Decision.NOT_MODEST, 0L, false))))
                .isEmpty();
    }

    @Test
    void columns_of_a_deleted_row_that_its_new_writer_does_not_carry_come_back_to_where_it_was_deleted() {
        assertThat(Run.of(List.of(
                        new Script(Who.SERVER, LISTED, List.of(URL, "2025-11-20 07:00:00")),
                        new Step.Capture(Who.SERVER),
                        new Script(Who.SERVER, "DELETE FROM products WHERE url = ?", List.of(URL)),
                        new Push(Who.SERVER, 1000, 0),
                        new Step.Pull(Who.TWO, 1000, 0, 232L),
                        new Script(Who.TWO, LISTED, List.of(URL, "yesterday")),
                        new Script(Who.TWO, ASSESSED, List.of("modest", "2025-11-20 07:30:00", URL)))))
                .isEmpty();
    }

    @Test
    void a_row_that_is_written_beneath_a_verdict_is_seen_alike_once_the_verdict_is_taken_back() {
        assertThat(Run.of(List.of(
                        new Script(Who.ONE, LISTED, List.of(URL, "2025-11-20 07:00:00")),
                        new Script(Who.ONE, ASSESSED, List.of("modest", "2025-11-20 07:30:00", URL)),
                        new Step.Retract(Who.ONE, URL, ReviewType.MODESTY),
                        new Script(Who.ONE, QUEUED, List.of(URL, "2025-11-20 07:40:00")))))
                .isEmpty();
    }

    @Test
    void a_verdict_that_was_covered_by_one_from_the_future_stands_again_on_the_laptop_that_gave_that() {
        assertThat(Run.of(List.of(
                        new Script(Who.SERVER, LISTED, List.of(URL, "2025-11-20 07:00:00")),
                        new Step.WrongClock(Who.SERVER, 600L),
                        new Tap(2, URL, Decision.MODEST, 31536000L, true),
                        new Push(Who.SERVER, 1000, 0),
                        new Step.Pull(Who.TWO, 1000, 0, 47L),
                        new Script(Who.TWO, ASSESSED, List.of("modest", "2025-11-21 08:12:27", URL)))))
                .isEmpty();
    }

    @Test
    void a_verdict_that_is_restored_in_the_step_of_a_halt_is_reported_all_the_same() {
        assertThat(Run.of(List.of(
                        new Script(Who.ONE, LISTED, List.of(URL, "2025-11-20 07:00:00")),
                        new Script(Who.ONE, ASSESSED, List.of("modest", "2025-11-20 07:30:00", URL)),
                        new Step.Capture(Who.ONE),
                        new Script(Who.ONE, "UPDATE products SET modesty_status = NULL WHERE url = ?", List.of(URL)),
                        new Step.Halt(Who.ONE, 0, true),
                        new Step.Capture(Who.ONE))))
                .isEmpty();
    }

    @Test
    void a_retraction_of_what_stood_no_more_is_in_the_history_of_the_laptop_that_asked_for_it() {
        assertThat(Run.of(List.of(
                        new Script(Who.ONE, LISTED, List.of(URL, "2025-11-20 07:00:00")),
                        new Script(Who.ONE, ASSESSED, List.of("modest", "2025-11-20 07:30:00", URL)),
                        new Push(Who.ONE, 1000, 0),
                        new Step.Pull(Who.SERVER, 1000, 0, 0L),
                        new Tap(0, URL, Decision.NOT_MODEST, 0L, true),
                        new Step.Retract(Who.ONE, URL, ReviewType.MODESTY))))
                .isEmpty();
    }

    @Test
    void compaction_does_not_keep_from_a_laptop_that_its_verdict_from_the_future_has_lost() {
        assertThat(Run.of(List.of(
                        new Script(Who.SERVER, LISTED, List.of(URL, "2025-11-20 07:00:00")),
                        new Push(Who.SERVER, 1000, 0),
                        new Step.Pull(Who.ONE, 1000, 0, 0L),
                        new Script(Who.ONE, ASSESSED, List.of("not_modest", "2026-11-20 08:20:30", URL)),
                        new Push(Who.ONE, 1000, 0),
                        new Step.Pull(Who.SERVER, 1000, 0, 0L),
                        new Tap(0, URL, Decision.MODEST, 60L, false),
                        new Push(Who.SERVER, 1000, 0),
                        new Step.Compact())))
                .isEmpty();
    }

    @Test
    void compaction_does_not_keep_from_a_laptop_that_its_listing_from_the_future_has_lost() {
        assertThat(Run.of(List.of(
                        new Script(Who.ONE, LISTED, List.of(URL, "2026-11-20 07:00:00")),
                        new Push(Who.ONE, 1000, 0),
                        new Step.Pull(Who.SERVER, 1000, 0, 0L),
                        new Advance(60L),
                        new Script(Who.SERVER, "UPDATE products SET price = 5 WHERE url = ?", List.of(URL)),
                        new Push(Who.SERVER, 1000, 0),
                        new Step.Compact())))
                .isEmpty();
    }

    @Test
    void that_a_program_emptied_a_verdict_is_known_after_the_stream_had_the_same() {
        assumeThat(Start.realFile()).isPresent();
        assertThat(Run.of(
                        List.of(
                                new Push(Who.SERVER, 1000, 0),
                                new Script(Who.ONE, "UPDATE products SET modesty_status = NULL", List.of()),
                                new Step.Pull(Who.ONE, 1000, 0, 16L)),
                        Start.REAL,
                        FakeKafka::new))
                .isEmpty();
    }
}
