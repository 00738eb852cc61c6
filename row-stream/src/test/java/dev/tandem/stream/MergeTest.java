package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.RowEvent.ProductListed;
import dev.tandem.schema.event.RowEvent.ReviewRequested;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.EventIds;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.merge.MergeResult;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.register.History.Outcome;
import dev.tandem.stream.tap.Tap;
import dev.tandem.stream.tap.TapResult;
import dev.tandem.stream.tap.Taps;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The merge on real files, without a broker. */
class MergeTest {
    private static final String URL = "https://shop.example/a";

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
    void an_evening_beats_a_morning_of_the_same_day_in_another_format() {
        Envelope evening = from("phone", verdict(Decision.MODEST, "2025-11-23 23:00:00"));
        Envelope morning = from("phone", verdict(Decision.NOT_MODEST, "2025-11-23T10:00:00"));
        server.merge(List.of(evening, morning));
        assertThat(server.one("SELECT modesty_status || assessed_at FROM products"))
                .isEqualTo("modest2025-11-23 23:00:00");
        laptop.merge(List.of(morning, evening));
        assertThat(laptop.one("SELECT modesty_status || assessed_at FROM products"))
                .isEqualTo("modest2025-11-23 23:00:00");
    }

    @Test
    void a_merge_is_not_captured() {
        laptop.merge(List.of(
                from("server", listed("Dress", "2025-11-20")), from("server", verdict(Decision.MODEST, "2025-11-21"))));
        assertThat(laptop.query("SELECT 1 FROM tandem_change")).isEmpty();
        assertThat(laptop.capture().events()).isZero();
    }

    @Test
    void delivery_twice_leaves_one_row_and_one_forward() {
        Envelope listed = from("laptop", listed("Dress", "2025-11-20"));
        server.merge(List.of(listed, listed));
        List<MergeResult> again = server.merge(List.of(listed));
        assertThat(again.get(0).outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(server.sent()).hasSize(1);
        assertThat(server.one("SELECT count(*) FROM products")).isEqualTo("1");
    }

    @Test
    void an_edit_that_is_not_captured_yet_wins_over_an_older_event() {
        laptop.merge(List.of(from("server", listed("Dress", "2025-11-20"))));
        laptop.script("UPDATE products SET title = 'Mine', last_updated = '2025-11-24'");
        assertThat(laptop.merge(List.of(from("server", listed("Theirs", "2025-11-23"))))
                        .get(0)
                        .outcome())
                .isEqualTo(Outcome.SUPERSEDED);
        assertThat(laptop.one("SELECT title FROM products")).isEqualTo("Mine");
        assertThat(laptop.sent()).hasSize(1);
    }

    @Test
    void an_edit_that_is_not_captured_yet_is_published_even_if_a_newer_event_replaces_it() {
        laptop.merge(List.of(from("server", listed("Dress", "2025-11-20"))));
        laptop.script("UPDATE products SET title = 'Mine', last_updated = '2025-11-22'");
        assertThat(laptop.merge(List.of(from("server", listed("Theirs", "2025-11-23"))))
                        .get(0)
                        .outcome())
                .isEqualTo(Outcome.APPLIED);
        assertThat(laptop.one("SELECT title FROM products")).isEqualTo("Theirs");
        ProductListed mine = (ProductListed) laptop.sent().get(0).event();
        assertThat(mine.columns().get("title")).isEqualTo("Mine");
    }

    @Test
    void the_server_forwards_a_laptops_verdict_with_its_id_and_version_unchanged() {
        Envelope given = from("laptop-1", verdict(Decision.MODEST, "2025-11-23 23:00:00"));
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
        Envelope future = from("laptop-1", verdict(Decision.MODEST, "2026-11-25T10:00:00"));
        server.merge(List.of(future));
        AssessmentRecorded forwarded = (AssessmentRecorded) server.sent().get(0).event();
        assertThat(forwarded.capped()).isTrue();
        assertThat(forwarded.clock()).isEqualTo(server.context.now());
        clock.set("2025-11-26T10:00:00");
        server.merge(List.of(future, from("laptop-2", verdict(Decision.NOT_MODEST, "2025-11-26T09:00:00"))));
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
        Envelope soon = from("phone", verdict(Decision.NOT_MODEST, "2025-11-25T10:03:00"));
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
    void a_clothing_type_that_the_next_reviewer_does_not_confirm_goes_back_to_the_listings() {
        Verdict confirmed = Verdict.of(Decision.MODEST, "dress", null, "Ada", "2025-11-23");
        server.merge(List.of(
                from("laptop", listed("Dress", "2025-11-20")),
                from("phone", new AssessmentRecorded(URL, micros("2025-11-23"), false, confirmed, null)),
                from("phone", verdict(Decision.MODEST, "2025-11-24"))));
        assertThat(server.one("SELECT clothing_type FROM products")).isEqualTo("null");
    }

    @Test
    void a_product_removed_on_a_laptop_is_removed_on_the_server_and_comes_back_whole_with_a_newer_verdict() {
        laptop.script("INSERT INTO products (url, title, last_updated) VALUES (?, 'Dress', '2025-11-20')", URL);
        laptop.capture();
        server.merge(laptop.sent());
        laptop.merge(server.sent());
        laptop.script("DELETE FROM products");
        laptop.capture();
        server.merge(laptop.sent());
        laptop.merge(server.sent());
        assertThat(server.one("SELECT count(*) FROM products")).isEqualTo("0");
        clock.set("2025-11-25T11:00:00");
        server.merge(List.of(from("phone", verdict(Decision.MODEST, "2025-11-25T11:00:00"))));
        laptop.merge(server.sent());
        assertThat(server.one("SELECT title || modesty_status FROM products")).isEqualTo("Dressmodest");
        assertThat(laptop.one("SELECT title || modesty_status FROM products")).isEqualTo("Dressmodest");
        assertThat(WalkTest.difference(laptop, server)).isEmpty();
    }

    @Test
    void a_queue_row_deleted_on_a_laptop_comes_back_whole_where_a_verdict_is_newer() {
        laptop.script(
                "INSERT INTO assessment_queue (product_url, retailer, review_type, product_data) VALUES (?, 'shop', 'modesty', '{}')",
                URL);
        laptop.capture();
        server.merge(laptop.sent());
        laptop.merge(server.sent());
        laptop.script("DELETE FROM assessment_queue");
        laptop.capture();
        clock.set("2025-11-25T11:00:00");
        server.merge(List.of(from("phone", verdict(Decision.MODEST, "2025-11-25T11:00:00"))));
        server.merge(laptop.sent());
        laptop.merge(server.sent());
        assertThat(laptop.one("SELECT retailer || status FROM assessment_queue"))
                .isEqualTo("shopreviewed");
        assertThat(WalkTest.difference(laptop, server)).isEmpty();
    }

    @Test
    void a_product_deleted_on_the_server_itself_gets_its_content_back_from_a_laptop() {
        server.merge(List.of(from("laptop-1", listed("Dress", "2025-11-20"))));
        laptop.merge(server.sent());
        server.script("DELETE FROM products");
        server.capture();
        laptop.merge(server.sent());
        assertThat(laptop.query("SELECT 1 FROM products")).isEmpty();
        clock.set("2025-11-25T11:00:00");
        server.merge(List.of(from("phone", verdict(Decision.MODEST, "2025-11-25T11:00:00"))));
        laptop.merge(server.sent());
        server.merge(laptop.sent());
        laptop.merge(server.sent());
        assertThat(server.one("SELECT title || modesty_status FROM products")).isEqualTo("Dressmodest");
        assertThat(WalkTest.difference(laptop, server)).isEmpty();
    }

    @Test
    void columns_that_an_older_schema_does_not_carry_keep_their_value() {
        server.merge(List.of(
                from(
                        "newer",
                        new ProductListed(
                                URL,
                                micros("2025-11-20"),
                                false,
                                Columns.of(Map.of("title", "Dress", "description", "Linen")),
                                List.of())),
                from(
                        "older",
                        new ProductListed(
                                URL, micros("2025-11-21"), false, Columns.of(Map.of("title", "Gown")), List.of()))));
        assertThat(server.one("SELECT title || description FROM products")).isEqualTo("GownLinen");
        List<Envelope> forwards = server.sent();
        laptop.merge(List.of(forwards.get(forwards.size() - 1)));
        assertThat(laptop.one("SELECT title || description FROM products")).isEqualTo("GownLinen");
        server.merge(List.of(from(
                "newer",
                new ProductListed(
                        URL,
                        micros("2025-11-20T12:00:00"),
                        false,
                        Columns.of(Map.of("title", "Late", "description", "Cotton")),
                        List.of()))));
        assertThat(server.one("SELECT title || description FROM products")).isEqualTo("GownCotton");
    }

    @Test
    void two_people_who_did_not_know_of_each_other_make_a_conflict_that_both_nodes_keep_alike() {
        Envelope one = from("laptop-1", verdict(Decision.MODEST, "2025-11-23T10:00:00"));
        Envelope other = from("laptop-2", verdict(Decision.NOT_MODEST, "2025-11-23T11:00:00"));
        assertThat(server.merge(List.of(one, other)).get(1).conflict()).isTrue();
        laptop.merge(List.of(other, one));
        assertThat(server.one("SELECT id FROM tandem_conflict"))
                .isEqualTo(laptop.one("SELECT id FROM tandem_conflict"));
        assertThat(server.one("SELECT modesty_status FROM products")).isEqualTo("not_modest");
    }

    @Test
    void a_verdict_on_a_queued_product_lists_it_whichever_comes_first() {
        Envelope asked = from(
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
        Envelope decided = from("laptop", verdict(Decision.MODEST, "2025-11-23"));
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
        Envelope asked = from(
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
        server.merge(List.of(from("phone", verdict(Decision.NOT_DUPLICATE, "2025-11-23"))));
        assertThat(server.one("SELECT status || priority FROM assessment_queue WHERE review_type = 'modesty'"))
                .isEqualTo("pendinghigh");
        assertThat(server.one(
                        "SELECT status || review_decision FROM assessment_queue WHERE review_type = 'duplication'"))
                .isEqualTo("reviewednot_duplicate");
    }

    @Test
    void a_consequence_is_drawn_once_whatever_happens_to_its_cause_later() {
        Envelope asked = from(
                "laptop",
                new ReviewRequested(
                        URL,
                        "duplication",
                        micros("2025-11-20"),
                        false,
                        Columns.of(Map.of("retailer", "shop", "product_data", "{}")),
                        List.of()));
        server.merge(List.of(asked, from("phone", verdict(Decision.NOT_DUPLICATE, "2025-11-23"))));
        server.script("DELETE FROM assessment_queue WHERE review_type = 'modesty'");
        server.script("UPDATE assessment_queue SET category = 'other' WHERE review_type = 'duplication'");
        server.merge(List.of(from(
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
    void a_column_with_a_default_is_left_to_it_where_nothing_is_carried() {
        ReviewRequested asked = new ReviewRequested(
                URL,
                "modesty",
                micros("2025-11-20"),
                false,
                Columns.of(Map.of("retailer", "shop", "product_data", "{}")),
                List.of());
        ReviewRequested again = new ReviewRequested(
                URL,
                "modesty",
                micros("2025-11-21"),
                false,
                Columns.builder()
                        .put("retailer", "shop")
                        .put("product_data", "{}")
                        .put("priority", null)
                        .build(),
                List.of());
        server.merge(List.of(from("laptop", asked), from("laptop", again)));
        assertThat(server.one("SELECT priority FROM assessment_queue")).isEqualTo("normal");
    }

    @Test
    void a_tap_given_twice_is_one_verdict_and_the_same_id_with_another_content_is_refused() {
        server.merge(List.of(from("laptop", listed("Dress", "2025-11-20"))));
        Taps taps = new Taps(server.file, server.context);
        UUID id = ids.next();
        assertThat(tap(taps, id, URL, Decision.MODEST)).isEqualTo(TapResult.Status.RECORDED);
        assertThat(tap(taps, id, URL, Decision.MODEST)).isEqualTo(TapResult.Status.DUPLICATE);
        assertThat(tap(taps, id, URL, Decision.NOT_MODEST)).isEqualTo(TapResult.Status.OTHER_CONTENT);
        assertThat(tap(taps, ids.next(), "https://shop.example/none", Decision.MODEST))
                .isEqualTo(TapResult.Status.UNKNOWN_PRODUCT);
        assertThat(server.one("SELECT modesty_status FROM products")).isEqualTo("modest");
    }

    private TapResult.Status tap(Taps taps, UUID id, String url, Decision decision) {
        return taps.record(List.of(new Tap(id, url, decision, "dress", null, "Ada", server.context.now(), null)))
                .get(0)
                .status();
    }

    private Envelope from(String node, TandemEvent event) {
        return new Envelope(ids.next(), node, clock.millis() * 1000, event);
    }

    private static ProductListed listed(String title, String at) {
        return new ProductListed(URL, micros(at), false, Columns.of(Map.of("title", title)), List.of());
    }

    private static AssessmentRecorded verdict(Decision decision, String at) {
        return new AssessmentRecorded(URL, micros(at), false, Verdict.of(decision, null, null, "Ada", at), null);
    }

    private static long micros(String text) {
        return Timestamps.parse(text, ZoneOffset.UTC);
    }
}
