package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run takes of a feed, and how the feed may come. */
class ReadFeedTest extends CatalogFixture {
    @Test
    void a_reject_is_listed_with_its_place_and_reason_and_stops_nothing() {
        JsonNode run = catalog.done(feed("""
                [{"url": "javascript:alert(1)", "title": "Dress"}, 5, {"url": "https://shop.example/p/1"},
                 {"url": "https://shop.example/p/2", "title": "Dress", "price": -4},
                 {"url": "https://shop.example/p/3", "title": "Dress"}]"""));
        assertThat(run.get("scanned").asInt()).isEqualTo(5);
        assertThat(run.get("rejected").asInt()).isEqualTo(4);
        assertThat(run.get("new").asInt()).isEqualTo(1);
        assertThat(run.get("rejects").findValuesAsText("index")).containsExactly("0", "1", "2", "3");
        assertThat(run.get("rejects").findValuesAsText("line")).containsExactly("1", "1", "1", "2");
        assertThat(run.get("rejects").findValuesAsText("column")).containsExactly("2", "52", "55", "2");
        assertThat(run.get("rejects").findValuesAsText("reason"))
                .containsExactly(
                        "its url is no http or https address: javascript:alert(1)",
                        "it is no JSON object",
                        "it has no title",
                        "its price is negative: -4");
    }

    @Test
    void a_strict_run_takes_nothing_of_a_feed_with_rejects() {
        Path feed = feed("[{\"url\": \"https://shop.example/p/2\", \"title\": \"Dress\"},\n {\"title\": \"Dress\"}]");
        TestCatalog.Ran ran = catalog.verb("--feed", feed.toString(), "--strict", "--json");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.json().get("error").asText()).contains("item 2 (line 2, column 2): it has no url");
        assertThat(catalog.database).doesNotExist();
    }

    @Test
    void a_price_that_is_no_amount_is_left_out_and_the_product_taken() {
        TestCatalog.Ran ran = catalog.run(feed("""
                [{"url": "https://shop.example/p/1", "title": "Dress", "price": "abc"},
                 {"url": "https://shop.example/p/2", "title": "Linen Wrap Top", "price": "$4"}]"""));
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.json().get("new").asInt()).isEqualTo(2);
        assertThat(ran.json().get("rejected").asInt()).isZero();
        assertThat(ran.json().get("warnings").findValuesAsText("reason"))
                .containsExactly("its price is no amount, and was left out: abc");
        assertThat(catalog.query("SELECT price FROM products ORDER BY url")).containsExactly("null", "$4");
        assertThat(catalog.verb("--dry-run", "--feed", feed("""
                        [{"url": "https://shop.example/p/3", "title": "Hat", "price": "abc"}]""").toString()).out())
                .contains("taken, but");
    }

    @Test
    void json_lines_and_csv_are_read_too() {
        JsonNode lines = catalog.done(feed("""
                {"url": "https://shop.example/p/1", "title": "Linen Wrap Top"}
                {"url": "https://shop.example/p/2", "title"
                {"catalog_url": "https://shop.example/p/3", "name": "Cotton Maxi Skirt"}
                """));
        assertThat(lines.get("new").asInt()).isEqualTo(2);
        assertThat(lines.get("rejects").findValuesAsText("line")).containsExactly("2");
        assertThat(lines.get("rejects").findValuesAsText("reason"))
                .containsExactly("its line is not JSON at column 44: it ends too early");
        TestCatalog.Ran ran = catalog.verb(
                "--json", "--map", "price=Cost", "--feed", feed("""
                Title,Product URL,Cost
                "Silk, long",https://shop.example/p/4,"$1,100.00"
                "Two
                lines",https://shop.example/p/5,20
                Broken,javascript:alert(1),20
                """).toString());
        assertThat(ran.json().get("new").asInt()).as(ran.out()).isEqualTo(2);
        assertThat(ran.json().get("rejects").findValuesAsText("line")).containsExactly("5");
        assertThat(catalog.query("SELECT title, price FROM products WHERE price IS NOT NULL AND url LIKE '%/4'"))
                .containsExactly("Silk, long|$1,100.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void a_table_is_read_as_spreadsheets_write_it(String separator) {
        assertThat(catalog.done(feed(String.join(separator, "Title", "Product URL", "Price") + "\r\n"
                                + String.join(
                                        separator, "\"Silk, long; red\"", "https://shop.example/p/4", "\"1.100,00 €\"")
                                + "\r\n"))
                        .get("new")
                        .asInt())
                .isEqualTo(1);
        assertThat(catalog.one("SELECT title, price FROM products")).isEqualTo("Silk, long; red|1.100,00 €");
    }

    @Test
    void a_feed_may_come_on_standard_input() {
        InputStream original = System.in;
        try {
            System.setIn(
                    new ByteArrayInputStream("[{\"url\": \"https://shop.example/p/1\", \"title\": \"Kleid für Ümit\"}]"
                            .getBytes(StandardCharsets.UTF_8)));
            assertThat(catalog.verb("--feed", "-", "--json").json().get("new").asInt())
                    .isEqualTo(1);
        } finally {
            System.setIn(original);
        }
        assertThat(catalog.one("SELECT title FROM products")).isEqualTo("Kleid für Ümit");
    }
}
