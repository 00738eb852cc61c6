package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run does to the laptop's file, without a connection. */
class RunTest extends CatalogFixture {
    @Test
    void a_database_that_was_never_adopted_is_left_alone() throws Exception {
        TestCatalog other = new TestCatalog(folder.resolve("other.db"), TestCatalog.NO_BROKER);
        other.script("CREATE TABLE products (url TEXT UNIQUE)");
        byte[] before = Files.readAllBytes(other.database);
        TestCatalog.Ran ran = other.run(TestCatalog.feed(folder, 0, 1));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.json().get("hint").asText()).contains("./tandem adopt");
        assertThat(Files.readAllBytes(other.database)).isEqualTo(before);
    }

    @Test
    void a_new_product_becomes_a_product_that_waits_for_its_assessment() {
        JsonNode run = catalog.done(feed("""
                [{"product_code": "BRON-WD104", "url": "https://www.revolve.com/geisha-maxi-dress/dp/BRON-WD104/",
                  "title": "Geisha Maxi Dress", "price": 1100, "sale_status": "regular", "brand": "Bronx",
                  "image_urls": ["https://images.revolve.com/BRON-WD104.jpg"], "availability": "in_stock"}]"""));
        assertThat(run.get("new").asInt()).isEqualTo(1);
        assertThat(catalog.query("""
                SELECT retailer, title, price, typeof(price), product_code, brand, sale_status, stock_status,
                       lifecycle_stage, assessment_status, shopify_status, source, modesty_status, assessed_at
                  FROM products"""))
                .containsExactly("revolve|Geisha Maxi Dress|1100|integer|BRON-WD104|Bronx|regular|in_stock"
                        + "|pending_assessment|queued|not_uploaded|catalog_monitor|null|null");
        assertThat(catalog.one("SELECT first_seen FROM products"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}")
                .isEqualTo(catalog.one("SELECT last_seen FROM products"))
                .isEqualTo(catalog.one("SELECT last_updated FROM products"));
    }

    @Test
    void its_review_carries_all_that_the_phone_shows() throws Exception {
        catalog.done(feed("""
                [{"url": "https://shop.example/p/1", "title": "Dress", "price": "$1,100.00", "brand": "Ada",
                  "clothing_type": "dress", "images": "[\\"https://shop.example/1.jpg\\"]"}]"""));
        assertThat(catalog.query("""
                SELECT product_url, review_type, status, priority, retailer, category, source_workflow
                  FROM assessment_queue"""))
                .containsExactly("https://shop.example/p/1|modesty|pending|normal|revolve|dresses|catalog_monitor");
        assertThat(catalog.one("SELECT added_at FROM assessment_queue"))
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(new ObjectMapper().readTree(catalog.one("SELECT product_data FROM assessment_queue")))
                .isEqualTo(new ObjectMapper().readTree("""
                        {"url": "https://shop.example/p/1", "title": "Dress", "price": "$1,100.00", "brand": "Ada",
                         "clothing_type": "dress", "clothing_type_source": "category_override",
                         "image_urls": ["https://shop.example/1.jpg"], "retailer": "revolve", "catalog_url": "https://shop.example/p/1"}"""));
        assertThat(catalog.one("SELECT price FROM products")).isEqualTo("$1,100.00");
    }

    @Test
    void the_events_wait_while_there_is_no_connection() {
        TestCatalog.Ran ran = catalog.run(TestCatalog.feed(folder, 0, 3));
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).contains("not sent").contains("next sync");
        assertThat(ran.json().get("sent").asInt()).isZero();
        assertThat(ran.json().get("pending").asInt()).isEqualTo(8);
        assertThat(catalog.query("SELECT type, count(*) FROM tandem_outbox GROUP BY type ORDER BY type"))
                .containsExactly(
                        "dev.tandem.CatalogRunCompleted.v1|1",
                        "dev.tandem.ProductListed.v1|3",
                        "dev.tandem.ReviewRequested.v1|3",
                        "dev.tandem.RowUpserted.v1|1");
        assertThat(catalog.count("tandem_change")).isZero();
    }

    @Test
    void the_same_feed_again_changes_nothing() {
        Path feed = TestCatalog.feed(folder, 0, 600);
        assertThat(catalog.done(feed).get("new").asInt()).isEqualTo(600);
        List<String> before = catalog.contents();
        JsonNode again = catalog.done(feed);
        assertThat(again.get("scanned").asInt()).isEqualTo(600);
        assertThat(again.get("existing").asInt()).isEqualTo(600);
        assertThat(again.get("new").asInt()).isZero();
        assertThat(catalog.contents()).isEqualTo(before);
        assertThat(catalog.count("tandem_outbox WHERE topic = 'CHANGES' AND type NOT LIKE '%Row%'"))
                .isEqualTo(1200);
    }

    @Test
    void a_product_twice_in_a_feed_is_one_product() {
        JsonNode run = catalog.done(feed("""
                [{"url": "https://Shop.example/p/1/?color=red#top", "title": "Dress"},
                 {"url": "https://shop.example/p/1", "title": "Dress"},
                 {"url": "https://shop.example/p/2", "title": "Dress"},
                 {"url": "https://Shop.example/p/1/?color=red#top", "title": "Dress"}]"""));
        assertThat(run.get("new").asInt()).isEqualTo(2);
        assertThat(run.get("existing").asInt()).isEqualTo(2);
        assertThat(catalog.query("SELECT url FROM products"))
                .containsExactly("https://Shop.example/p/1/?color=red#top", "https://shop.example/p/2");
    }

    @Test
    void a_product_is_known_from_each_table_that_lists_it() {
        catalog.done(TestCatalog.feed(folder, 0, 1));
        catalog.script("CREATE TABLE catalog_products (catalog_url TEXT, normalized_url TEXT)");
        catalog.script("INSERT INTO catalog_products (catalog_url) VALUES ('https://shop.example/p/2?page=1'), (NULL)");
        catalog.script("INSERT INTO assessment_queue (product_url, retailer, review_type, product_data)"
                + " VALUES ('https://shop.example/p/1/', 'revolve', 'duplication', '{}')");
        JsonNode run = catalog.done(TestCatalog.feed(folder, 0, 4));
        assertThat(run.get("existing").asInt()).isEqualTo(3);
        assertThat(run.get("new").asInt()).isEqualTo(1);
    }

    @Test
    void a_baseline_asks_for_no_review() {
        TestCatalog.Ran ran = catalog.named(
                "baseline", "--feed", TestCatalog.feed(folder, 0, 3).toString(), "--json");
        assertThat(ran.json().get("new").asInt()).as(ran.out()).isEqualTo(3);
        assertThat(ran.json().get("reviews").asInt()).isZero();
        assertThat(catalog.query("SELECT DISTINCT lifecycle_stage, assessment_status FROM products"))
                .containsExactly("baseline_only|not_for_assessment");
        assertThat(catalog.count("assessment_queue")).isZero();
    }

    @Test
    void what_may_be_a_known_product_is_asked_about_beside_it() throws Exception {
        catalog.done(feed("""
                [{"url": "https://shop.example/p/1", "title": "Linen Wrap Dress", "price": 100, "product_code": "LW-1",
                  "image_urls": ["https://shop.example/1.jpg"]}]"""));
        JsonNode run = catalog.done(feed("""
                [{"url": "https://shop.example/p/2", "title": "Linnen Wrap Dress", "price": "$95.00"},
                 {"url": "https://shop.example/p/3", "title": "Silk Gown", "price": 900, "product_code": "lw-1"},
                 {"url": "https://shop.example/p/4", "title": "LINEN WRAP DRESS", "price": "$100"},
                 {"url": "https://shop.example/p/5", "title": "Wrap Dress, Linen"},
                 {"url": "https://shop.example/p/6", "title": "Other", "images": ["https://shop.example/1.jpg?w=9"]},
                 {"url": "https://shop.example/p/7", "title": "Parse Error", "price": 100}]"""));
        assertThat(run.get("existing").asInt()).isEqualTo(1);
        assertThat(run.get("new").asInt()).isEqualTo(1);
        assertThat(run.get("suspectedDuplicates").asInt()).isEqualTo(4);
        assertThat(catalog.query(
                        "SELECT product_url, json_extract(suspected_match_data, '$.strategy') FROM assessment_queue"
                                + " WHERE review_type = 'duplication' ORDER BY product_url"))
                .containsExactly(
                        "https://shop.example/p/2|similar_title_price",
                        "https://shop.example/p/3|product_code",
                        "https://shop.example/p/5|similar_title",
                        "https://shop.example/p/6|first_image");
        assertThat(new ObjectMapper()
                        .readTree(catalog.one(
                                "SELECT suspected_match_data FROM assessment_queue" + " WHERE product_url LIKE '%/2'")))
                .isEqualTo(new ObjectMapper().readTree("""
                        {"strategy": "similar_title_price", "confidence": 0.941, "url": "https://shop.example/p/1",
                         "title": "Linen Wrap Dress", "price": 100, "image_urls": ["https://shop.example/1.jpg"]}"""));
        assertThat(catalog.count("products")).isEqualTo(2);
        assertThat(catalog.done(feed("""
                [{"url": "https://shop.example/p/2", "title": "Linnen Wrap Dress", "price": "$95.00"}]""")).get("existing").asInt()).isEqualTo(1);
    }

    @Test
    void an_item_is_compared_with_similar_titles_even_if_a_known_one_far_before_it_has_the_same() throws Exception {
        String known = "{\"url\": \"https://shop.example/a\", \"title\": \"Linen Wrap Dress\", \"price\": 105}";
        catalog.done(feed("[" + known.replace("105", "100") + "]"));
        String others = Files.readString(TestCatalog.feed(folder, 0, 600));
        JsonNode run = catalog.done(feed(
                "[" + known + "," + others.substring(1, others.length() - 1) + "," + known.replace("/a", "/b") + "]"));
        assertThat(run.get("new").asInt()).isEqualTo(600);
        assertThat(catalog.query("SELECT product_url, json_extract(suspected_match_data, '$.strategy')"
                        + " FROM assessment_queue WHERE review_type = 'duplication'"))
                .containsExactly("https://shop.example/b|similar_title_price");
    }

    @Test
    void a_new_price_is_taken_over_and_leaves_the_assessment_as_it_is() {
        catalog.done(feed("""
                [{"url": "https://shop.example/p/1", "title": "Dress", "price": "$1,100.00", "availability": "in_stock"}]"""));
        catalog.script(
                "UPDATE products SET modesty_status = 'modest', lifecycle_stage = 'assessed_approved',"
                        + " assessment_status = 'assessed', shopify_status = 'published', last_updated = '2025-11-01 09:00:00'");
        assertThat(catalog.done(feed("""
                [{"url": "https://shop.example/p/1", "title": "Dress", "price": 1100, "availability": "In stock"}]""")).get("changed").asInt()).isZero();
        JsonNode run = catalog.done(feed("""
                [{"url": "https://shop.example/p/1", "title": "Dress", "price": 880, "availability": "sold out"},
                 {"url": "https://shop.example/p/1?color=red", "title": "Dress", "price": 900}]"""));
        assertThat(run.get("existing").asInt()).isEqualTo(2);
        assertThat(run.get("changed").asInt()).isEqualTo(1);
        assertThat(catalog.one("SELECT price, stock_status, modesty_status, lifecycle_stage,"
                        + " last_updated > '2025-11-01 09:00:00' FROM products"))
                .isEqualTo("880|sold out|modest|assessed_approved|1");
        TestCatalog.Ran shown = catalog.plain(
                "runs", "show", run.get("runId").asText(), "--database", catalog.database.toString(), "--json");
        assertThat(shown.json().get("changes").toString())
                .isEqualTo("[{\"productUrl\":\"https://shop.example/p/1\",\"title\":\"Dress\",\"field\":\"price\","
                        + "\"before\":\"$1,100.00\",\"after\":\"880\"},"
                        + "{\"productUrl\":\"https://shop.example/p/1\",\"title\":\"Dress\",\"field\":\"stock_status\","
                        + "\"before\":\"in_stock\",\"after\":\"sold out\"}]");
    }

    @Test
    void what_another_program_changed_before_the_run_is_not_lost() {
        catalog.done(TestCatalog.feed(folder, 0, 1));
        catalog.script("UPDATE products SET price = 7");
        catalog.done(TestCatalog.feed(folder, 1, 1));
        assertThat(catalog.one("SELECT count(*) FROM tandem_outbox WHERE type LIKE '%ProductListed%'"))
                .isEqualTo("3");
    }

    @Test
    void each_run_is_written_down() {
        catalog.done(TestCatalog.feed(folder, 0, 1));
        catalog.done(TestCatalog.feed(folder, 0, 3));
        assertThat(catalog.query(
                        "SELECT run_type, total_products_crawled, new_products_found, existing_products_encountered"
                                + " FROM catalog_monitoring_runs ORDER BY id"))
                .containsExactly("catalog_run|1|1|0", "catalog_run|3|2|1");
    }

    @Test
    void a_run_is_written_down_as_the_users_own_table_of_runs_has_room_for_it() {
        catalog.done(TestCatalog.feed(folder, 0, 1));
        catalog.script("DROP TABLE catalog_monitoring_runs");
        catalog.script(
                "CREATE TABLE catalog_monitoring_runs (id INTEGER PRIMARY KEY, run_id TEXT UNIQUE NOT NULL,"
                        + " run_type TEXT NOT NULL, retailer TEXT, total_products_crawled INTEGER, pages_crawled INTEGER DEFAULT 0)");
        JsonNode run = catalog.done(TestCatalog.feed(folder, 0, 3));
        assertThat(
                        catalog.query(
                                "SELECT run_id, run_type, retailer, total_products_crawled, pages_crawled FROM catalog_monitoring_runs"))
                .containsExactly(run.get("runId").asText() + "|catalog_run|revolve|3|0");
    }
}
