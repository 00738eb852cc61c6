package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Where a retailer's codes are in its addresses holds for what the file knows as well as for the feed. */
class ProductCodeRuleTest extends CatalogFixture {
    @Test
    void a_product_that_is_known_without_a_code_is_recognized_by_the_one_in_its_address() {
        Path rules = TestCatalog.write(folder, "retailers.properties", "Revolve.product-code = /item/([0-9]+)");
        catalog.done(feed("[{\"url\": \"https://shop.example/item/77-linen\", \"title\": \"Dress\", \"price\": 100}]"));
        Path later = feed("[{\"url\": \"https://shop.example/en/item/77\", \"title\": \"Dress\", \"price\": 50}]");
        String[] args = {"--feed", later.toString(), "--json", "--dry-run"};
        assertThat(catalog.verb(args).json().get("existing").asInt()).isZero();
        String[] ruled = {"--feed", later.toString(), "--json", "--dry-run", "--catalog-rules", rules.toString()};
        assertThat(catalog.verb(ruled).json().get("existing").asInt()).isEqualTo(1);
    }
}
