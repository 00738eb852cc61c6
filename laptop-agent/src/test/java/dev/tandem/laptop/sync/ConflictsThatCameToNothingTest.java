package dev.tandem.laptop.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.laptop.Verb;
import dev.tandem.schema.verdict.Decision;
import org.junit.jupiter.api.Test;

/** A conflict that an earlier sync noted and that comes to nothing is no news, and hides none. */
class ConflictsThatCameToNothingTest extends SyncFixture {
    private static final String URL = "https://a.example/3";

    @Test
    void a_conflict_less_does_not_hide_a_dead_letter_more() {
        Database laptop = Database.tiny(folder.resolve("products.db"));
        laptop.run("CREATE TRIGGER mine BEFORE INSERT ON products WHEN new.title = 'Poison'"
                + " BEGIN SELECT RAISE(ABORT, 'no'); END");
        laptop.run("UPDATE assessment_queue SET status = 'reviewed', review_decision = 'not_modest',"
                + " reviewed_at = '2026-01-05 09:00:00', reviewed_by = 'Ben'");
        assertThat(Verb.run("adopt", laptop.toString()).exitCode()).isZero();
        try (Server server = server()) {
            server.runOnce();
            server.verdict(URL, Decision.MODEST, "2026-01-05T10:00:00");
            JsonNode met =
                    verb(laptop, "sync", "--yes", "--pull-only", "--json").json(3);
            assertThat(met.path("conflicts").asInt()).isEqualTo(1);
            server.takeBack(URL);
            server.script("INSERT INTO products (url, title) VALUES ('https://a.example/9', 'Poison')");

            assertThat(verb(laptop, "status", "--json")
                            .json(3)
                            .path("incoming")
                            .path("wouldConflict")
                            .asInt())
                    .isZero();
            JsonNode later =
                    verb(laptop, "sync", "--yes", "--pull-only", "--json").json(3);

            assertThat(later.path("conflicts").asInt()).isZero();
            assertThat(later.path("deadLettered").asInt()).isEqualTo(1);
            assertThat(laptop.one("SELECT json_extract(value, '$.deadLettered') FROM tandem_meta"
                            + " WHERE name = 'last_sync'"))
                    .isEqualTo("1");
            assertThat(laptop.one("SELECT count(*) FROM tandem_conflict")).isEqualTo("0");
        }
    }
}
