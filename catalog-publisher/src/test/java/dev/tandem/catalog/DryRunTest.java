package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What {@code catalog run --dry-run} shows, and leaves alone. */
class DryRunTest extends CatalogFixture {
    @Test
    void a_dry_run_makes_no_file_and_says_what_it_would_do() {
        Path feed = TestCatalog.feed(folder, 0, 30);
        JsonNode run =
                catalog.verb("--feed", feed.toString(), "--dry-run", "--json").json();
        assertThat(run.get("new").asInt()).isEqualTo(30);
        assertThat(run.get("runId").isNull()).isTrue();
        assertThat(catalog.database).doesNotExist();

        TestCatalog.Ran shown = catalog.verb("--feed", feed.toString(), "--dry-run");
        assertThat(shown.out())
                .contains("new       Dress 0   https://shop.example/p/0   nothing like it is known")
                .contains("… and 10 more")
                .contains("30 scanned, 0 existing, 30 new, 0 suspected duplicates, 0 rejected")
                .contains("nothing was changed");
    }

    @Test
    void a_dry_run_leaves_a_file_as_it_is() throws Exception {
        catalog.done(TestCatalog.feed(folder, 0, 5));
        byte[] before = Files.readAllBytes(catalog.database);
        Path feed = TestCatalog.feed(folder, 0, 8);
        JsonNode run =
                catalog.verb("--feed", feed.toString(), "--dry-run", "--json").json();
        assertThat(run.get("existing").asInt()).isEqualTo(5);
        assertThat(run.get("new").asInt()).isEqualTo(3);
        assertThat(Files.readAllBytes(catalog.database)).isEqualTo(before);
    }
}
