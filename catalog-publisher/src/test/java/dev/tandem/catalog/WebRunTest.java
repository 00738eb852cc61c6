package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.catalog.fetch.Shop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a feed on the web. */
class WebRunTest {
    private static final String FEED = "[{\"url\": \"https://shop.example/1\", \"title\": \"Hat\", \"price\": 9}]";

    @TempDir
    Path folder;

    @Test
    void a_feed_on_the_web_is_taken_once_and_again_when_it_has_changed() {
        try (Shop shop = Shop.open()) {
            TestCatalog catalog = new TestCatalog(folder.resolve("products.db"), TestCatalog.NO_BROKER);
            serve(shop, "\"v1\"", FEED);
            JsonNode first = run(catalog, shop).json();
            assertThat(first.get("new").asInt()).isEqualTo(1);
            assertThat(first.get("unchanged").asBoolean()).isFalse();

            List<String> before = catalog.contents();
            JsonNode second = run(catalog, shop).json();
            assertThat(second.get("unchanged").asBoolean()).isTrue();
            assertThat(second.get("dryRun").asBoolean()).isFalse();
            assertThat(second.get("scanned").asInt()).isZero();
            assertThat(second.get("pending").asInt())
                    .isEqualTo(first.get("pending").asInt());
            assertThat(catalog.contents()).isEqualTo(before);

            assertThat(run(catalog, shop, "--again").json().get("existing").asInt())
                    .isEqualTo(1);
            assertThat(run(catalog, shop, "--map", "title=name")
                            .json()
                            .get("existing")
                            .asInt())
                    .isEqualTo(1);
            assertThat(run(catalog, shop, "--dry-run").json().get("existing").asInt())
                    .isEqualTo(1);

            serve(shop, "\"v2\"", FEED.replace("9", "8"));
            assertThat(run(catalog, shop).json().get("changed").asInt()).isEqualTo(1);
        }
    }

    @Test
    void a_run_that_is_killed_before_it_has_noted_the_version_is_fetched_again_and_all_of_it_is_known()
            throws Exception {
        try (Shop shop = Shop.open()) {
            TestCatalog killed = new TestCatalog(folder.resolve("products.db"), TestCatalog.NO_BROKER);
            serve(shop, "\"v1\"", FEED);
            TestCatalog first = killed.killedBeforeItsAnswer(
                    Files.createDirectory(folder.resolve("first")), "--feed", shop.at("/feed.json"), "--json");
            List<String> committed = rows(first);
            assertThat(committed).contains("https://shop.example/1|Hat|9");

            JsonNode again = run(first, shop).json();
            assertThat(again.get("unchanged").asBoolean()).isFalse();
            assertThat(again.get("existing").asInt()).isEqualTo(1);
            assertThat(rows(first)).isEqualTo(committed);
            assertThat(run(first, shop).json().get("unchanged").asBoolean()).isTrue();

            serve(
                    shop,
                    "\"v2\"",
                    FEED.replace("}]", "}, {\"url\": \"https://shop.example/2\", \"title\": \"Scarf\"}]"));
            TestCatalog second = first.killedBeforeItsAnswer(
                    Files.createDirectory(folder.resolve("second")), "--feed", shop.at("/feed.json"), "--json");
            committed = rows(second);
            assertThat(committed).contains("https://shop.example/1|Hat|9").anyMatch(row -> row.contains("Scarf"));

            JsonNode later = run(second, shop).json();
            assertThat(later.get("unchanged").asBoolean()).isFalse();
            assertThat(later.get("existing").asInt()).isEqualTo(2);
            assertThat(rows(second)).isEqualTo(committed);
            assertThat(run(second, shop).json().get("unchanged").asBoolean()).isTrue();
        }
    }

    private static List<String> rows(TestCatalog catalog) {
        List<String> rows = new ArrayList<>(catalog.query("SELECT url, title, price FROM products ORDER BY 1"));
        rows.addAll(catalog.query("SELECT product_url, review_type, status FROM assessment_queue ORDER BY 1, 2"));
        rows.addAll(catalog.query(
                "SELECT type, count(*) FROM tandem_outbox WHERE type LIKE '%Listed%' OR type LIKE '%Requested%'"
                        + " GROUP BY type ORDER BY 1"));
        return rows;
    }

    @Test
    void a_feed_that_was_bad_is_fetched_again() {
        try (Shop shop = Shop.open()) {
            TestCatalog catalog = new TestCatalog(folder.resolve("products.db"), TestCatalog.NO_BROKER);
            serve(shop, "\"v1\"", "<html>");
            TestCatalog.Ran ran = run(catalog, shop);
            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.json().get("error").asText()).contains("The feed " + shop.at("/feed.json"), "<html>");
            assertThat(run(catalog, shop).exitCode()).isEqualTo(1);
        }
    }

    @Test
    void a_password_in_an_address_is_not_written_down() {
        try (Shop shop = Shop.open()) {
            TestCatalog catalog = new TestCatalog(folder.resolve("products.db"), TestCatalog.NO_BROKER);
            serve(shop, "\"v1\"", FEED);
            String address = shop.at("/feed.json").replace("//", "//ada:secret@");
            assertThat(catalog.verb("--feed", address, "--json").exitCode()).isZero();
            assertThat(catalog.verb("--feed", address, "--json")
                            .json()
                            .get("unchanged")
                            .asBoolean())
                    .isTrue();
            assertThat(catalog.query("SELECT * FROM tandem_catalog_feed"))
                    .hasSize(1)
                    .noneMatch(row -> row.contains("secret"));
        }
    }

    @Test
    void an_address_that_is_none_is_wrong_usage() {
        TestCatalog catalog = new TestCatalog(folder.resolve("products.db"), TestCatalog.NO_BROKER);
        TestCatalog.Ran ran = catalog.verb("--feed", "https://", "--json");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(catalog.database).doesNotExist();
    }

    private static void serve(Shop shop, String version, String feed) {
        shop.always(exchange -> {
            if (version.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                Shop.status(304, "").to(exchange);
            } else {
                Shop.status(200, feed, "ETag", version).to(exchange);
            }
        });
    }

    private static TestCatalog.Ran run(TestCatalog catalog, Shop shop, String... more) {
        String[] args = new String[more.length + 3];
        args[0] = "--feed";
        args[1] = shop.at("/feed.json");
        args[2] = "--json";
        System.arraycopy(more, 0, args, 3, more.length);
        return catalog.verb(args);
    }
}
