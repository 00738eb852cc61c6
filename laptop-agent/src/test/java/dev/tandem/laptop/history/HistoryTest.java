package dev.tandem.laptop.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.laptop.BrokerTest;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.laptop.Verb;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.verdict.Decision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest extends BrokerTest {
    private static final String URL = "https://a.example/1";

    @Test
    void each_version_is_told_with_what_it_changed_and_why_it_won_or_lost() {
        Database laptop = Database.tiny(folder.resolve("products.db"));
        Verb.run("adopt", laptop.toString());
        try (Server server = Server.create(folder.resolve("server.db"), kafka())) {
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
            server.stop();
            server.verdict(URL, Decision.MODEST, "2026-01-05T10:00:00");
            server.verdict(URL, Decision.NOT_MODEST, "2026-01-05T11:00:00");
            server.script(
                    "UPDATE products SET price = 55, last_updated = '2026-01-06 10:00:00' WHERE url = '" + URL + "'");
            verb(laptop, "sync", "--yes", "--json");
        }

        JsonNode answer = verb(laptop, "history", URL, "--json").json(0);

        assertThat(answer.path("title").asText()).isEqualTo("Blue dress");
        JsonNode adopted = answer.path("versions").get(0);
        assertThat(adopted.path("about").asText()).isEqualTo("product");
        assertThat(adopted.path("outcome").asText()).isEqualTo("captured");
        assertThat(adopted.path("here").asBoolean()).isTrue();
        assertThat(adopted.path("why").asText()).contains("stood until");
        JsonNode second = version(answer, "not_modest");
        assertThat(second.path("stands").asBoolean()).isTrue();
        assertThat(second.path("reviewer").asText()).isEqualTo("Ada");
        assertThat(second.path("before").path("modesty_status").asText()).isEqualTo("modest");
        assertThat(version(answer, "modest").path("stands").asBoolean()).isFalse();
        JsonNode listed = answer.path("versions").get(answer.path("versions").size() - 1);
        assertThat(answer.path("versions").findValuesAsText("about")).contains("product", "modesty verdict");
        assertThat(listed.path("why").asText()).contains("newer than what stood; stands");
        assertThat(verb(laptop, "history", URL).out())
                .contains("modesty verdict: not_modest by Ada  stands", "modesty_status was modest", "price was 49");
    }

    @Test
    void a_verdict_that_is_taken_back_is_told_once_with_what_that_changed() {
        Database laptop = Database.tiny(folder.resolve("products.db"));
        Verb.run("adopt", laptop.toString());
        try (Server server = Server.create(folder.resolve("server.db"), kafka())) {
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
            server.verdict(URL, Decision.MODEST, "2026-01-05T10:00:00");
            verb(laptop, "sync", "--yes", "--json").json(0);
            verb(laptop, "undo", "--reviewer", "Ada", "--from", "2026-01-05", "--to", "2026-01-06", "--yes");
        }

        JsonNode versions = verb(laptop, "history", URL, "--json").json(0).path("versions");

        List<JsonNode> retractions = new ArrayList<>();
        versions.forEach(version -> {
            if (version.path("type").asText().equals("AssessmentRetracted")) {
                retractions.add(version);
            }
        });
        assertThat(retractions).hasSize(1);
        assertThat(retractions.get(0).path("why").asText()).isEqualTo("asked for here; the server agreed; stands");
        assertThat(retractions.get(0).path("before").path("modesty_status").asText())
                .isEqualTo("modest");
        assertThat(retractions.get(0).path("before").fieldNames())
                .toIterable()
                .isSubsetOf(SyncTable.PRODUCTS.verdict());
    }

    @Test
    void a_url_that_is_not_known_gets_those_that_are_near() {
        Database laptop = Database.tiny(folder.resolve("products.db"));
        Verb.run("adopt", laptop.toString());

        JsonNode near =
                verb(laptop, "history", "https://a.example/12", "--json").json(1);
        assertThat(near.path("error").asText()).contains("knows no product https://a.example/12");
        assertThat(near.path("hint").asText()).contains("Did you mean", URL);
        assertThat(verb(laptop, "history", "https://b.example/", "--json")
                        .json(1)
                        .path("hint")
                        .asText())
                .doesNotContain("a.example");
    }

    @Test
    void a_long_url_is_suggested_by_its_beginning_and_found_by_it() {
        Database laptop = Database.tiny(folder.resolve("products.db"));
        String base = "https://long.example/" + "p".repeat(300);
        for (String end : List.of("a", "b")) {
            laptop.run("INSERT INTO products (url, title) VALUES ('" + base + end + "q".repeat(300) + "', 'Long " + end
                    + "')");
        }
        Verb.run("adopt", laptop.toString());

        String hint = verb(laptop, "history", "https://long.example/x", "--json")
                .json(1)
                .path("hint")
                .asText();
        String first = hint.lines().skip(1).findFirst().orElseThrow().strip();
        assertThat(first).hasSizeLessThan(350).endsWith("…");
        assertThat(verb(laptop, "history", first, "--json")
                        .json(0)
                        .path("title")
                        .asText())
                .startsWith("Long ");
        assertThat(verb(laptop, "history", base + "...", "--json")
                        .json(1)
                        .path("error")
                        .asText())
                .isEqualTo("More than one url begins so.");
    }

    @Test
    void words_find_products_by_their_title() {
        Database laptop = Database.tiny(folder.resolve("products.db"));
        Verb.run("adopt", laptop.toString());

        assertThat(verb(laptop, "history", "red dr", "--json")
                        .json(0)
                        .path("url")
                        .asText())
                .isEqualTo("https://a.example/2");
        JsonNode several = verb(laptop, "history", "dress", "--json").json(0);
        assertThat(several.path("url").isNull()).isTrue();
        assertThat(several.path("found").findValuesAsText("title"))
                .containsExactly("Blue dress", "Red dress", "Green dress");
        Verb shown = verb(laptop, "history", "dress");
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out()).contains("Blue dress   https://a.example/1", "Next: ./tandem history URL");
        JsonNode none = verb(laptop, "history", "100%", "--json").json(1);
        assertThat(none.path("error").asText()).contains("No product of this database has \"100%\"");
    }

    @Test
    void what_was_empty_before_is_told_in_a_line() {
        Database laptop = Database.tiny(folder.resolve("products.db"));
        Verb.run("adopt", laptop.toString());
        try (Server server = Server.create(folder.resolve("server.db"), kafka())) {
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
            server.verdict(URL, Decision.MODEST, "2026-01-05T10:00:00");
            verb(laptop, "sync", "--yes", "--json").json(0);
        }

        assertThat(verb(laptop, "history", URL).out())
                .contains("    empty before: ")
                .doesNotContain("was null");
    }

    private static JsonNode version(JsonNode answer, String decision) {
        for (JsonNode version : answer.path("versions")) {
            if (version.path("decision").asText().equals(decision)) {
                return version;
            }
        }
        throw new AssertionError("no version with " + decision + " in " + answer);
    }
}
