package dev.tandem.catalog.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.catalog.feed.Item;
import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetailerRulesTest {
    @TempDir
    Path folder;

    @Test
    void the_category_stands_over_what_the_feed_says() {
        RetailerRules rules = RetailerRules.of("revolve", Optional.empty());
        Item item = rules.applied(item("https://shop.example/1", "skirt"), "dresses");
        assertThat(item.listing().path("clothing_type").asText()).isEqualTo("dress");
        assertThat(item.listing().path("clothing_type_source").asText()).isEqualTo("category_override");
        assertThat(rules.isDraft(item)).isFalse();
    }

    @Test
    void a_category_that_is_no_type_leaves_what_the_feed_says() {
        RetailerRules rules = RetailerRules.of("revolve", Optional.empty());
        assertThat(typeOf(rules.applied(item("https://shop.example/1", "Skirts"), "sale")))
                .isEqualTo("bottom");
        assertThat(typeOf(rules.applied(item("https://shop.example/1", "Whatsit"), "sale")))
                .isEqualTo("Whatsit");
        assertThat(rules.isDraft(rules.applied(item("https://shop.example/1", "Skirts"), "sale")))
                .isFalse();
    }

    @Test
    void where_a_retailer_mixes_types_what_the_feed_says_stands() {
        RetailerRules rules = RetailerRules.of("Mango", Optional.empty());
        Item dress = rules.applied(item("https://shop.example/1", "Midi dresses"), "tops");
        assertThat(typeOf(dress)).isEqualTo("dress");
        assertThat(rules.isDraft(dress)).isFalse();
        for (String unreviewed : new String[] {"Jeans", "Coats", "Bags"}) {
            assertThat(rules.isDraft(rules.applied(item("https://shop.example/1", unreviewed), "dresses")))
                    .as(unreviewed)
                    .isTrue();
        }
        assertThat(rules.isDraft(rules.applied(item("https://shop.example/1", "Whatsit"), "dresses")))
                .isFalse();
    }

    @Test
    void the_code_is_read_out_of_the_address_where_the_feed_has_none() {
        RetailerRules rules = RetailerRules.of("revolve", Optional.empty());
        Item item = rules.applied(item("https://www.revolve.com/dress/dp/BRON-WD104/?d=Womens", "dress"), "dresses");
        assertThat(item.listing().path("product_code").asText()).isEqualTo("BRON-WD104");
        assertThat(rules.applied(item("https://www.revolve.com/dress", "dress"), "dresses")
                        .listing()
                        .has("product_code"))
                .isFalse();
    }

    @Test
    void rules_of_ones_own_go_first() throws IOException {
        Path own = Files.writeString(folder.resolve("retailers.properties"), """
                Urban-Outfitters.clothing-type = extracted
                MANGO.clothing-type = category
                mango.product-code = _(\\\\d{8})\\\\.html
                """);
        assertThat(RetailerRules.of("urban_outfitters", Optional.of(own)).mixes())
                .isTrue();
        RetailerRules mango = RetailerRules.of("mango", Optional.of(own));
        assertThat(mango.mixes()).isFalse();
        assertThat(mango.applied(item("https://shop.mango.com/us/dress_27011234.html", "dress"), "dresses")
                        .listing()
                        .path("product_code")
                        .asText())
                .isEqualTo("27011234");
        assertThat(RetailerRules.of("revolve", Optional.of(own)).code()).isPresent();
    }

    @Test
    void what_is_wrong_in_them_is_explained() throws IOException {
        assertThat(failure("a.colour = red").message()).startsWith("There is no rule a.colour (in ");
        assertThat(failure("a.clothing-type = guess").message()).contains("cannot be \"guess\"");
        assertThat(failure("a.product-code = /dp/(").message()).contains("Unclosed group");
        assertThat(failure("a.product-code = /dp/.*").message()).contains("it has no group");
        assertThat(catchThrowableOfType(
                                UserError.class, () -> RetailerRules.of("a", Optional.of(folder.resolve("absent"))))
                        .message())
                .contains("could not be read");
    }

    private UserError failure(String rule) throws IOException {
        Path own = Files.writeString(folder.resolve("retailers.properties"), rule);
        return catchThrowableOfType(UserError.class, () -> RetailerRules.of("a", Optional.of(own)));
    }

    private static String typeOf(Item item) {
        return item.listing().path("clothing_type").asText();
    }

    private static Item item(String url, String type) {
        ObjectNode listing = JsonNodeFactory.instance.objectNode();
        listing.put("url", url).put("title", "It").put("clothing_type", type);
        return new Item(0, 1, url, "It", listing);
    }
}
