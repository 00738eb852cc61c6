package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real feeds on the real files. */
class RealFilesTest {
    private static final String FIRST = "feeds/revolve-dresses-2025-10-26-1726.json";
    private static final String SECOND = "feeds/revolve-dresses-2025-10-26-2127.json";

    @TempDir
    Path folder;

    @Test
    void the_first_feed_is_all_new_once() {
        TestCatalog catalog = new TestCatalog(folder.resolve("products.db"), TestCatalog.NO_BROKER);
        JsonNode first = catalog.done(real(FIRST));
        assertThat(first.get("scanned").asInt()).isEqualTo(119);
        // Two of them have the title and the price of another.
        assertThat(first.get("new").asInt()).isEqualTo(117);
        assertThat(first.get("suspectedDuplicates").asInt()).isEqualTo(2);
        assertThat(catalog.done(real(FIRST)).get("existing").asInt()).isEqualTo(119);
        assertThat(catalog.one("SELECT count(*) FROM products WHERE lifecycle_stage = 'pending_assessment'"))
                .isEqualTo("117");
    }

    @Test
    void of_a_feed_whose_addresses_and_codes_all_changed_only_what_is_new_is_asked_about() {
        TestCatalog catalog = new TestCatalog(folder.resolve("products.db"), TestCatalog.NO_BROKER);
        JsonNode baseline = catalog.named("baseline", "--feed", real(FIRST).toString(), "--json")
                .json();
        assertThat(baseline.get("scanned").asInt()).isEqualTo(119);
        assertThat(baseline.get("reviews").asInt()).isZero();
        JsonNode second = catalog.done(real(SECOND));
        assertThat(second.get("existing").asInt()).isEqualTo(119);
        assertThat(second.get("new").asInt() + second.get("suspectedDuplicates").asInt())
                .isEqualTo(6);
        JsonNode again = catalog.done(real(SECOND));
        assertThat(again.get("existing").asInt()).isEqualTo(125);
        assertThat(again.get("new").asInt()).isZero();
        assertThat(again.get("suspectedDuplicates").asInt()).isZero();
    }

    @Test
    void the_newer_file_knows_both_feeds_already() {
        TestCatalog catalog = new TestCatalog(
                        TestCatalog.copy(real("products-2025-11-12.db"), folder), TestCatalog.NO_BROKER)
                .adopted();
        assertThat(catalog.done(real(FIRST)).get("new").asInt()).isZero();
        assertThat(catalog.done(real(SECOND)).get("new").asInt()).isZero();
        assertThat(catalog.count("products")).isEqualTo(1362);
        assertThat(catalog.one("SELECT total_products_crawled, run_status FROM catalog_monitoring_runs"
                        + " WHERE run_type = 'catalog_run' ORDER BY id DESC LIMIT 1"))
                .isEqualTo("125|completed");
    }

    @Test
    void the_older_file_gets_a_queue_and_a_copy_is_kept_from_before() {
        TestCatalog catalog = new TestCatalog(
                        TestCatalog.copy(real("products-2025-11-05.db"), folder), TestCatalog.NO_BROKER)
                .adopted();
        assertThat(catalog.done(TestCatalog.feed(folder, 0, 4)).get("new").asInt())
                .isEqualTo(4);
        assertThat(catalog.query("SELECT status FROM assessment_queue")).containsOnly("pending");
        assertThat(catalog.one("SELECT value FROM tandem_meta WHERE name = 'added_tables'"))
                .isEqualTo("assessment_queue");
        assertThat(catalog.one("SELECT count(*) FROM tandem_outbox WHERE type LIKE '%ReviewRequested%'"))
                .isEqualTo("4");
        assertThat(folder.resolve("tandem-backups").toFile().list()).hasSize(2);
        catalog.script("UPDATE assessment_queue SET priority = 'high'");
        assertThat(catalog.query("SELECT DISTINCT key_1 FROM tandem_change WHERE table_name = 'assessment_queue'"))
                .as("the new table is watched")
                .hasSize(4);
    }

    private static Path real(String name) {
        Path path = TestCatalog.real(name);
        assumeTrue(Files.exists(path), name + " is not on this machine");
        return path;
    }
}
