package dev.tandem.catalog.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.cli.error.UserError;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A Shopify shop's {@code products.json}. */
class ShopFeedTest {
    private static final String DRESS = """
            {"id": 7012, "title": "Linen Dress", "handle": "linen-dress", "vendor": "Ada", "product_type": "Dresses",
             "body_html": "<p>Cool.</p>",
             "variants": [
               {"id": 1, "sku": "LD-S", "price": "80.00", "compare_at_price": "120.00", "available": false},
               {"id": 2, "sku": "LD-M", "price": "90.00", "compare_at_price": "120.00", "available": true},
               {"id": 3, "sku": "LD-L", "price": "95.00", "compare_at_price": null, "available": true}],
             "images": [{"id": 9, "src": "https://cdn.example/a.jpg"}, {"src": "//cdn.example/b.jpg"}]}""";

    @Test
    void a_product_is_one_item_however_many_variants_it_has() {
        List<Entry> entries = read("{\"products\": [" + DRESS + "]}");
        assertThat(entries).hasSize(1);
        Item item = (Item) entries.get(0);
        assertThat(item.url()).isEqualTo("https://shop.example/products/linen-dress");
        assertThat(item.listing().toString())
                .contains("\"title\":\"Linen Dress\"")
                .contains("\"price\":\"90.00\"", "\"original_price\":\"120.00\"", "\"sale_status\":\"on sale\"")
                .contains("\"stock_status\":\"in stock\"", "\"brand\":\"Ada\"", "\"clothing_type\":\"Dresses\"")
                .contains("\"product_code\":\"7012\"")
                .contains("[\"https://cdn.example/a.jpg\",\"https://cdn.example/b.jpg\"]");
    }

    @Test
    void a_stock_keeping_unit_that_all_variants_share_is_the_code() {
        String hat = """
                {"id": 1, "title": "Hat", "handle": "hat", "variants": [
                  {"sku": "H1", "price": "9.00", "available": false}, {"sku": "H1", "price": "9.00", "available": false}]}""";
        Item item = (Item) read("{\"products\": [" + hat + "]}").get(0);
        assertThat(item.listing().toString())
                .contains("\"product_code\":\"H1\"", "\"stock_status\":\"out of stock\"", "\"sale_status\":\"regular\"")
                .doesNotContain("original_price");
    }

    @Test
    void several_pages_may_stand_one_behind_the_other() {
        String page = "{\"products\": [" + DRESS + "]}";
        assertThat(read(page + "\n" + page.replace("linen", "silk") + "\n{\"products\": []}"))
                .extracting(entry -> ((Item) entry).url())
                .containsExactly(
                        "https://shop.example/products/linen-dress", "https://shop.example/products/silk-dress");
        assertThat(read("[" + DRESS + "]")).hasSize(1);
        assertThat(read("[\n" + page + ",\n" + page.replace("linen", "silk") + "]"))
                .hasSize(2);
    }

    @Test
    void a_product_that_is_none_is_rejected_and_the_others_are_taken() {
        assertThat(read("{\"products\": [{\"handle\": \"x\"}, " + DRESS + "]}"))
                .element(0)
                .isEqualTo(new Reject(0, 1, 15, "it has no title"));
    }

    @Test
    void a_page_that_is_cut_off_is_explained() {
        assertThat(failure("{\"products\": [" + DRESS + ",", Optional.of("https://a.example"))
                        .message())
                .contains("ends too early");
        assertThat(failure("{\"products\": []}", Optional.of("https://a.example"))
                        .message())
                .contains("lists no products");
    }

    @Test
    void whose_products_they_are_has_to_be_known() {
        UserError error = failure("{\"products\": [" + DRESS + "]}", Optional.empty());
        assertThat(error.message()).contains("names its products by their handles");
        assertThat(error.hint()).contains("--shop https://shop.example");
        assertThat(Origin.shopAt("https://shop.example/products.json?page=1")).isEqualTo("https://shop.example");
        assertThat(Origin.shopAt("shop.example:8443")).isEqualTo("https://shop.example:8443");
    }

    private static List<Entry> read(String feed) {
        List<Entry> entries = new ArrayList<>();
        read(feed, Optional.of("https://shop.example"), entries);
        return entries;
    }

    private static UserError failure(String feed, Optional<String> shop) {
        return catchThrowableOfType(UserError.class, () -> read(feed, shop, new ArrayList<>()));
    }

    private static void read(String feed, Optional<String> shop, List<Entry> into) {
        FeedReader.read(
                new ByteArrayInputStream(feed.getBytes(StandardCharsets.UTF_8)),
                new Origin("it", shop),
                FieldNames.ofScrapers(),
                into::add);
    }
}
