package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A feed that is not of the retailer that it is said to be of. */
class OtherRetailerTest extends CatalogFixture {
    @BeforeEach
    void setUp() {
        catalog.done(on("www.revolve.com", 6));
    }

    @Test
    void a_feed_from_where_another_retailer_is_known_is_refused() {
        List<String> before = catalog.contents();
        TestCatalog.Ran ran = run("mango", on("revolve.com", 8));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.json().get("error").asText())
                .contains("is not mango's: 8 of 8 addresses are on revolve.com, where revolve is known.");
        assertThat(ran.json().get("hint").asText()).contains("--retailer", "--any-host");
        assertThat(run("mango", on("revolve.com", 8), "--dry-run").exitCode()).isEqualTo(1);
        assertThat(catalog.contents()).isEqualTo(before);
        assertThat(run("mango", on("revolve.com", 8), "--any-host").exitCode()).isZero();
    }

    @Test
    void a_feed_from_where_nobody_is_known_is_taken_with_a_word() {
        TestCatalog.Ran ran = run("Revolve", on("elsewhere.example", 8));
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).contains("Is that Revolve's feed? 8 of 8 addresses are on elsewhere.example");
        assertThat(ran.json().get("reviews").asInt()).isEqualTo(8);
        TestCatalog.Ran strict = run("revolve", on("third.example", 20), "--strict");
        assertThat(strict.exitCode()).isEqualTo(1);
        assertThat(strict.json().get("error").asText()).contains("third.example");
    }

    @Test
    void a_retailer_of_whom_nothing_is_known_may_be_anywhere_else() {
        TestCatalog.Ran ran = run("mango", on("mango.example", 3));
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).doesNotContain("Is that");
    }

    private TestCatalog.Ran run(String retailer, Path feed, String... more) {
        List<String> args = new ArrayList<>(List.of("run", "--retailer", retailer, "--category", "dresses"));
        args.addAll(List.of("--feed", feed.toString(), "--json", "--database", catalog.database.toString()));
        args.addAll(List.of("--bootstrap-servers", TestCatalog.NO_BROKER));
        args.addAll(List.of(more));
        return catalog.plain(args.toArray(String[]::new));
    }

    private Path on(String host, int count) {
        StringBuilder feed = new StringBuilder("url,title\n");
        for (int i = 0; i < count; i++) {
            feed.append("https://")
                    .append(host)
                    .append("/p/")
                    .append(i)
                    .append(",Thing ")
                    .append(i)
                    .append('\n');
        }
        return TestCatalog.write(folder, host + ".csv", feed.toString());
    }
}
