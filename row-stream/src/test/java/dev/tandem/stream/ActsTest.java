package dev.tandem.stream;

import static dev.tandem.stream.Events.URL;
import static dev.tandem.stream.Events.listed;
import static dev.tandem.stream.Events.sentBy;
import static dev.tandem.stream.Events.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.act.Keep;
import dev.tandem.stream.act.Retraction;
import dev.tandem.stream.adopt.Undo;
import dev.tandem.stream.conflict.Conflict;
import dev.tandem.stream.conflict.Conflicts;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.merge.MergeResult;
import dev.tandem.stream.node.ConflictPolicy;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.register.History.Outcome;
import dev.tandem.stream.register.VerdictRegister;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes beyond the rule: policies, a side that the owner keeps, a verdict that is taken back. */
class ActsTest {
    private static final String OF_RETRACTIONS =
            "SELECT outcome FROM tandem_history WHERE type = 'AssessmentRetracted' ORDER BY seq";

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2025-11-25T10:00:00");
    private final Envelope adas = sentBy("phone", verdict(Decision.MODEST, "2025-11-23T10:00:00"));
    private final Envelope bobs = sentBy("laptop-2", verdict(Decision.NOT_MODEST, "2025-11-23T11:00:00"));
    private TestNode laptop;
    private TestNode server;

    @BeforeEach
    void makeTwoNodes() {
        laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock);
        server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock);
        Envelope product = sentBy("laptop", listed("Dress", "2025-11-20"));
        server.merge(List.of(product));
        laptop.merge(server.sent());
    }

    @AfterEach
    void close() {
        laptop.close();
        server.close();
    }

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
    void a_retraction_waits_for_the_server_and_restores_what_nobody_has_taken_back() {
        server.merge(List.of(bobs, adas));
        laptop.merge(server.sent());
        assertThat(status(laptop)).isEqualTo("not_modest");
        retract(laptop);
        assertThat(status(laptop)).isEqualTo("not_modest");
        server.merge(laptop.sent());
        laptop.merge(server.sent());
        assertThat(status(server)).isEqualTo("modest");
        assertThat(WalkTest.difference(laptop, server)).isEmpty();
        assertThat(laptop.one("SELECT count(*) FROM tandem_conflict"))
                .as("what is taken back is in conflict with nothing")
                .isEqualTo("0");
        retract(laptop);
        server.merge(laptop.sent());
        laptop.merge(server.sent());
        assertThat(server.one("SELECT lifecycle_stage FROM products")).isEqualTo("pending_assessment");
        assertThat(WalkTest.difference(laptop, server)).isEmpty();
        assertThat(laptop.capture().events() + server.capture().events()).isZero();
    }

    @Test
    void a_retraction_of_what_stands_no_more_does_nothing_and_one_that_is_repeated_does_it_once() {
        server.merge(List.of(adas));
        laptop.merge(server.sent());
        retract(laptop);
        List<Envelope> asked = laptop.sent();
        server.merge(List.of(bobs));
        assertThat(server.merge(asked).get(0).outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(status(server)).isEqualTo("not_modest");
        laptop.merge(server.sent());
        assertThat(laptop.query(OF_RETRACTIONS)).containsExactly("asked", "superseded");
        retract(laptop);
        List<Envelope> again = laptop.sent();
        List<MergeResult> results = server.merge(List.of(again.get(0), again.get(0)));
        assertThat(results).extracting(MergeResult::outcome).containsExactly(Outcome.APPLIED, Outcome.CONFIRMED);
        assertThat(status(server)).isEqualTo("modest");
        laptop.merge(server.sent());
        assertThat(laptop.query(OF_RETRACTIONS)).containsExactly("asked", "superseded", "asked", "applied");
    }

    @Test
    void a_retraction_beats_no_verdict_given_since_the_one_that_it_names() {
        server.merge(List.of(adas));
        retract(server);
        server.merge(List.of(bobs));
        assertThat(status(server)).isEqualTo("not_modest");
        assertConverged();
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
    void what_scripts_made_of_a_verdict_loses_to_its_retraction() {
        server.merge(List.of(adas));
        laptop.merge(server.sent());
        for (String status : List.of("draft", "published", "archived")) {
            laptop.script("UPDATE products SET shopify_status = ?", status);
            laptop.capture();
        }
        retract(server);
        server.merge(laptop.sent());
        assertThat(server.one("SELECT lifecycle_stage FROM products")).isEqualTo("pending_assessment");
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

    private void assertConverged() {
        laptop.merge(server.sent());
        assertThat(WalkTest.difference(laptop, server)).isEmpty();
    }

    @Test
    void what_the_stream_has_already_gives_way_to_it_and_is_not_published() {
        try (TestNode one = TestNode.create(folder.resolve("one.db"), Role.SERVER, clock)) {
            one.script(
                    "INSERT INTO products (url, title, price, last_updated, modesty_status) VALUES (?, 'Dress', 95,"
                            + " '2025-11-20', 'modest')",
                    URL);
            one.script("INSERT INTO products (url, title, last_updated) VALUES (?, 'Skirt', '2025-11-20')", URL + "2");
            one.capture();
            one.file.alone(
                    "copy",
                    sql -> sql.update("VACUUM INTO ?", folder.resolve("copy.db").toString()));
            try (TestNode copy = adoptedCopy(folder.resolve("copy.db"))) {
                copy.merge(one.sent());
                assertThat(copy.query("SELECT type FROM tandem_outbox")).hasSize(1);
                one.merge(copy.sent());
                copy.merge(one.sent());
                assertThat(WalkTest.difference(copy, one)).isEmpty();
                assertThat(one.one("SELECT title FROM products WHERE url = ?", URL + "2"))
                        .isEqualTo("Long skirt");
            }
        }
    }

    private TestNode adoptedCopy(Path path) {
        try (TestNode bare = TestNode.adopt(path, Role.SERVER, clock)) {
            Undo.undo(bare.file, clock.instant());
            bare.script(
                    "UPDATE products SET title = 'Long skirt', last_updated = '2025-11-21' WHERE url = ?", URL + "2");
        }
        return TestNode.adopt(path, Role.LAPTOP, clock);
    }

    private static void retract(TestNode node) {
        node.file.write(
                "retract",
                sql -> Retraction.retract(sql, node.context, new VerdictRegister(sql).read(URL, ReviewType.MODESTY)));
    }

    private static void keep(TestNode node, Conflict conflict, Conflict.Side side) {
        node.file.write("keep", sql -> {
            Keep.keep(sql, node.context, conflict, side);
            return true;
        });
    }

    private static Conflict conflict(TestNode node) {
        return node.file.read("read", sql -> new Conflicts(sql).all().get(0));
    }

    private static Conflict find(TestNode node, String id) {
        return node.file.read("read", sql -> new Conflicts(sql).find(id).orElseThrow());
    }

    private static long open(TestNode node) {
        return node.file.read("read", Conflicts::open);
    }

    private static String status(TestNode node) {
        return node.one("SELECT modesty_status FROM products WHERE url = ?", URL);
    }
}
