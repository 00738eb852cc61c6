package dev.tandem.catalog.match;

import static org.assertj.core.api.Assertions.assertThat;

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

    @ParameterizedTest
    @CsvSource({
        "BARDOT  Kíra-Dress (red), Bardot, kira dress red",
        "Bardot, Bardot, bardot",
        "Parse Error, , ''",
        "N/A, , ''"
    })
    void a_title_loses_case_accents_punctuation_and_its_brand(String title, String brand, String normalized) {
        assertThat(NormalizedTitle.of(title, brand)).isEqualTo(normalized);
    }

    @ParameterizedTest
    @CsvSource({
        "geisha maxi dress, giesha maxi dress, true",
        "geisha maxi dress, maxi dress geisha, true",
        "geisha maxi dress, kira maxi dress, false",
        "dress 12, dress 13, false",
        "'', '', false"
    })
    void titles_are_alike_up_to_typos_and_the_order_of_words(String one, String other, boolean alike) {
        assertThat(Similarity.of(Title.of(one), Title.of(other), 0.85) >= 0.85).isEqualTo(alike);
    }
}
