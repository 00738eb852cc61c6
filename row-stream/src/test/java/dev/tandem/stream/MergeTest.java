package dev.tandem.stream;

import static dev.tandem.stream.Events.URL;
import static dev.tandem.stream.Events.listed;
import static dev.tandem.stream.Events.micros;
import static dev.tandem.stream.Events.sentBy;
import static dev.tandem.stream.Events.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.RowEvent.ProductListed;
import dev.tandem.schema.event.RowEvent.ReviewRequested;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.merge.MergeResult;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.register.History.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The merge on real files, without a broker. */
class MergeTest {
    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2025-11-25T10:00:00");
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
        Envelope evening = sentBy("phone", verdict(Decision.MODEST, "2025-11-23 23:00:00"));
        Envelope morning = sentBy("phone", verdict(Decision.NOT_MODEST, "2025-11-23T10:00:00"));
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
                sentBy("server", listed("Dress", "2025-11-20")),
                sentBy("server", verdict(Decision.MODEST, "2025-11-21"))));
        assertThat(laptop.query("SELECT 1 FROM tandem_change")).isEmpty();
        assertThat(laptop.capture().events()).isZero();
    }

    @Test
    void delivery_twice_leaves_one_row_and_one_forward() {
        Envelope listed = sentBy("laptop", listed("Dress", "2025-11-20"));
        server.merge(List.of(listed, listed));
        List<MergeResult> again = server.merge(List.of(listed));
        assertThat(again.get(0).outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(server.sent()).hasSize(1);
        assertThat(server.one("SELECT count(*) FROM products")).isEqualTo("1");
    }

    @Test
    void an_edit_that_is_not_captured_yet_wins_over_an_older_event() {
        laptop.merge(List.of(sentBy("server", listed("Dress", "2025-11-20"))));
        laptop.script("UPDATE products SET title = 'Mine', last_updated = '2025-11-24'");
        assertThat(laptop.merge(List.of(sentBy("server", listed("Theirs", "2025-11-23"))))
                        .get(0)
                        .outcome())
                .isEqualTo(Outcome.SUPERSEDED);
        assertThat(laptop.one("SELECT title FROM products")).isEqualTo("Mine");
        assertThat(laptop.sent()).hasSize(1);
    }

    @Test
    void an_edit_that_is_not_captured_yet_is_published_even_if_a_newer_event_replaces_it() {
        laptop.merge(List.of(sentBy("server", listed("Dress", "2025-11-20"))));
        laptop.script("UPDATE products SET title = 'Mine', last_updated = '2025-11-22'");
        assertThat(laptop.merge(List.of(sentBy("server", listed("Theirs", "2025-11-23"))))
                        .get(0)
                        .outcome())
                .isEqualTo(Outcome.APPLIED);
        assertThat(laptop.one("SELECT title FROM products")).isEqualTo("Theirs");
        ProductListed mine = (ProductListed) laptop.sent().get(0).event();
        assertThat(mine.columns().get("title")).isEqualTo("Mine");
    }

    @Test
    void a_clothing_type_that_the_next_reviewer_does_not_confirm_goes_back_to_the_listings() {
        Verdict confirmed = Verdict.of(Decision.MODEST, "dress", null, "Ada", "2025-11-23");
        server.merge(List.of(
                sentBy("laptop", listed("Dress", "2025-11-20")),
                sentBy("phone", new AssessmentRecorded(URL, micros("2025-11-23"), false, confirmed, null)),
                sentBy("phone", verdict(Decision.MODEST, "2025-11-24"))));
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
        server.merge(List.of(sentBy("phone", verdict(Decision.MODEST, "2025-11-25T11:00:00"))));
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
        server.merge(List.of(sentBy("phone", verdict(Decision.MODEST, "2025-11-25T11:00:00"))));
        server.merge(laptop.sent());
        laptop.merge(server.sent());
        assertThat(laptop.one("SELECT retailer || status FROM assessment_queue"))
                .isEqualTo("shopreviewed");
        assertThat(WalkTest.difference(laptop, server)).isEmpty();
    }

    @Test
    void a_product_deleted_on_the_server_itself_gets_its_content_back_from_a_laptop() {
        server.merge(List.of(sentBy("laptop-1", listed("Dress", "2025-11-20"))));
        laptop.merge(server.sent());
        server.script("DELETE FROM products");
        server.capture();
        laptop.merge(server.sent());
        assertThat(laptop.query("SELECT 1 FROM products")).isEmpty();
        clock.set("2025-11-25T11:00:00");
        server.merge(List.of(sentBy("phone", verdict(Decision.MODEST, "2025-11-25T11:00:00"))));
        laptop.merge(server.sent());
        server.merge(laptop.sent());
        laptop.merge(server.sent());
        assertThat(server.one("SELECT title || modesty_status FROM products")).isEqualTo("Dressmodest");
        assertThat(WalkTest.difference(laptop, server)).isEmpty();
    }

    @Test
    void columns_that_an_older_schema_does_not_carry_keep_their_value() {
        server.merge(List.of(
                sentBy(
                        "newer",
                        new ProductListed(
                                URL,
                                micros("2025-11-20"),
                                false,
                                Columns.of(Map.of("title", "Dress", "description", "Linen")),
                                List.of())),
                sentBy(
                        "older",
                        new ProductListed(
                                URL, micros("2025-11-21"), false, Columns.of(Map.of("title", "Gown")), List.of()))));
        assertThat(server.one("SELECT title || description FROM products")).isEqualTo("GownLinen");
        List<Envelope> forwards = server.sent();
        laptop.merge(List.of(forwards.get(forwards.size() - 1)));
        assertThat(laptop.one("SELECT title || description FROM products")).isEqualTo("GownLinen");
        server.merge(List.of(sentBy(
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
        server.merge(List.of(sentBy("laptop", asked), sentBy("laptop", again)));
        assertThat(server.one("SELECT priority FROM assessment_queue")).isEqualTo("normal");
    }
}
