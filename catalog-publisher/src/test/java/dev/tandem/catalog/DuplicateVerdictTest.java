package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A {@code duplicate} verdict links what was asked about with the product that it is. */
class DuplicateVerdictTest extends CatalogFixture {
    private static final String DRESS = "https://shop.example/dress";
    private static final String SAME = "https://shop.example/dress-again";

    @BeforeEach
    void setUp() {
        run(item(DRESS, "Linen wrap dress", 100));
        JsonNode run = run(item(SAME, "Linen wrap dresss", 105));
        assertThat(run.get("suspectedDuplicates").asInt()).isEqualTo(1);
    }

    @Test
    void a_duplicate_speaks_for_the_product_that_it_is() {
        decide("duplicate");
        JsonNode run = run(item(SAME, "Linen wrap dresss", 80));
        assertThat(run.get("changed").asInt()).isEqualTo(1);
        assertThat(run.get("new").asInt() + run.get("suspectedDuplicates").asInt())
                .isZero();
        assertThat(catalog.query("SELECT url, price FROM products")).containsExactly(DRESS + "|80");
        assertThat(catalog.query("SELECT product_url, before, after FROM tandem_catalog_change"))
                .containsExactly(DRESS + "|100|80");
        assertThat(run(item(SAME, "Linen wrap dresss", 80)).get("changed").asInt())
                .isZero();
    }

    @Test
    void a_product_that_is_in_the_feed_speaks_for_itself() {
        decide("duplicate");
        String both = item(SAME, "Linen wrap dresss", 80) + ",\n" + item(DRESS, "Linen wrap dress", 90);
        assertThat(run(both).get("changed").asInt()).isEqualTo(1);
        assertThat(catalog.query("SELECT url, price FROM products")).containsExactly(DRESS + "|90");
        assertThat(run(both).get("changed").asInt()).isZero();
    }

    @Test
    void without_such_a_verdict_it_speaks_for_nobody() {
        run(item(SAME, "Linen wrap dresss", 80));
        decide("not_duplicate");
        run(item(SAME, "Linen wrap dresss", 70));
        assertThat(catalog.query("SELECT url, price FROM products")).containsExactly(DRESS + "|100");
    }

    private void decide(String decision) {
        catalog.script("UPDATE assessment_queue SET status = 'reviewed', review_decision = '" + decision
                + "' WHERE review_type = 'duplication'");
    }

    private JsonNode run(String items) {
        return catalog.done(TestCatalog.write(folder, "feed.json", "[" + items + "]"));
    }

    private static String item(String url, String title, int price) {
        return "{\"url\": \"" + url + "\", \"title\": \"" + title + "\", \"price\": " + price + "}";
    }
}
