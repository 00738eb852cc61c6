package dev.tandem.schema.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnsTest {
    @Test
    void an_older_schema_without_a_column_hashes_as_a_newer_one_where_it_is_null() {
        Columns older = Columns.of(Map.of("title", "Dress"));
        Columns newer =
                Columns.builder().put("title", "Dress").put("description", null).build();
        assertThat(ContentHash.of(newer)).isEqualTo(ContentHash.of(older));
    }

    @Test
    void text_and_number_of_the_same_digits_differ_and_integer_and_real_do_not() {
        long text = ContentHash.of(Columns.of(Map.of("price", "695")));
        long integer = ContentHash.of(Columns.of(Map.of("price", 695)));
        long real = ContentHash.of(Columns.of(Map.of("price", 695.0)));
        assertThat(text).isNotEqualTo(integer);
        assertThat(real).isEqualTo(integer);
    }

    @Test
    void names_and_values_do_not_run_into_each_other() {
        assertThat(ContentHash.of(Columns.of(Map.of("a", "bc"))))
                .isNotEqualTo(ContentHash.of(Columns.of(Map.of("ab", "c"))));
        assertThat(ContentHash.of(Arrays.asList("a", "bc"))).isNotEqualTo(ContentHash.of(Arrays.asList("ab", "c")));
    }

    @Test
    void names_that_are_tandems_own_or_no_identifiers_are_not_carried() {
        assertThat(Columns.isCarriedName("price")).isTrue();
        assertThat(Columns.isCarriedName("tandem_version")).isFalse();
        assertThat(Columns.isCarriedName("price; drop table products")).isFalse();
        assertThat(Columns.isCarriedName("x\"y")).isFalse();
    }

    @Test
    void blobs_are_compared_by_content() {
        assertThat(Columns.of(Map.of("b", new byte[] {1, 2}))).isEqualTo(Columns.of(Map.of("b", new byte[] {1, 2})));
    }
}
