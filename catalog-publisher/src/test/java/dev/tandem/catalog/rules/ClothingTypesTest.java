package dev.tandem.catalog.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClothingTypesTest {
    @ParameterizedTest
    @CsvSource({
        "dress, dress",
        "Dresses, dress",
        "GOWN, dress",
        "Linen Maxi Dresses, dress",
        "sweater dress, dress",
        "tops, top",
        "T-Shirts, top",
        "blouse, top",
        "shirt, top",
        "bodysuit, top",
        "sweater, top",
        "Camis, top",
        "Women > Tops, top",
        "Clothing/Dresses/Midi, dress",
        "dress-top, dress_top",
        "dress_top, dress_top",
        "tunics, dress_top",
        "jeans, bottom",
        "Pants, bottom",
        "shorts, bottom",
        "outerwear, outerwear",
        "Denim jacket, outerwear",
        "cardigans, outerwear",
        "set, other",
        "jumpsuits, other",
        "Accessories, other",
        "jewelry, other",
    })
    void spellings_reduce_to_six_types(String spelling, String type) {
        assertThat(ClothingTypes.of(spelling)).contains(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "new now", "sale", "xyz", "12", "???"})
    void what_spells_no_type_has_none(String text) {
        assertThat(ClothingTypes.of(text)).isEmpty();
    }

    @Test
    void of_several_words_the_last_ones_count() {
        assertThat(ClothingTypes.of("dress shoes")).contains("other");
        assertThat(ClothingTypes.of("shirt dress")).contains("dress");
        assertThat(ClothingTypes.of("dress shirt")).contains("top");
    }
}
