package dev.tandem.catalog.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example",
                "HTTP://Shop.example:8080/a",
                "https://shop.example/a|b/{c}?d=[e]&f=%20#g",
                "https://shop.example?p=1",
                "https://bücher.example/kleid-für-ümit"
            })
    void an_address_as_shops_have_them_is_taken_as_it_is(String url) {
        assertThat(check(product(url)))
                .isInstanceOfSatisfying(
                        Item.class, item -> assertThat(item.url()).isEqualTo(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                " JavaScript:alert(1)//https://shop.example",
                "data:text/html,x",
                "ftp://shop.example/a",
                "//shop.example/a",
                "/a",
                "https://",
                "https:///a",
                "https://shop.example/a b",
                "https://shop.example/a\nb",
                "https://shop.example/\"onload=",
                "https://good.example\\@evil.example/",
                "https://user:secret@shop.example/"
            })
    void an_address_that_a_phone_must_not_follow_is_rejected(String url) {
        assertThat(check(product(url)))
                .isInstanceOfSatisfying(
                        Reject.class,
                        reject -> assertThat(reject.reason()).startsWith("its url is no http or https address"));
    }

    @Test
    void an_address_of_2000_characters_is_the_longest() {
        String url = "https://shop.example/" + "x".repeat(1979);
        assertThat(check(product(url))).isInstanceOf(Item.class);
        assertThat(check(product(url + "x"))).isEqualTo(new Reject(7, 9, 4, "its url is longer than 2000 characters"));
    }

    @Test
    void a_price_stays_a_number_or_a_text() throws Exception {
        assertThat(price("695").isInt()).isTrue();
        assertThat(price("59.95").doubleValue()).isEqualTo(59.95);
        assertThat(price("\"$1,100.00\"").textValue()).isEqualTo("$1,100.00");
        assertThat(price("null").isMissingNode()).isTrue();
        assertThat(price("\"  \"").isMissingNode()).isTrue();
        for (String absurd : new String[] {"{}", "[1]", "true", "1e999", "-1", "\"" + "9".repeat(51) + "\""}) {
            ObjectNode product = product("https://shop.example/1");
            product.set("price", JSON.readTree(absurd));
            assertThat(check(product)).as(absurd).isInstanceOf(Reject.class);
        }
    }

    @Test
    void a_price_that_is_no_amount_is_left_out_and_said() {
        ObjectNode product =
                product("https://shop.example/1").put("price", "Sold out").put("original_price", "$80");
        List<Warning> warnings = new ArrayList<>();
        Entry checked = Validation.check(new Place(7, 9, 4), product, FieldNames.ofScrapers(), warnings::add);
        assertThat(((Item) checked).listing().has("price")).isFalse();
        assertThat(((Item) checked).listing().path("original_price").textValue())
                .isEqualTo("$80");
        assertThat(warnings)
                .containsExactly(new Warning(7, 9, 4, "its price is no amount, and was left out: Sold out"));
    }

    @Test
    void what_is_rejected_is_not_warned_of() {
        ObjectNode product = product("javascript:alert(1)").put("price", "abc");
        List<Warning> warnings = new ArrayList<>();
        assertThat(Validation.check(new Place(0, 1, 1), product, FieldNames.ofScrapers(), warnings::add))
                .isInstanceOf(Reject.class);
        assertThat(Validation.check(
                        new Place(0, 1, 1),
                        product("https://shop.example/1").put("price", "abc").put("original_price", -1),
                        FieldNames.ofScrapers(),
                        warnings::add))
                .isInstanceOf(Reject.class);
        assertThat(warnings).isEmpty();
    }

    @Test
    void pictures_come_in_many_forms_and_only_web_addresses_are_kept() throws Exception {
        assertThat(images("[\"https://shop.example/1.jpg\", \"javascript:alert(1)\", null, 5,"
                        + " \"//shop.example/2.jpg\", \"https://shop.example/1.jpg\"]"))
                .hasToString("[\"https://shop.example/1.jpg\",\"https://shop.example/2.jpg\"]");
        assertThat(images("\"https://shop.example/1.jpg\"")).hasToString("[\"https://shop.example/1.jpg\"]");
        assertThat(images("\"[\\\"https://shop.example/1.jpg\\\"]\"")).hasToString("[\"https://shop.example/1.jpg\"]");
        assertThat(images("\"[broken\"")).hasToString("[]");
        assertThat(images("null")).hasToString("[]");
    }

    @Test
    void what_a_product_can_do_without_is_left_out_where_it_cannot_be_read() {
        ObjectNode product = product("https://shop.example/1");
        product.putObject("brand").put("maker", "Ada");
        product.put("product_code", 4711).put("availability", " in_stock ").put("secret", "x");
        assertThat(((Item) check(product)).listing())
                .hasToString("{\"url\":\"https://shop.example/1\",\"title\":\"Dress\",\"product_code\":\"4711\","
                        + "\"stock_status\":\"in_stock\",\"image_urls\":[]}");
    }

    private static JsonNode price(String json) throws Exception {
        ObjectNode product = product("https://shop.example/1");
        product.set("price", JSON.readTree(json));
        return ((Item) check(product)).listing().path("price");
    }

    private static JsonNode images(String json) throws Exception {
        ObjectNode product = product("https://shop.example/1");
        product.set("images", JSON.readTree(json));
        return ((Item) check(product)).listing().path("image_urls");
    }

    private static Entry check(JsonNode element) {
        return Validation.check(new Place(7, 9, 4), element, FieldNames.ofScrapers(), warning -> {});
    }

    private static ObjectNode product(String url) {
        return JSON.createObjectNode().put("url", url).put("title", "Dress");
    }
}
