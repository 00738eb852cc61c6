package dev.tandem.service.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.service.Tap;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssessmentsTest {
    private static final String MORNING = "2026-01-05T08:00:00.123Z";
    private static final String EVENING = "2026-01-05T20:00:00.456Z";

    private TestService service;
    private TestClient phone;
    private String url;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        service = TestService.start(data);
        phone = service.pairedClient("Miriam");
    }

    @BeforeEach
    void queueProduct() throws Exception {
        url = "https://shop.example/" + UUID.randomUUID();
        service.database().queue(url, "{\"title\": \"A dress\", \"price\": \"$695\", \"clothing_type\": \"gown\"}");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void when_a_tap_is_answered_its_rows_and_its_outbox_entry_are_kept() throws Exception {
        long waiting = count("SELECT count(*) FROM tandem_outbox");
        JsonNode answer = post(Tap.on(url, "moderately_modest", MORNING).with("notes", "fine"));
        assertThat(answer.get("status").asText()).isEqualTo("recorded");

        assertThat(service.database().rows("""
                SELECT modesty_status, lifecycle_stage, assessment_status, shopify_status, assessed_at, clothing_type,
                    title, price
                FROM products WHERE url = ?
                """, url))
                .containsExactly("moderately_modest|assessed_approved|assessed|published|2026-01-05T08:00:00.123000"
                        + "|dress|A dress|$695");
        assertThat(service.database().rows("""
                SELECT status, review_decision, reviewer_notes, reviewed_at, reviewed_by
                FROM assessment_queue WHERE product_url = ?
                """, url))
                .containsExactly("reviewed|moderately_modest|fine|2026-01-05T08:00:00.123000|Miriam");
        assertThat(count("SELECT count(*) FROM tandem_outbox")).isGreaterThan(waiting);
    }

    @Test
    void an_assessed_product_leaves_the_queue() throws Exception {
        post(Tap.on(url, "not_modest", MORNING));
        phone.getJson("/api/queue?limit=100")
                .get("items")
                .forEach(item -> assertThat(item.get("productUrl").asText()).isNotEqualTo(url));
    }

    @Test
    void a_tap_sent_again_is_a_duplicate_and_changes_nothing() throws Exception {
        Tap tap = Tap.on(url, "modest", MORNING);
        post(tap);
        long events = count("SELECT count(*) FROM tandem_outbox");
        assertThat(post(tap).get("status").asText()).isEqualTo("duplicate");
        assertThat(count("SELECT count(*) FROM tandem_outbox")).isEqualTo(events);
    }

    @Test
    void another_verdict_under_the_same_id_is_refused() throws Exception {
        Tap tap = Tap.on(url, "modest", MORNING);
        post(tap);
        HttpResponse<String> answer = phone.post(
                "/api/assessments", tap.with("decision", "not_modest").toString());
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(decision()).isEqualTo("modest");
    }

    @Test
    void the_later_tap_wins_whichever_arrives_first() throws Exception {
        Tap evening = Tap.on(url, "not_modest", EVENING);
        Tap morning = Tap.on(url, "modest", MORNING);
        assertThat(post(evening).get("status").asText()).isEqualTo("recorded");
        assertThat(post(morning).get("status").asText()).isEqualTo("superseded");
        assertThat(decision()).isEqualTo("not_modest");
        assertThat(post(evening).get("status").asText()).isEqualTo("duplicate");
        assertThat(post(morning).get("status").asText())
                .as("a phone that did not hear the first answer")
                .isEqualTo("superseded");
    }

    @Test
    void a_reviewer_may_decide_again() throws Exception {
        post(Tap.on(url, "modest", MORNING));
        assertThat(post(Tap.on(url, "not_modest", EVENING)).get("status").asText())
                .isEqualTo("recorded");
        assertThat(decision()).isEqualTo("not_modest");
        assertThat(count("SELECT count(*) FROM tandem_conflict WHERE product_url = '" + url + "'"))
                .isZero();
    }

    @Test
    void two_reviewers_who_decide_differently_are_a_conflict() throws Exception {
        post(Tap.on(url, "modest", MORNING));
        service.pairedClient("Ruth")
                .post("/api/assessments", Tap.on(url, "not_modest", EVENING).toString());
        assertThat(count("SELECT count(*) FROM tandem_conflict WHERE product_url = '" + url + "'"))
                .isEqualTo(1);
    }

    @Test
    void a_phone_set_to_the_next_century_does_not_win_for_ever() throws Exception {
        JsonNode answer = post(Tap.on(url, "modest", "2100-01-01T00:00:00Z"));
        assertThat(answer.get("status").asText()).isEqualTo("recorded");
        assertThat(answer.get("reason").asText()).contains("The clock of this device is ahead");
        String assessedAt = service.database()
                .rows("SELECT assessed_at FROM products WHERE url = ?", url)
                .get(0);
        assertThat(Instant.parse(assessedAt + "Z")).isBetween(Instant.now().minusSeconds(60), Instant.now());
        post(Tap.on(url, "not_modest", Instant.now().toString()));
        assertThat(decision()).isEqualTo("not_modest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:03:00Z", "2100-06-01T12:00:00Z", "2025-03-01T12:00:00Z"})
    void the_wrong_clock_of_a_phone_is_measured_and_corrected(String deviceNow) throws Exception {
        String tapped = Instant.parse(deviceNow).minusSeconds(120).toString();
        post(Tap.on(url, "modest", tapped).with("deviceNow", deviceNow));
        assertThat(Duration.between(assessedAt(), Instant.now()))
                .isBetween(Duration.ofSeconds(100), Duration.ofHours(1));
        post(Tap.on(url, "not_modest", Instant.now().toString())
                .with("deviceNow", Instant.now().toString()));
        assertThat(decision()).isEqualTo("not_modest");
    }

    @Test
    void the_time_of_a_tap_is_kept_as_it_is_where_the_clock_is_right() throws Exception {
        post(Tap.on(url, "modest", MORNING).with("deviceNow", Instant.now().toString()));
        assertThat(assessedAt()).isEqualTo(Instant.parse(MORNING));
    }

    @Test
    void ones_own_change_of_mind_within_one_list_is_no_conflict() throws Exception {
        phone.post(
                "/api/assessments",
                "[" + Tap.on(url, "modest", MORNING) + "," + Tap.on(url, "not_modest", EVENING) + "]");
        assertThat(decision()).isEqualTo("not_modest");
        assertThat(count("SELECT count(*) FROM tandem_conflict WHERE product_url = '" + url + "'"))
                .isZero();
    }

    @Test
    void each_wrong_field_is_named() throws Exception {
        HttpResponse<String> answer = phone.post("/api/assessments", """
                {"id": 7, "reviewType": "taste", "clothingType": "gown", "notes": [], "assessedAt": "soon",
                 "deviceNow": "now"}""");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestClient.json(answer.body()).get("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder(
                        "id", "productUrl", "reviewType", "clothingType", "notes", "assessedAt", "deviceNow");
        JsonNode inList =
                TestClient.json(phone.post("/api/assessments", "[{\"id\": 7}]").body());
        assertThat(inList.get(0).get("errors").findValuesAsText("field")).contains("id", "productUrl", "reviewType");
    }

    @Test
    void ten_thousand_verdicts_at_once_are_refused_with_the_measure() throws Exception {
        String tap = Tap.on(url, "modest", MORNING).toString();
        HttpResponse<String> answer = phone.post("/api/assessments", "[" + (tap + ",").repeat(9_999) + tap + "]");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(TestClient.json(answer.body()).get("detail").asText())
                .contains("500")
                .contains("10000");
    }

    @Test
    void a_tap_without_a_time_counts_as_given_now() throws Exception {
        Tap tap = Tap.on(url, "modest", "");
        post(tap);
        assertThat(decision()).isEqualTo("modest");
        assertThat(post(tap).get("status").asText()).isEqualTo("duplicate");
    }

    @Test
    void a_product_that_is_no_duplicate_is_to_be_reviewed_soon() throws Exception {
        String suspected = "https://shop.example/" + UUID.randomUUID();
        service.database().queue(suspected, "duplication", "normal", "2025-11-07 09:00:00", "{}");
        post(Tap.on(suspected, "not_duplicate", MORNING).with("reviewType", "duplication"));
        assertThat(service.database().rows("""
                SELECT status, priority FROM assessment_queue WHERE product_url = ? AND review_type = 'modesty'
                """, suspected)).containsExactly("pending|high");
    }

    @Test
    void a_list_is_answered_item_by_item() throws Exception {
        Tap good = Tap.on(url, "modest", MORNING);
        Tap unknown = Tap.on("https://shop.example/nothing", "modest", MORNING);
        Tap wrong = Tap.on(url, "duplicate", MORNING);
        HttpResponse<String> answer =
                phone.post("/api/assessments", "[" + wrong + "," + good + "," + unknown + ", 17]");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode items = TestClient.json(answer.body());
        assertThat(items).hasSize(4);
        assertThat(items.at("/0/status").asText()).isEqualTo("rejected");
        assertThat(items.at("/0/reason").asText()).contains("decision");
        assertThat(items.at("/0/id").asText()).isEqualTo(wrong.id());
        assertThat(items.at("/1/status").asText()).isEqualTo("recorded");
        assertThat(items.at("/2/status").asText()).isEqualTo("rejected");
        assertThat(items.at("/2/reason").asText()).contains("No product");
        assertThat(items.at("/3/status").asText()).isEqualTo("rejected");
    }

    @Test
    void an_empty_list_is_answered_with_an_empty_list() throws Exception {
        assertThat(phone.post("/api/assessments", "[]").body()).isEqualTo("[]");
    }

    @Test
    void a_list_beyond_measure_is_refused() throws Exception {
        String tap = Tap.on(url, "modest", MORNING).toString();
        HttpResponse<String> answer = phone.post("/api/assessments", "[" + (tap + ",").repeat(500) + tap + "]");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("500").contains("501");
    }

    @Test
    void an_unknown_product_is_not_found() throws Exception {
        HttpResponse<String> answer = phone.post(
                "/api/assessments",
                Tap.on("https://shop.example/nothing", "modest", MORNING).toString());
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void a_wrong_verdict_is_named_and_changes_nothing() throws Exception {
        for (String decision : new String[] {"perhaps", "duplicate", ""}) {
            HttpResponse<String> answer = phone.post(
                    "/api/assessments", Tap.on(url, decision, MORNING).toString());
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(TestClient.json(answer.body()).at("/errors/0/field").asText())
                    .isEqualTo("decision");
        }
        assertThat(service.database().rows("SELECT status FROM assessment_queue WHERE product_url = ?", url))
                .containsExactly("pending");
    }

    @Test
    void a_body_that_is_no_json_is_a_problem() throws Exception {
        HttpResponse<String> answer = phone.post("/api/assessments", "decision=modest");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("The body is not JSON");
    }

    private JsonNode post(Tap tap) throws Exception {
        HttpResponse<String> answer = phone.post("/api/assessments", tap.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode json = TestClient.json(answer.body());
        assertThat(json.get("id").asText()).isEqualTo(tap.id());
        return json;
    }

    private Instant assessedAt() throws Exception {
        String text = service.database()
                .rows("SELECT assessed_at FROM products WHERE url = ?", url)
                .get(0);
        return Instant.parse(text + "Z");
    }

    private String decision() throws Exception {
        return service.database()
                .rows("SELECT modesty_status FROM products WHERE url = ?", url)
                .get(0);
    }

    private long count(String query) throws Exception {
        return Long.parseLong(service.database().rows(query).get(0));
    }
}
