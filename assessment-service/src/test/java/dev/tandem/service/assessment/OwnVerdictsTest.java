package dev.tandem.service.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.service.Tap;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reviewer sees what they gave, and takes it back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnVerdictsTest {
    private static final String MORNING = "2026-01-05T08:00:00.123Z";
    private static final String EVENING = "2026-01-05T20:00:00.456Z";

    private TestService service;
    private TestClient phone;
    private TestClient other;
    private String url;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        service = TestService.start(data);
        phone = service.pairedClient("Miriam");
        other = service.pairedClient("Ruth");
    }

    @BeforeEach
    void queueProduct() throws Exception {
        url = "https://shop.example/" + UUID.randomUUID();
        service.database().queue(url, """
                {"title": "A dress", "price": "$695", "images": ["https://shop.example/1.jpg"]}""");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void an_undone_verdict_is_pending_again_and_undoing_it_again_changes_nothing() throws Exception {
        String id = post(phone, "modest", MORNING);
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = phone.delete("/api/assessments/" + id);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode undone = TestClient.json(answer.body());
            assertThat(undone.get("status").asText()).isEqualTo("retracted");
            assertThat(undone.get("productUrl").asText()).isEqualTo(url);
            assertThat(undone.get("stands").isNull()).isTrue();
        }
        assertThat(review()).isEqualTo("pending|null|null");
        assertThat(service.database()
                        .rows("SELECT count(*) FROM tandem_outbox WHERE type LIKE '%etracted%' AND" + " value LIKE '%"
                                + url + "%'"))
                .containsExactly("1");
    }

    @Test
    void the_verdict_that_stood_before_stands_again() throws Exception {
        post(other, "not_modest", MORNING);
        String id = post(phone, "modest", EVENING);
        JsonNode undone = TestClient.json(phone.delete("/api/assessments/" + id).body());
        assertThat(undone.at("/stands/decision").asText()).isEqualTo("not_modest");
        assertThat(undone.at("/stands/reviewer").asText()).isEqualTo("Ruth");
        assertThat(undone.at("/stands/assessedAt").asText()).isEqualTo(MORNING);
        assertThat(review()).isEqualTo("reviewed|not_modest|Ruth");
    }

    @Test
    void nobody_undoes_the_verdict_of_another() throws Exception {
        String id = post(phone, "modest", MORNING);
        assertProblem(other.delete("/api/assessments/" + id), 403);
        assertThat(review()).isEqualTo("reviewed|modest|Miriam");
    }

    @Test
    void a_verdict_that_stands_no_more_cannot_be_undone() throws Exception {
        String id = post(phone, "modest", MORNING);
        post(other, "not_modest", EVENING);
        assertProblem(phone.delete("/api/assessments/" + id), 409);
        assertThat(review()).isEqualTo("reviewed|not_modest|Ruth");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0d4f2d0e-8f0a-4a54-9f4e-3d2f6f4c1a2b", "nonsense", "1"})
    void an_id_that_never_came_is_not_found(String id) throws Exception {
        assertProblem(phone.delete("/api/assessments/" + id), 404);
    }

    @Test
    void each_verdict_is_listed_with_what_became_of_it() throws Exception {
        TestClient naomi = service.pairedClient("Naomi");
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String first = post(naomi, "modest", now.minusSeconds(50).toString());
        String second = post(naomi, "not_modest", now.minusSeconds(40).toString());
        String third = post(naomi, "moderately_modest", now.minusSeconds(30).toString());
        naomi.delete("/api/assessments/" + third);
        post(naomi, "modest", "2026-01-05T08:00:00Z");
        JsonNode items = own(naomi, "from=" + now.minusSeconds(60)).get("items");
        assertThat(items.findValuesAsText("id")).containsExactly(third, second, first);
        assertThat(items.findValuesAsText("state")).containsExactly("retracted", "recorded", "superseded");
        JsonNode last = items.get(2);
        assertThat(last.get("title").asText()).isEqualTo("A dress");
        assertThat(last.get("price").asText()).isEqualTo("$695");
        assertThat(last.at("/images/0").asText()).isEqualTo("https://shop.example/1.jpg");
        assertThat(last.get("decision").asText()).isEqualTo("modest");
        assertThat(last.get("assessedAt").asText())
                .isEqualTo(now.minusSeconds(50).toString());
    }

    @Test
    void the_list_comes_in_pages() throws Exception {
        TestClient esther = service.pairedClient("Esther");
        String first = post(esther, "modest", MORNING);
        String second = post(esther, "not_modest", EVENING);
        JsonNode page = own(esther, "from=2026-01-01T00:00:00Z&limit=1");
        assertThat(page.at("/items/0/id").asText()).isEqualTo(second);
        JsonNode last = own(
                esther,
                "from=2026-01-01T00:00:00Z&limit=1&cursor=" + page.get("next").asText());
        assertThat(last.at("/items/0/id").asText()).isEqualTo(first);
        assertThat(last.get("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=yesterday", "limit=0", "limit=201", "cursor=zzz"})
    void a_wrong_parameter_is_named(String parameter) throws Exception {
        HttpResponse<String> answer = phone.get("/api/assessments?" + parameter);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestClient.json(answer.body()).at("/errors/0/field").asText())
                .isEqualTo(parameter.split("=", 2)[0]);
    }

    private String post(TestClient from, String decision, String assessedAt) throws Exception {
        Tap tap = Tap.on(url, decision, assessedAt);
        HttpResponse<String> answer = from.post("/api/assessments", tap.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return tap.id();
    }

    private static JsonNode own(TestClient of, String query) throws Exception {
        return of.getJson("/api/assessments?" + query);
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    private String review() throws Exception {
        return service.database()
                .rows("SELECT status, review_decision, reviewed_by FROM assessment_queue WHERE product_url = ?", url)
                .get(0);
    }
}
