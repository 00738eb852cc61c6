package dev.tandem.laptop.conflicts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.laptop.BrokerTest;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.laptop.Verb;
import dev.tandem.schema.verdict.Decision;
import org.junit.jupiter.api.Test;

class ConflictsTest extends BrokerTest {
    private static final String URL = "https://a.example/3";

    @Test
    void the_owner_sees_both_sides_keeps_one_and_the_server_follows() {
        Database laptop = Database.tiny(folder.resolve("products.db"));
        Verb.run("adopt", laptop.toString());
        try (Server server = Server.create(folder.resolve("server.db"), kafka())) {
            server.start();
            assertThat(verb(laptop, "sync", "--yes").exitCode()).isZero();
            assertThat(verb(laptop, "conflicts", "list").out()).contains("There are no conflicts");
            server.stop();
            laptop.run("UPDATE assessment_queue SET status = 'reviewed', review_decision = 'not_modest',"
                    + " reviewed_at = '2026-01-05 09:00:00', reviewed_by = 'Ben', reviewer_notes = 'too short'");
            server.verdict(URL, Decision.MODEST, "2026-01-05T10:00:00");
            server.start();
            assertThat(verb(laptop, "sync", "--yes").out()).contains("Next: ./tandem conflicts list --database ");
            // As under the policy review: nobody has chosen yet.
            laptop.run("UPDATE tandem_conflict SET settled = NULL, settled_by = NULL");

            JsonNode listed = verb(laptop, "conflicts", "list", "--json").json(3);
            assertThat(listed.path("open").asInt()).isEqualTo(1);
            JsonNode conflict = listed.path("conflicts").get(0);
            assertThat(conflict.path("title").asText()).isEqualTo("Green dress");
            assertThat(conflict.path("ours").path("reviewer").asText()).isEqualTo("Ben");
            assertThat(conflict.path("ours").path("here").asBoolean()).isTrue();
            assertThat(conflict.path("theirs").path("decision").asText()).isEqualTo("modest");
            assertThat(conflict.path("stands").asText()).isEqualTo("theirs");
            String id = conflict.path("id").asText();
            assertThat(verb(laptop, "conflicts", "list").out())
                    .contains(id.substring(0, 8), "not_modest (Ben)", "open", "keep ID ours|theirs");
            assertThat(verb(laptop, "conflicts", "show", id.substring(0, 9)).out())
                    .contains("too short", "this laptop", "later of the two; it stands until the owner chooses");

            JsonNode kept = verb(laptop, "conflicts", "keep", id.substring(0, 8), "ours", "--json")
                    .json(0);
            assertThat(kept.path("conflict").path("stands").asText()).isEqualTo("ours");
            assertThat(kept.path("conflict").path("settledBy").asText()).isEqualTo("owner");
            String events = "SELECT count(*) FROM tandem_outbox";
            String waiting = laptop.one(events);
            Verb again = verb(laptop, "conflicts", "keep", id, "ours");
            assertThat(again.out())
                    .contains("Kept before: not_modest (Ben)", "Nothing was changed")
                    .doesNotContain("sync");
            assertThat(verb(laptop, "conflicts", "keep", id, "ours", "--json")
                            .json(0)
                            .path("alreadyKept")
                            .asBoolean())
                    .isTrue();
            assertThat(laptop.one(events)).isEqualTo(waiting);
            assertThat(laptop.one("SELECT review_decision || reviewed_at FROM assessment_queue"))
                    .isEqualTo("not_modest2026-01-05 09:00:00");
            verb(laptop, "sync", "--yes", "--json").json(0);
            server.stop();
            assertThat(server.database().one("SELECT review_decision FROM assessment_queue"))
                    .isEqualTo("not_modest");
            assertThat(server.database().one("SELECT count(*) FROM tandem_conflict WHERE settled IS NULL"))
                    .isEqualTo("0");
            verb(laptop, "conflicts", "list", "--json").json(0);
            aChoiceIsTakenBack(laptop, server, id);
        }
    }

    private static void aChoiceIsTakenBack(Database laptop, Server server, String id) {
        server.start();
        verb(laptop, "undo", "--reviewer", "Ben", "--from", "2026-01-05 08:00", "--to", "2026-01-05 09:30", "--yes");

        JsonNode undone = verb(laptop, "conflicts", "show", id, "--json").json(0);
        assertThat(undone.path("stands").asText()).isEqualTo("theirs");
        assertThat(undone.path("why").asText()).contains("choice was taken back since, and it stands again");
        assertThat(verb(laptop, "conflicts", "keep", id, "ours", "--json")
                        .json(0)
                        .path("conflict")
                        .path("why")
                        .asText())
                .isEqualTo("The owner chose it.");
    }

    @Test
    void what_cannot_be_kept_is_said() {
        Database laptop = Database.tiny(folder.resolve("products.db"));
        assertThat(verb(laptop, "conflicts", "list", "--json")
                        .json(1)
                        .path("error")
                        .asText())
                .contains("has not been adopted");
        Verb.run("adopt", laptop.toString());

        assertThat(verb(laptop, "conflicts", "show", "0199", "--json")
                        .json(1)
                        .path("error")
                        .asText())
                .contains("no conflict 0199");
        assertThat(verb(laptop, "conflicts", "keep", "0199", "mine").exitCode()).isEqualTo(2);
    }
}
