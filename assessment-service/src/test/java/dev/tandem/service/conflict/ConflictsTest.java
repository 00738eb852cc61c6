package dev.tandem.service.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.service.Tap;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two reviewers decided differently; the owner keeps one of the two verdicts. */
class ConflictsTest {
    private static final String URL = "https://shop.example/1";
    private static final String HOSTILE = "<script>document.title = 'taken'</script>";
    private static final String EARLY = "2026-01-05T08:00:00Z";
    private static final String LATE = "2026-01-05T09:00:00Z";

    private TestService service;
    private TestClient owner;
    private TestClient ada;
    private TestClient bea;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        service = TestService.startReviewing(data);
        owner = service.ownersClient();
        ada = service.pairedClient("Ada");
        bea = service.pairedClient("Bea");
        service.database().queue(URL, "{\"title\": \"" + HOSTILE + "\"}");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void both_verdicts_are_shown_with_the_one_that_stands() throws Exception {
        disagree(URL);
        JsonNode conflict = only();
        assertThat(conflict.get("open").asBoolean()).isTrue();
        assertThat(conflict.get("title").asText()).isEqualTo(HOSTILE);
        assertThat(conflict.at("/ours/decision").asText()).isEqualTo("modest");
        assertThat(conflict.at("/ours/reviewer").asText()).isEqualTo("Ada");
        assertThat(conflict.at("/theirs/decision").asText()).isEqualTo("not_modest");
        assertThat(conflict.at("/theirs/reviewer").asText()).isEqualTo("Bea");
        assertThat(conflict.at("/theirs/at").asText()).isEqualTo("2026-01-05T09:00:00.000000Z");
        assertThat(conflict.at("/theirs/here").asBoolean()).isTrue();
        assertThat(conflict.get("stands").asText()).isEqualTo("theirs");
        assertThat(owner.getJson("/api/owner/overview").at("/conflicts/open").asLong())
                .isEqualTo(1);
    }

    @Test
    void the_side_that_is_kept_stands_and_is_on_its_way_to_the_laptops() throws Exception {
        disagree(URL);
        JsonNode kept = keep("ours", 200);
        assertThat(kept.get("stands").asText()).isEqualTo("ours");
        assertThat(kept.get("settledBy").asText()).isEqualTo("owner");
        assertThat(kept.get("open").asBoolean()).isFalse();
        assertThat(service.database().rows("SELECT review_decision, reviewed_by FROM assessment_queue"))
                .containsExactly("modest|Ada");
        assertThat(issued()).hasSize(1);
        JsonNode event = TestClient.json(issued().get(0));
        assertThat(event.get("settles")).isEqualTo(kept.get("id"));
        assertThat(event.get("decision").asText()).isEqualTo("modest");
        assertThat(event.get("assessedAt").asText()).startsWith("2026-01-05T08:00:00");
    }

    @Test
    void choosing_the_same_again_issues_nothing_and_the_other_one_may_still_be_chosen() throws Exception {
        disagree(URL);
        keep("ours", 200);
        keep("ours", 200);
        assertThat(issued()).hasSize(1);
        assertThat(keep("theirs", 200).get("stands").asText()).isEqualTo("theirs");
        assertThat(issued()).hasSize(2);
    }

    @Test
    void what_another_verdict_has_overtaken_is_not_brought_back() throws Exception {
        disagree(URL);
        bea.post(
                "/api/assessments",
                Tap.on(URL, "moderately_modest", "2026-01-05T10:00:00Z").toString());
        JsonNode problem = keep("ours", 409);
        assertThat(problem.get("detail").asText()).contains("another verdict has come to stand since");
        assertThat(issued()).isEmpty();
    }

    @Test
    void many_conflicts_are_told_page_by_page_the_open_ones_first() throws Exception {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            urls.add("https://shop.example/many/" + i);
            service.database().queue(urls.get(i), "{}");
            disagree(urls.get(i));
        }
        keep("theirs", 200);
        List<String> seen = new ArrayList<>();
        List<Boolean> open = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = owner.getJson("/api/owner/conflicts?limit=3&cursor=" + cursor);
            page.get("items").forEach(one -> {
                seen.add(one.get("productUrl").asText());
                open.add(one.get("open").asBoolean());
            });
            cursor = page.get("next").isNull() ? "" : page.get("next").asText();
        } while (!cursor.isEmpty());
        assertThat(seen).containsExactlyInAnyOrderElementsOf(urls);
        assertThat(open).containsExactly(true, true, true, true, true, true, false);
    }

    @Test
    void a_choice_that_is_none_changes_nothing() throws Exception {
        disagree(URL);
        for (String body : List.of("{\"side\": \"both\"}", "{}", "[]", "no json")) {
            HttpResponse<String> answer =
                    owner.post("/api/owner/conflicts/" + only().get("id").asText() + "/keep", body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
        assertThat(issued()).isEmpty();
    }

    @Test
    void a_conflict_that_is_not_there_is_not_found() throws Exception {
        HttpResponse<String> answer = owner.post("/api/owner/conflicts/none/keep", "{\"side\": \"ours\"}");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("There is no conflict none");
    }

    private void disagree(String url) throws Exception {
        ada.post("/api/assessments", Tap.on(url, "modest", EARLY).toString());
        bea.post("/api/assessments", Tap.on(url, "not_modest", LATE).toString());
    }

    private JsonNode only() throws Exception {
        return owner.getJson("/api/owner/conflicts").get("items").get(0);
    }

    private JsonNode keep(String side, int status) throws Exception {
        HttpResponse<String> answer = owner.post(
                "/api/owner/conflicts/" + only().get("id").asText() + "/keep", "{\"side\": \"" + side + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return TestClient.json(answer.body());
    }

    /** The verdicts in the outbox that settle a conflict. */
    private List<String> issued() throws Exception {
        return service.database()
                .rows(
                        "SELECT value FROM tandem_outbox WHERE json_extract(value, '$.settles') IS NOT NULL ORDER BY seq");
    }
}
