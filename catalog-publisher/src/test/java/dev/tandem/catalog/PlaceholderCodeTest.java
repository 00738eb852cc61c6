package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A shop that has no codes may write the same one everywhere. */
class PlaceholderCodeTest extends CatalogFixture {
    private static final List<String> TITLES = List.of(
            "Linen Wrap Dress", "Silk Gown", "Denim Skirt", "Ribbed Tank", "Wool Overcoat", "Satin Blouse", "Parka");
    private static final List<String> SIZES = List.of("XXS", "XS", "S", "M", "L", "XL", "XXL");

    @Test
    void a_code_that_many_items_of_a_feed_share_tells_nothing() {
        assertThat(run("0000a", TITLES).get("new").asInt()).isEqualTo(7);
        assertThat(catalog.count("products WHERE product_code = '0000a'"))
                .as("it is kept as the shop wrote it")
                .isEqualTo(7);
    }

    @Test
    void a_code_that_the_sizes_of_a_product_share_is_its_code() {
        JsonNode run = run(
                "LW-1", SIZES.stream().map(size -> "Linen Wrap Dress " + size).toList());
        assertThat(run.get("new").asInt()).isEqualTo(1);
        assertThat(run.get("existing").asInt()).isEqualTo(6);
    }

    private JsonNode run(String code, List<String> titles) {
        return catalog.done(feed(IntStream.range(0, titles.size())
                .mapToObj(i -> "{\"url\": \"https://shop.example/" + i + "\", \"title\": \"" + titles.get(i)
                        + "\", \"price\": 90, \"product_code\": \"" + code + "\"}")
                .collect(Collectors.joining(",", "[", "]"))));
    }
}
