package dev.tandem.service.product;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListedProductTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'images': ['https://i.example/1.jpg']}",
                "{'image_urls': ['https://i.example/1.jpg', 'https://i.example/1.jpg', '', null, 7]}",
                "{'image_urls': '[\\'https://i.example/1.jpg\\']'}",
                "{'image_urls': 'https://i.example/1.jpg'}",
                "{'image_url': ' https://i.example/1.jpg '}",
                "{'image_urls': [], 'images': [{'src': '//i.example/1.jpg', 'width': 4}]}",
                "{'image_urls': 'javascript:alert(1)', 'images': ['https://i.example/1.jpg']}",
            })
    void a_picture_is_found_in_every_form(String json) {
        assertThat(ListedProduct.read(json.replace('\'', '"').replace("\\\"", "\\\""))
                        .images())
                .containsExactly("https://i.example/1.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "7", "'text'", "[1,2]", "{", "{'images': {'a': {'b': 1}}}", "{'price': {}}"})
    void junk_counts_as_absent(String json) {
        ListedProduct product = ListedProduct.read(json.replace('\'', '"'));
        assertThat(product.title()).isNull();
        assertThat(product.price()).isNull();
        assertThat(product.images()).isEmpty();
    }

    @Test
    void a_price_is_the_text_it_was() {
        assertThat(ListedProduct.read("{\"price\": 695}").price()).isEqualTo("695");
        assertThat(ListedProduct.read("{\"price\": \"$695\"}").price()).isEqualTo("$695");
        assertThat(ListedProduct.read("{\"price\": 69.90}").price()).isEqualTo("69.9");
    }
}
