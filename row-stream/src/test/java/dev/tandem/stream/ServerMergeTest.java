package dev.tandem.stream;

import static dev.tandem.stream.Events.URL;
import static dev.tandem.stream.Events.listed;
import static dev.tandem.stream.Events.micros;
import static dev.tandem.stream.Events.sentBy;
import static dev.tandem.stream.Events.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.RowEvent.ReviewRequested;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.version.EventIds;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.tap.Tap;
import dev.tandem.stream.tap.TapResult;
import dev.tandem.stream.tap.Taps;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the server does: it hands on what won, caps clocks, draws consequences, records taps. */
class ServerMergeTest {
    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2025-11-25T10:00:00");
    private final EventIds ids = EventIds.random();
    private TestNode laptop;
    private TestNode server;

    @BeforeEach
    void makeTwoNodes() {
        laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock);
        server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock);
    }

    @AfterEach
    void close() {
        laptop.close();
        server.close();
    }

    @Test
    void the_server_forwards_a_laptops_verdict_with_its_id_and_version_unchanged() {
        Envelope given = sentBy("laptop-1", verdict(Decision.MODEST, "2025-11-23 23:00:00"));
        server.merge(List.of(given));
        Envelope forwarded = server.sent().get(0);
        assertThat(forwarded.id()).isEqualTo(given.id());
        assertThat(forwarded.node()).isEqualTo("laptop-1");
        assertThat(((AssessmentRecorded) forwarded.event()).clock())
                .isEqualTo(((AssessmentRecorded) given.event()).clock());
        assertThat(((AssessmentRecorded) forwarded.event()).given().assessedAt())
                .isEqualTo("2025-11-23 23:00:00");
    }

    @Test
    void a_clock_set_to_next_year_is_capped_and_does_not_win_for_ever() {
        Envelope future = sentBy("laptop-1", verdict(Decision.MODEST, "2026-11-25T10:00:00"));
        server.merge(List.of(future));
        AssessmentRecorded forwarded = (AssessmentRecorded) server.sent().get(0).event();
        assertThat(forwarded.capped()).isTrue();
        assertThat(forwarded.clock()).isEqualTo(server.context.now());
        clock.set("2025-11-26T10:00:00");
        server.merge(List.of(future, sentBy("laptop-2", verdict(Decision.NOT_MODEST, "2025-11-26T09:00:00"))));
        assertThat(server.one("SELECT modesty_status FROM products")).isEqualTo("not_modest");
    }

    @Test
    void a_laptop_takes_its_own_event_as_the_server_has_it() {
        laptop.script(
                "INSERT INTO products (url, modesty_status, assessed_at) VALUES (?, 'modest', '2030-01-01')", URL);
        laptop.capture();
        server.merge(laptop.sent());
        laptop.merge(server.sent());
        assertThat(laptop.one("SELECT clock FROM tandem_verdict"))
                .isEqualTo(server.one("SELECT clock FROM tandem_verdict"));
        assertThat(WalkTest.difference(laptop, server)).isEmpty();
    }

    @Test
    void a_laptop_whose_clock_is_ahead_takes_the_verdict_that_its_own_lost_to() {
        laptop.script(
                "INSERT INTO products (url, modesty_status, assessed_at) VALUES (?, 'modest', '2030-01-01')", URL);
        laptop.capture();
        Envelope soon = sentBy("phone", verdict(Decision.NOT_MODEST, "2025-11-25T10:03:00"));
        server.merge(List.of(soon));
        List<Envelope> truth = server.sent();
        laptop.merge(truth);
        assertThat(laptop.one("SELECT modesty_status FROM products")).isEqualTo("modest");
        server.merge(laptop.sent());
        laptop.merge(server.sent());
        assertThat(laptop.one("SELECT modesty_status FROM products")).isEqualTo("not_modest");
        assertThat(WalkTest.difference(laptop, server)).isEmpty();
    }

    @Test
    void two_people_who_did_not_know_of_each_other_make_a_conflict_that_both_nodes_keep_alike() {
        Envelope one = sentBy("laptop-1", verdict(Decision.MODEST, "2025-11-23T10:00:00"));
        Envelope other = sentBy("laptop-2", verdict(Decision.NOT_MODEST, "2025-11-23T11:00:00"));
        assertThat(server.merge(List.of(one, other)).get(1).conflict()).isTrue();
        laptop.merge(List.of(other, one));
        assertThat(server.one("SELECT id FROM tandem_conflict"))
                .isEqualTo(laptop.one("SELECT id FROM tandem_conflict"));
        assertThat(server.one("SELECT modesty_status FROM products")).isEqualTo("not_modest");
    }

    @Test
    void a_verdict_on_a_queued_product_lists_it_whichever_comes_first() {
        Envelope asked = sentBy(
                "laptop",
                new ReviewRequested(
                        URL,
                        "modesty",
                        micros("2025-11-20"),
                        false,
                        Columns.of(Map.of(
                                "retailer",
                                "shop",
                                "product_data",
                                "{\"title\":\"Dress\",\"price\":\"64\"}",
                                "added_at",
                                "2025-11-20 00:00:00")),
                        List.of()));
        Envelope decided = sentBy("laptop", verdict(Decision.MODEST, "2025-11-23"));
        server.merge(List.of(decided, asked));
        assertThat(server.one("SELECT title || price || modesty_status FROM products"))
                .isEqualTo("Dress64modest");
        try (TestNode other = TestNode.create(folder.resolve("other.db"), Role.SERVER, clock)) {
            other.merge(List.of(asked, decided));
            assertThat(WalkTest.difference(other, server)).isEmpty();
        }
    }

    @Test
    void a_product_that_is_no_duplicate_is_reviewed_for_modesty_soon() {
        Envelope asked = sentBy(
                "laptop",
                new ReviewRequested(
                        URL,
                        "duplication",
                        micros("2025-11-20"),
                        false,
                        Columns.of(Map.of(
                                "retailer",
                                "shop",
                                "product_data",
                                "{}",
                                "priority",
                                "normal",
                                "suspected_match_data",
                                "{}")),
                        List.of()));
        server.merge(List.of(asked));
        server.merge(List.of(sentBy("phone", verdict(Decision.NOT_DUPLICATE, "2025-11-23"))));
        assertThat(server.one("SELECT status || priority FROM assessment_queue WHERE review_type = 'modesty'"))
                .isEqualTo("pendinghigh");
        assertThat(server.one(
                        "SELECT status || review_decision FROM assessment_queue WHERE review_type = 'duplication'"))
                .isEqualTo("reviewednot_duplicate");
    }

    @Test
    void a_consequence_is_drawn_once_whatever_happens_to_its_cause_later() {
        Envelope asked = sentBy(
                "laptop",
                new ReviewRequested(
                        URL,
                        "duplication",
                        micros("2025-11-20"),
                        false,
                        Columns.of(Map.of("retailer", "shop", "product_data", "{}")),
                        List.of()));
        server.merge(List.of(asked, sentBy("phone", verdict(Decision.NOT_DUPLICATE, "2025-11-23"))));
        server.script("DELETE FROM assessment_queue WHERE review_type = 'modesty'");
        server.script("UPDATE assessment_queue SET category = 'other' WHERE review_type = 'duplication'");
        server.merge(List.of(sentBy(
                "laptop",
                new ReviewRequested(
                        URL,
                        "duplication",
                        micros("2025-11-26"),
                        false,
                        Columns.of(Map.of("retailer", "shop", "product_data", "{\"a\": 1}")),
                        List.of()))));
        assertThat(server.query("SELECT 1 FROM assessment_queue WHERE review_type = 'modesty'"))
                .isEmpty();
    }

    @Test
    void a_tap_given_twice_is_one_verdict_and_the_same_id_with_another_content_is_refused() {
        server.merge(List.of(sentBy("laptop", listed("Dress", "2025-11-20"))));
        Taps taps = new Taps(server.file, server.context);
        UUID id = ids.next();
        assertThat(tap(taps, id, URL, Decision.MODEST)).isEqualTo(TapResult.Status.RECORDED);
        assertThat(tap(taps, id, URL, Decision.MODEST)).isEqualTo(TapResult.Status.DUPLICATE);
        assertThat(tap(taps, id, URL, Decision.NOT_MODEST)).isEqualTo(TapResult.Status.OTHER_CONTENT);
        assertThat(tap(taps, ids.next(), "https://shop.example/none", Decision.MODEST))
                .isEqualTo(TapResult.Status.UNKNOWN_PRODUCT);
        assertThat(server.one("SELECT modesty_status FROM products")).isEqualTo("modest");
    }

    @Test
    void a_tap_that_the_database_refuses_takes_no_other_with_it() {
        server.merge(List.of(sentBy("laptop", listed("Dress", "2025-11-20"))));
        String other = "https://shop.example/b";
        server.script("INSERT INTO products (url, title) VALUES (?, 'B')", other);
        server.script("CREATE TRIGGER mine BEFORE UPDATE ON products WHEN NEW.url = '" + URL
                + "' BEGIN SELECT RAISE(ABORT, 'not this one'); END");
        List<TapResult> results = new Taps(server.file, server.context)
                .record(List.of(
                        new Tap(ids.next(), URL, Decision.MODEST, null, null, "Ada", server.context.now(), null),
                        new Tap(ids.next(), other, Decision.MODEST, null, null, "Ada", server.context.now(), null)));
        assertThat(results)
                .extracting(TapResult::status)
                .containsExactly(TapResult.Status.REFUSED, TapResult.Status.RECORDED);
        assertThat(server.one("SELECT modesty_status FROM products WHERE url = ?", other))
                .isEqualTo("modest");
    }

    private TapResult.Status tap(Taps taps, UUID id, String url, Decision decision) {
        return taps.record(List.of(new Tap(id, url, decision, "dress", null, "Ada", server.context.now(), null)))
                .get(0)
                .status();
    }
}
