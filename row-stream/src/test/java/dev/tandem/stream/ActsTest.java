package dev.tandem.stream;

import static dev.tandem.stream.Events.URL;
import static dev.tandem.stream.Events.sentBy;
import static dev.tandem.stream.Events.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.stream.conflict.Conflict;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.node.ConflictPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes beyond the rule where two people decided otherwise: policies, and a side that the owner keeps. */
class ActsTest extends ActsFixture {
    @Test
    void under_latest_a_conflict_is_settled_by_the_rule_and_kept() {
        server.merge(List.of(adas, bobs));
        assertThat(open(server)).isZero();
        assertThat(conflict(server).settledBy()).isEqualTo("latest");
        assertThat(conflict(server).winner().verdict().decision()).isEqualTo(Decision.NOT_MODEST);
    }

    @Test
    void under_review_a_conflict_stays_open_until_the_owner_keeps_a_side() {
        TestNode reviewing = server.with(ConflictPolicy.REVIEW);
        reviewing.merge(List.of(adas, bobs));
        assertThat(open(reviewing)).isEqualTo(1);
        keep(reviewing, conflict(reviewing), conflict(reviewing).loser());
        assertThat(open(reviewing)).isZero();
        assertThat(status(reviewing)).isEqualTo("modest");
    }

    @Test
    void under_server_wins_the_server_issues_its_own_once_more_whoever_came_later() {
        TestNode strict = server.with(ConflictPolicy.SERVER_WINS);
        strict.merge(List.of(adas));
        strict.merge(List.of(bobs));
        assertThat(status(strict)).isEqualTo("modest");
        assertThat(open(strict)).isZero();
        List<Envelope> truth = strict.sent();
        laptop.merge(truth);
        assertThat(status(laptop)).isEqualTo("modest");
        assertThat(laptop.one("SELECT assessed_at FROM products")).isEqualTo("2025-11-23T10:00:00");
        strict.merge(List.of(bobs, adas));
        assertThat(strict.sent()).isEmpty();
        assertThat(WalkTest.difference(laptop, strict)).isEmpty();
    }

    @Test
    void a_kept_side_travels_as_a_verdict_of_its_own_time_and_settles_the_conflict_on_every_node() {
        TestNode keeping = laptop.with(ConflictPolicy.REVIEW);
        keeping.merge(List.of(adas, bobs));
        server.merge(List.of(adas, bobs));
        server.sent();
        keep(keeping, conflict(keeping), conflict(keeping).ours());
        assertThat(status(keeping)).isEqualTo("modest");
        assertThat(keeping.one("SELECT assessed_at FROM products")).isEqualTo("2025-11-23T10:00:00");
        server.merge(keeping.sent());
        keeping.merge(server.sent());
        assertThat(status(server)).isEqualTo("modest");
        assertThat(conflict(server).settledBy()).isEqualTo(conflict(keeping).settledBy());
        assertThat(server.query("SELECT id FROM tandem_conflict")).hasSize(1);
        assertThat(WalkTest.difference(keeping, server)).isEmpty();
    }

    @Test
    void the_owner_may_change_the_choice_but_not_override_what_nobody_showed() {
        server.merge(List.of(adas, bobs));
        Conflict conflict = conflict(server);
        keep(server, conflict, conflict.ours());
        keep(server, conflict(server), conflict.theirs());
        assertThat(status(server)).isEqualTo("not_modest");
        clock.set("2025-11-26T10:00:00");
        server.merge(List.of(sentBy("phone", verdict(Decision.MODERATELY_MODEST, "2025-11-26T09:00:00"))));
        assertThatThrownBy(() -> keep(server, conflict, conflict.ours()))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("another verdict");
        assertThat(status(server)).isEqualTo("moderately_modest");
    }

    @Test
    void a_third_verdict_that_says_the_same_without_a_name_or_a_time_is_none_of_the_two() {
        server.merge(List.of(nameless(Decision.MODEST, 23), nameless(Decision.NOT_MODEST, 24)));
        Conflict conflict = conflict(server);
        server.merge(List.of(nameless(Decision.MODEST, 25)));
        assertThatThrownBy(() -> keep(server, conflict, conflict.theirs()))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("another verdict");
        assertThat(status(server)).isEqualTo("modest");
    }

    @Test
    void a_side_that_stands_once_more_since_what_followed_was_taken_back_may_be_chosen_against() {
        server.merge(List.of(nameless(Decision.MODEST, 22), nameless(Decision.NOT_MODEST, 23)));
        Conflict conflict = conflict(server);
        server.merge(List.of(nameless(Decision.MODERATELY_MODEST, 24)));
        retract(server);
        assertThat(status(server)).isEqualTo("not_modest");
        keep(server, conflict, conflict.ours());
        assertThat(status(server)).isEqualTo("modest");
        Conflict chosen = find(server, conflict.id());
        keep(server, chosen, chosen.theirs());
        retract(server);
        assertThat(status(server)).as("the first choice stands again").isEqualTo("modest");
        keep(server, find(server, conflict.id()), conflict.theirs());
        assertThat(status(server)).isEqualTo("not_modest");
    }

    private static Envelope nameless(Decision decision, int day) {
        return sentBy(
                "laptop-" + day,
                new AssessmentRecorded(
                        URL,
                        Events.micros("2025-11-" + day + "T10:00:00"),
                        false,
                        Verdict.of(decision, null, null, null, null),
                        null));
    }

    @Test
    void what_a_server_does_while_its_clock_is_far_ahead_does_not_outlast_that() {
        server.merge(List.of(adas));
        clock.set("2026-12-30T10:00:00");
        retract(server);
        clock.set("2025-11-25T10:00:00");
        server.merge(List.of(bobs));
        assertThat(status(server)).as("after a retraction").isEqualTo("not_modest");
        server.merge(List.of(sentBy("laptop-2", verdict(Decision.MODEST, "2025-11-23T12:00:00"))));
        clock.set("2026-12-30T10:00:00");
        keep(server, conflict(server), conflict(server).theirs());
        clock.set("2025-11-25T10:00:00");
        server.merge(List.of(sentBy("phone", verdict(Decision.MODERATELY_MODEST, "2025-11-25T09:00:00"))));
        assertThat(status(server)).as("after a choice").isEqualTo("moderately_modest");
        assertConverged();
    }

    @Test
    void what_scripts_made_of_the_other_verdict_loses_to_the_side_that_the_owner_keeps() {
        server.merge(List.of(adas, bobs));
        laptop.merge(server.sent());
        for (String status : List.of("draft", "published")) {
            laptop.script("UPDATE products SET shopify_status = ?", status);
            laptop.capture();
        }
        Conflict conflict = conflict(server);
        keep(server, conflict, conflict.ours());
        server.merge(laptop.sent());
        assertThat(status(server)).isEqualTo("modest");
        assertConverged();
    }

    @Test
    void a_side_is_kept_also_where_what_stands_is_far_ahead_of_the_clock() {
        TestNode reviewing = server.with(ConflictPolicy.REVIEW);
        reviewing.merge(List.of(adas));
        clock.set("2026-12-30T10:00:00");
        reviewing.script("UPDATE products SET modesty_status = 'not_modest', assessed_at = NULL");
        reviewing.capture();
        clock.set("2025-11-25T10:00:00");
        reviewing.merge(List.of(sentBy("laptop-2", verdict(Decision.MODERATELY_MODEST, "2025-11-24T11:00:00"))));
        Conflict conflict = conflict(reviewing);
        assertThat(status(reviewing)).isEqualTo("not_modest");
        keep(reviewing, conflict, conflict.loser());
        assertThat(status(reviewing)).isEqualTo("moderately_modest");
        laptop.merge(reviewing.sent());
        assertThat(WalkTest.difference(laptop, reviewing)).isEmpty();
    }
}
