package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is one transaction: where it fails, nothing of it stands, and the next one does all of it. */
class NothingHalfDoneTest {
    @TempDir
    Path folder;

    @Test
    void a_run_that_fails_in_its_midst_leaves_the_file_as_it_was() {
        TestCatalog catalog = new TestCatalog(folder.resolve("products.db"), TestCatalog.NO_BROKER);
        catalog.done(TestCatalog.feed(folder, 0, 10));
        catalog.script("UPDATE products SET price = 1 WHERE url LIKE '%/p/3'");
        List<String> before = catalog.contents();
        List<String> outbox = catalog.query("SELECT * FROM tandem_outbox");
        // After more than one page of the rows has been turned into events.
        catalog.script("CREATE TRIGGER halt BEFORE INSERT ON assessment_queue WHEN NEW.product_url LIKE '%/p/1300'"
                + " BEGIN SELECT RAISE(ABORT, 'halted'); END");

        TestCatalog.Ran ran = catalog.run(TestCatalog.feed(folder, 0, 1400));

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.json().get("error").asText()).contains("halted");
        assertThat(catalog.contents()).isEqualTo(before);
        assertThat(catalog.count("catalog_monitoring_runs")).isEqualTo(1);
        assertThat(catalog.query("SELECT * FROM tandem_outbox")).startsWith(outbox.toArray(String[]::new));
        assertThat(catalog.count("tandem_outbox")).isLessThanOrEqualTo(outbox.size() + 1);
        assertThat(catalog.count("tandem_merging")).isZero();

        catalog.script("DROP TRIGGER halt");
        assertThat(catalog.done(TestCatalog.feed(folder, 0, 1400)).get("new").asInt())
                .isEqualTo(1390);
        assertThat(catalog.count("products")).isEqualTo(1400);
        assertThat(catalog.count("assessment_queue")).isEqualTo(1400);
        assertThat(catalog.count("catalog_monitoring_runs")).isEqualTo(2);
        assertThat(catalog.one("SELECT count(DISTINCT key) FROM tandem_outbox WHERE topic = 'CHANGES'"))
                .isEqualTo("2802");
    }
}
