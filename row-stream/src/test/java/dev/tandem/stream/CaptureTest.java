package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.RowEvent.ProductListed;
import dev.tandem.schema.event.RowEvent.ProductRemoved;
import dev.tandem.schema.event.RowEvent.ReviewRequested;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.node.Role;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other programs do to the file with plain SQL, and what Tandem makes of it. */
class CaptureTest {
    private static final String URL = "https://shop.example/a";

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2025-11-20T10:00:00");
    private TestNode laptop;

    @BeforeEach
    void adoptAFileWithOneProduct() {
        laptop = TestNode.create(folder.resolve("products.db"), Role.LAPTOP, clock);
        laptop.script(
                "INSERT INTO products (url, title, price, last_updated) VALUES (?, 'Dress', '$695', '2025-11-07 09:03:40')",
                URL);
        laptop.capture();
        laptop.sent();
    }

    @AfterEach
    void close() {
        laptop.close();
    }

    @Test
    void a_plain_update_is_captured_once() {
        laptop.script("UPDATE products SET price = 650 WHERE url = ?", URL);
        assertThat(laptop.capture().listings()).isEqualTo(1);
        assertThat(laptop.capture().events()).isZero();
        ProductListed listed = (ProductListed) only(laptop.sent());
        assertThat(listed.columns().get("price")).isEqualTo(650L);
        assertThat(listed.clock()).isEqualTo(micros("2025-11-20T10:00:00"));
    }

    @Test
    void an_update_that_changes_nothing_makes_no_event() {
        laptop.script("UPDATE products SET price = price");
        assertThat(laptop.capture().events()).isZero();
    }

    @Test
    void a_change_that_moves_its_own_clock_has_that_clock() {
        laptop.script("UPDATE products SET price = 1, last_updated = '2025-11-08T12:00:00.5' WHERE url = ?", URL);
        laptop.capture();
        assertThat(((ProductListed) only(laptop.sent())).clock()).isEqualTo(micros("2025-11-08T12:00:00.5"));
    }

    @Test
    void a_change_is_newer_than_what_it_was_made_on_even_if_every_clock_says_otherwise() {
        clock.set("2020-01-01");
        laptop.script("UPDATE products SET price = 1 WHERE url = ?", URL);
        laptop.capture();
        assertThat(((ProductListed) only(laptop.sent())).clock()).isEqualTo(micros("2025-11-07 09:03:40") + 1);
    }

    @Test
    void insert_or_replace_does_not_take_a_verdict_back() {
        laptop.script("UPDATE products SET modesty_status = 'modest', assessed_at = '2025-11-09' WHERE url = ?", URL);
        laptop.capture();
        laptop.sent();
        laptop.script("INSERT OR REPLACE INTO products (url, title, price) VALUES (?, 'Dress', 700)", URL);
        Captured captured = laptop.capture();
        assertThat(captured.restored()).isEqualTo(1);
        assertThat(captured.listings()).isEqualTo(1);
        assertThat(captured.verdicts()).isZero();
        assertThat(laptop.query("SELECT 1 FROM tandem_history WHERE outcome = 'restored'"))
                .hasSize(1);
        assertThat(laptop.one("SELECT modesty_status || lifecycle_stage || price FROM products"))
                .isEqualTo("modestassessed_approved700");
    }

    @Test
    void an_upsert_is_captured() {
        laptop.script(
                "INSERT INTO products (url, title) VALUES (?, 'x') ON CONFLICT (url) DO UPDATE SET title = 'Gown'",
                URL);
        assertThat(laptop.capture().listings()).isEqualTo(1);
        assertThat(((ProductListed) only(laptop.sent())).columns().get("title")).isEqualTo("Gown");
    }

    @Test
    void an_update_or_abort_of_every_row_finds_nothing_to_abort_on() {
        laptop.script("UPDATE products SET title = 'a' WHERE url = ?", URL);
        laptop.script("UPDATE OR ABORT products SET title = title || 'b'");
        laptop.script("UPDATE OR FAIL products SET title = title || 'c'");
        assertThat(laptop.capture().listings()).isEqualTo(1);
        assertThat(((ProductListed) only(laptop.sent())).columns().get("title")).isEqualTo("abc");
    }

    @Test
    void a_changed_url_is_a_removal_and_a_listing() {
        laptop.script("UPDATE products SET url = 'https://shop.example/b' WHERE url = ?", URL);
        laptop.capture();
        List<Envelope> sent = laptop.sent();
        assertThat(sent)
                .extracting(e -> e.event().getClass().getSimpleName())
                .containsExactly("ProductRemoved", "ProductListed");
        assertThat(((ProductRemoved) sent.get(0).event()).url()).isEqualTo(URL);
    }

    @Test
    void a_dropped_and_remade_table_is_scanned_and_its_triggers_stand_again() {
        laptop.script("INSERT INTO products (url, title) VALUES ('https://shop.example/gone', 'Gone')");
        laptop.capture();
        laptop.sent();
        laptop.script("CREATE TABLE kept AS SELECT * FROM products WHERE url = '" + URL + "'");
        laptop.script("DROP TABLE products");
        laptop.script("ALTER TABLE kept RENAME TO products");
        laptop.script("UPDATE products SET title = 'Remade'");
        Captured captured = laptop.capture();
        assertThat(captured.listings()).isEqualTo(1);
        assertThat(captured.removals()).isEqualTo(1);
        assertThat(laptop.capture().events()).isZero();
        laptop.script("UPDATE products SET title = 'Again'");
        assertThat(laptop.capture().listings()).isEqualTo(1);
    }

    @Test
    void a_column_that_a_script_adds_with_a_default_is_noticed_although_no_trigger_fires() {
        laptop.script("ALTER TABLE products ADD COLUMN currency TEXT DEFAULT 'USD'");
        assertThat(laptop.capture().listings()).isEqualTo(1);
        assertThat(((ProductListed) only(laptop.sent())).columns().get("currency"))
                .isEqualTo("USD");
    }

    @Test
    void a_table_that_is_missing_for_a_moment_is_not_the_deletion_of_every_product() {
        laptop.script("CREATE TABLE kept AS SELECT * FROM products");
        laptop.script("DROP TABLE products");
        assertThatThrownBy(() -> laptop.capture()).hasMessageContaining("has lost its table 'products'");
        laptop.script("ALTER TABLE kept RENAME TO products");
        assertThat(laptop.capture().removals()).isZero();
        assertThat(laptop.sent()).isEmpty();
    }

    @Test
    void a_vacuum_is_no_change() {
        laptop.script("VACUUM");
        assertThat(laptop.capture().events()).isZero();
    }

    @Test
    void a_scripts_verdict_sets_the_rest_and_the_queue_row() {
        laptop.script(
                "INSERT INTO assessment_queue (product_url, retailer, review_type, product_data) VALUES (?, 'shop', 'modesty', '{}')",
                URL);
        laptop.capture();
        laptop.sent();
        laptop.script("UPDATE products SET modesty_status = 'not_modest' WHERE url = ?", URL);
        assertThat(laptop.capture().verdicts()).isEqualTo(1);
        AssessmentRecorded recorded = (AssessmentRecorded) only(laptop.sent());
        assertThat(recorded.given().decision()).isEqualTo(Decision.NOT_MODEST);
        assertThat(recorded.given().assessedAt()).isEqualTo("2025-11-20T10:00:00.000000");
        assertThat(laptop.one("SELECT lifecycle_stage || shopify_status || assessed_at FROM products"))
                .isEqualTo("assessed_rejecteddraft2025-11-20T10:00:00.000000");
        assertThat(laptop.one("SELECT status || review_decision || reviewed_at FROM assessment_queue"))
                .isEqualTo("reviewednot_modest2025-11-20T10:00:00.000000");
    }

    @Test
    void a_verdict_written_in_both_rows_is_one_event() {
        laptop.script(
                "INSERT INTO assessment_queue (product_url, retailer, review_type, product_data) VALUES (?, 'shop', 'modesty', '{}')",
                URL);
        laptop.capture();
        laptop.sent();
        laptop.script("UPDATE products SET modesty_status = 'modest', assessed_at = '2025-11-19 08:00:00'");
        laptop.script(
                "UPDATE assessment_queue SET status = 'reviewed', review_decision = 'modest', reviewed_by = 'web',"
                        + " reviewer_notes = 'fine', reviewed_at = '2025-11-19T08:00:00'");
        assertThat(laptop.capture().verdicts()).isEqualTo(1);
        AssessmentRecorded recorded = (AssessmentRecorded) only(laptop.sent());
        assertThat(recorded.given().reviewer()).isEqualTo("web");
        assertThat(recorded.given().notes()).isEqualTo("fine");
        assertThat(recorded.clock()).isEqualTo(micros("2025-11-19 08:00:00"));
    }

    @Test
    void another_status_on_an_old_verdict_does_not_beat_a_verdict_made_since() {
        laptop.script("UPDATE products SET modesty_status = 'modest', assessed_at = '2025-11-09 10:00:00'");
        laptop.capture();
        laptop.sent();
        laptop.script("UPDATE products SET shopify_status = 'draft'");
        laptop.capture();
        AssessmentRecorded amended = (AssessmentRecorded) only(laptop.sent());
        assertThat(amended.given().shopifyStatus()).isEqualTo("draft");
        assertThat(amended.clock()).isEqualTo(micros("2025-11-09 10:00:00") + 1);
    }

    @Test
    void a_timestamp_that_is_none_is_reported_with_its_row() {
        laptop.script("UPDATE products SET last_updated = 'yesterday' WHERE url = ?", URL);
        Captured captured = laptop.capture();
        assertThat(captured.unreadable()).hasSize(1);
        assertThat(captured.unreadable().get(0)).contains("products.last_updated", URL, "'yesterday'");
        assertThat(((ProductListed) only(laptop.sent())).clock()).isEqualTo(micros("2025-11-20T10:00:00"));
    }

    @Test
    void a_row_without_a_url_stays_local() {
        laptop.script("INSERT INTO products (title) VALUES ('nameless')");
        Captured captured = laptop.capture();
        assertThat(captured.events()).isZero();
        assertThat(captured.unnamed()).isEqualTo(1);
    }

    @Test
    void values_keep_their_storage_class() {
        laptop.script(
                "UPDATE products SET title = 'Parse Error', price = '$1,035', brand = NULL, description = x'00ff',"
                        + " visual_analysis_confidence = 0.5 WHERE url = ?",
                URL);
        laptop.capture();
        ProductListed listed = (ProductListed) only(laptop.sent());
        assertThat(listed.columns().get("price")).isEqualTo("$1,035");
        assertThat(listed.columns().get("brand")).isNull();
        assertThat((byte[]) listed.columns().get("description")).containsExactly(0, -1);
        assertThat(listed.columns().get("visual_analysis_confidence")).isEqualTo(0.5);
    }

    @Test
    void a_review_request_carries_its_entry() {
        laptop.script(
                "INSERT INTO assessment_queue (product_url, retailer, review_type, product_data) VALUES (?, 'shop', 'modesty', '{}')",
                URL);
        laptop.capture();
        ReviewRequested requested = (ReviewRequested) only(laptop.sent());
        assertThat(requested.reviewType()).isEqualTo("modesty");
        assertThat(requested.columns().get("status")).isEqualTo("pending");
    }

    private static Object only(List<Envelope> events) {
        assertThat(events).hasSize(1);
        return events.get(0).event();
    }

    private static long micros(String text) {
        return Timestamps.parse(text, ZoneOffset.UTC);
    }
}
