package dev.tandem.catalog.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of two values of one field is meant, nobody can tell. */
class DuplicateKeysTest {
    private static final String GOOD = "{\"url\": \"https://shop.example/1\", \"title\": \"a\", \"price\": 1}";
    private static final String TWICE =
            "{\"url\": \"https://shop.example/2\", \"title\": \"b\", \"price\": 1, \"price\": 2}";
    private static final String TWICE_INSIDE =
            "{\"url\": \"https://shop.example/3\", \"title\": \"c\", \"price\": {\"amount\": 1, \"amount\": 2}}";

    @ParameterizedTest
    @ValueSource(strings = {"[%s,\n%s,\n%s,\n%s]", "%s\n%s\n%s\n%s", "{\"products\":[%s,\n%s,\n%s,\n%s]}"})
    void an_element_with_a_field_twice_is_rejected_and_the_others_are_taken(String format) {
        List<Entry> entries = new ArrayList<>();
        String feed = String.format(format, GOOD, TWICE, TWICE_INSIDE, GOOD.replace("/1", "/4"));
        FeedReader.read(
                new ByteArrayInputStream(feed.getBytes(StandardCharsets.UTF_8)),
                Origin.named("it"),
                FieldNames.ofScrapers(),
                entries::add);
        assertThat(entries).hasSize(4);
        assertThat(entries.get(0)).isInstanceOf(Item.class);
        assertThat(entries.get(1)).isEqualTo(new Reject(1, 2, 1, "it has the field 'price' twice"));
        assertThat(entries.get(2)).isEqualTo(new Reject(2, 3, 1, "it has the field 'amount' twice"));
        assertThat(entries.get(3)).isInstanceOf(Item.class);
    }
}
