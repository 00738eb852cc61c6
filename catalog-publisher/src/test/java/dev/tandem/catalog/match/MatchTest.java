package dev.tandem.catalog.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tandem.catalog.feed.Item;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchTest {
    @ParameterizedTest
    @CsvSource({
        "https://shop.example/p/1, https://shop.example/p/1",
        "https://shop.example/p/1/, https://shop.example/p/1",
        "https://shop.example/p/1//?a=b#c, https://shop.example/p/1",
        "HTTPS://Shop.EXAMPLE/P/1#c, https://shop.example/P/1",
        "https://shop.example/p/1?u=https://other.example/, https://shop.example/p/1",
        "https://shop.example/?p=1, https://shop.example/?p=1",
        "https://shop.example?p=1, https://shop.example?p=1",
        "nonsense, nonsense"
    })
    void an_address_loses_what_does_not_tell_products_apart(String url, String normalized) {
        assertThat(NormalizedUrl.of(url)).isEqualTo(normalized);
    }

    @Test
    void the_same_address_counts_more_than_a_similar_one() {
        Item item = item("https://shop.example/p/1?a=b");
        assertThat(Match.best(item, List.of("https://shop.example/p/1", "https://shop.example/p/1?a=b")))
                .contains(new Match(Match.Strategy.EXACT_URL, "https://shop.example/p/1?a=b"));
        assertThat(Match.best(item, List.of("https://shop.example/p/1")))
                .contains(new Match(Match.Strategy.NORMALIZED_URL, "https://shop.example/p/1"));
        assertThat(Match.best(item, List.of("https://shop.example/p/2"))).isEqualTo(Optional.empty());
    }

    private static Item item(String url) {
        return new Item(0, url, "Dress", JsonNodeFactory.instance.objectNode());
    }
}
