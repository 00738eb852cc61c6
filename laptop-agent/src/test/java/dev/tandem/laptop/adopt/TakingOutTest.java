package dev.tandem.laptop.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code adopt --undo} and what goes with it. */
class TakingOutTest {
    @TempDir
    Path folder;

    private Database tiny;

    @BeforeEach
    void make() {
        tiny = Database.tiny(folder.resolve("products.db"));
    }

    @Test
    void values_that_scripts_have_put_into_added_columns_go_only_if_somebody_agrees() {
        adopt();
        tiny.run("UPDATE products SET lifecycle_stage = 'mine'");
        String before = tiny.checksum();

        JsonNode unasked = undo("--json").json(2);
        assertThat(unasked.path("error").asText())
                .contains("2 values in columns that Tandem added (products.lifecycle_stage)");
        assertThat(unasked.path("hint").asText()).contains("--yes");
        Verb refused = Verb.typing("n\n", "adopt", tiny.toString(), "--undo");
        assertThat(refused.exitCode()).isZero();
        assertThat(refused.out()).isEqualTo("Nothing was changed.\n");
        assertThat(tiny.checksum()).isEqualTo(before);

        Verb agreed = Verb.typing("y\n", "adopt", tiny.toString(), "--undo");

        assertThat(agreed.exitCode()).isZero();
        assertThat(agreed.out()).contains("products.lifecycle_stage, with 2 values", "copy before, with all of it: ");
        assertThat(tiny.query("SELECT name FROM pragma_table_info('products')")).doesNotContain("lifecycle_stage");
    }

    @Test
    void a_program_says_yes_beforehand_and_a_dry_run_counts_the_same() {
        adopt();
        tiny.run("UPDATE products SET lifecycle_stage = 'mine' WHERE title = 'Red dress'");

        JsonNode dry = undo("--dry-run", "--json").json(0);
        JsonNode wet = undo("--yes", "--json").json(0);

        assertThat(dry.path("undone").asBoolean()).isFalse();
        assertThat(wet.path("undone").asBoolean()).isTrue();
        for (JsonNode answer : List.of(dry, wet)) {
            assertThat(answer.path("valuesLost").toString()).isEqualTo("{\"products.lifecycle_stage\":1}");
        }
    }

    @Test
    void a_dry_run_foresees_all_the_room_that_will_be_free() {
        tiny.run("CREATE TABLE once AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
                + " SELECT i, hex(zeroblob(1000)) FROM n; DROP TABLE once");
        adopt();

        long foreseen = undo("--dry-run", "--json").json(0).path("room").asLong();
        long free = undo("--json").json(0).path("room").asLong();

        assertThat(foreseen).isEqualTo(free).isGreaterThan(200_000);
    }

    @Test
    void nobody_is_asked_about_columns_that_are_empty() {
        adopt();

        Verb undone = undo();

        assertThat(undone.exitCode()).isZero();
        assertThat(undone.out()).contains("products.lifecycle_stage\n", "; to give them back to the disk: sqlite3 ");
    }

    @Test
    void nor_about_what_follows_from_a_decision_that_stays() {
        tiny.run("UPDATE products SET modesty_status = 'modest'");
        adopt();
        tiny.run("UPDATE products SET lifecycle_stage = 'assessed_approved', assessment_status = 'assessed'");
        assertThat(undo("--dry-run", "--json").json(0).path("valuesLost")).isEmpty();

        tiny.run("UPDATE products SET lifecycle_stage = 'assessed_rejected' WHERE title = 'Red dress'");

        assertThat(undo("--dry-run", "--json").json(0).path("valuesLost").toString())
                .isEqualTo("{\"products.lifecycle_stage\":1}");
    }

    @Test
    void the_disk_gets_back_the_room_that_tandem_took() throws IOException {
        long before = Files.size(tiny.path());
        adopt();
        assertThat(Files.size(tiny.path())).isGreaterThan(before);

        JsonNode answer = undo("--vacuum", "--json").json(0);

        assertThat(answer.path("room").asLong()).isZero();
        assertThat(Files.size(tiny.path())).isEqualTo(before);
    }

    @Test
    void a_refusal_leaves_no_lock_beside_the_file() {
        Database other = new Database(folder.resolve("other.db"));
        other.run("CREATE TABLE notes (text TEXT)");

        Verb.run("adopt", other.toString(), "--json").json(1);
        undo("--json").json(1);

        assertThat(folder.resolve("other.db.tandem-lock")).doesNotExist();
        assertThat(folder.resolve("products.db.tandem-lock")).doesNotExist();
    }

    private void adopt() {
        Verb.run("adopt", tiny.toString(), "--json", "--bootstrap-servers", "localhost:1")
                .json(0);
    }

    private Verb undo(String... further) {
        String[] args = new String[further.length + 3];
        args[0] = "adopt";
        args[1] = tiny.toString();
        args[2] = "--undo";
        System.arraycopy(further, 0, args, 3, further.length);
        return Verb.run(args);
    }
}
