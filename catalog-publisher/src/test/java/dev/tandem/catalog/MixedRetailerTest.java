package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A retailer that mixes types of clothing on one page. */
class MixedRetailerTest {
    private static final String NEW_NOW = """
            [{"url": "https://shop.example/1", "title": "Linen dress", "clothing_type": "Midi dresses"},
             {"url": "https://shop.example/2", "title": "Wide jeans", "clothing_type": "Jeans"},
             {"url": "https://shop.example/3", "title": "Wool coat", "clothing_type": "Coats"},
             {"url": "https://shop.example/4", "title": "Something", "clothing_type": ""}]""";

    @TempDir
    Path folder;

    @Test
    void bottoms_and_outerwear_are_kept_as_drafts_without_a_review() {
        TestCatalog catalog = new TestCatalog(folder.resolve("products.db"), TestCatalog.NO_BROKER);
        Path feed = TestCatalog.write(folder, "new-now.json", NEW_NOW);
        String[] args = {"run", "--retailer", "mango", "--category", "new now", "--feed", feed.toString(), "--json"};
        String[] more = {"--database", catalog.database.toString(), "--bootstrap-servers", TestCatalog.NO_BROKER};
        JsonNode tried = run(catalog, args, more, "--dry-run");
        JsonNode run = run(catalog, args, more);
        assertThat(run.get("new").asInt())
                .isEqualTo(4)
                .isEqualTo(tried.get("new").asInt());
        assertThat(run.get("drafts").asInt())
                .isEqualTo(2)
                .isEqualTo(tried.get("drafts").asInt());
        assertThat(run.get("reviews").asInt())
                .isEqualTo(2)
                .isEqualTo(tried.get("reviews").asInt());
        assertThat(catalog.query(
                        "SELECT title, clothing_type, lifecycle_stage, assessment_status, shopify_status FROM products"
                                + " ORDER BY url"))
                .containsExactly(
                        "Linen dress|dress|pending_assessment|queued|not_uploaded",
                        "Wide jeans|bottom|imported_direct|not_for_assessment|draft",
                        "Wool coat|outerwear|imported_direct|not_for_assessment|draft",
                        "Something|null|pending_assessment|queued|not_uploaded");
        assertThat(catalog.query("SELECT product_url FROM assessment_queue ORDER BY 1"))
                .containsExactly("https://shop.example/1", "https://shop.example/4");
        assertThat(run(catalog, args, more).get("existing").asInt()).isEqualTo(4);
    }

    @Test
    void a_retailer_mixes_types_if_the_owner_says_so() {
        TestCatalog catalog = new TestCatalog(folder.resolve("products.db"), TestCatalog.NO_BROKER);
        Path rules = TestCatalog.write(folder, "retailers.properties", "Zara.clothing-type = extracted");
        Path feed = TestCatalog.write(folder, "new-now.json", NEW_NOW);
        String[] args = {"run", "--retailer", "zara", "--category", "dresses", "--feed", feed.toString(), "--json"};
        String[] more = {"--database", catalog.database.toString(), "--bootstrap-servers", TestCatalog.NO_BROKER};
        assertThat(run(catalog, args, more, "--dry-run").get("drafts").asInt()).isZero();
        assertThat(run(catalog, args, more, "--catalog-rules", rules.toString())
                        .get("drafts")
                        .asInt())
                .isEqualTo(2);
    }

    private static JsonNode run(TestCatalog catalog, String[] args, String[] more, String... flags) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(more));
        all.addAll(List.of(flags));
        return catalog.plain(all.toArray(String[]::new)).json();
    }
}
