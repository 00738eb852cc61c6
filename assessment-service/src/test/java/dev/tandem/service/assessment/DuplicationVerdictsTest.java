package dev.tandem.service.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.service.Tap;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A duplication verdict answers a question; a phone may have been asked long before it answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DuplicationVerdictsTest {
    private static final String MORNING = "2026-01-05T08:00:00.123Z";
    private static final String EVENING = "2026-01-05T20:00:00.456Z";

    private final String url = "https://shop.example/" + UUID.randomUUID();
    private TestService service;
    private TestClient phone;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        service = TestService.start(data);
        phone = service.pairedClient("Miriam");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void a_verdict_that_nobody_asked_for_is_not_taken() throws Exception {
        String product = "https://shop.example/" + UUID.randomUUID();
        service.database().run("INSERT INTO products (url, title) VALUES (?, 'A dress')", product);
        service.database().queue(product, "{}");

        HttpResponse<String> answer = post(duplication(product, "duplicate", MORNING));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = TestClient.json(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(404);
        assertThat(problem.get("detail").asText()).contains("Nobody asked whether this product is a duplicate");

        JsonNode list = TestClient.json(phone.post(
                        "/api/assessments",
                        "[" + duplication(product, "not_duplicate", MORNING) + "," + Tap.on(product, "modest", MORNING)
                                + "]")
                .body());
        assertThat(list.findValuesAsText("status")).containsExactly("rejected", "recorded");
        assertThat(service.database().rows("SELECT review_type FROM tandem_verdict WHERE product_url = ?", product))
                .containsExactly("modesty");
        assertThat(service.database().rows("SELECT review_type FROM assessment_queue WHERE product_url = ?", product))
                .containsExactly("modesty");
    }

    @Test
    void a_product_that_is_only_in_another_review_is_not_called_unknown() throws Exception {
        String queued = "https://shop.example/" + UUID.randomUUID();
        service.database().queue(queued, "{}");
        assertThat(refusal(duplication(queued, "duplicate", MORNING)))
                .contains("Nobody asked whether this product is a duplicate");

        String suspected = "https://shop.example/" + UUID.randomUUID();
        service.database().queue(suspected, "duplication", "normal", "2025-11-07 09:00:00", "{}");
        assertThat(refusal(Tap.on(suspected, "modest", MORNING))).contains("This product is in another review");
        assertThat(refusal(duplication("https://shop.example/none", "duplicate", MORNING)))
                .contains("No product and no review has this address");
    }

    @Test
    void a_verdict_on_what_another_settled_meanwhile_is_superseded_however_often_it_is_sent() throws Exception {
        service.database().queue(url, "duplication", "normal", "2025-11-07 09:00:00", "{}");
        service.database().run("INSERT INTO products (url, title) VALUES (?, 'A dress')", url);
        Tap fromTheTrain = duplication(url, "duplicate", MORNING);
        service.pairedClient("Ruth")
                .post(
                        "/api/assessments",
                        duplication(url, "not_duplicate", EVENING).toString());
        assertThat(status(fromTheTrain)).isEqualTo("superseded");
        assertThat(status(fromTheTrain)).isEqualTo("superseded");

        service.database()
                .run("DELETE FROM assessment_queue WHERE product_url = ? AND review_type = 'duplication'", url);
        assertThat(status(duplication(url, "duplicate", MORNING)))
                .as("the settled review was swept away")
                .isEqualTo("superseded");
    }

    @Test
    void a_review_that_was_withdrawn_meanwhile_was_asked_for_all_the_same() throws Exception {
        String withdrawn = "https://shop.example/" + UUID.randomUUID();
        service.database().queue(withdrawn, "duplication", "normal", "2025-11-07 09:00:00", "{}");
        service.database().run("INSERT INTO products (url, title) VALUES (?, 'A dress')", withdrawn);
        status(Tap.on(withdrawn, "modest", MORNING));
        service.database()
                .run("DELETE FROM assessment_queue WHERE product_url = ? AND review_type = 'duplication'", withdrawn);
        assertThat(status(duplication(withdrawn, "not_duplicate", EVENING))).isEqualTo("recorded");
    }

    private static Tap duplication(String product, String decision, String at) {
        return Tap.on(product, decision, at).with("reviewType", "duplication");
    }

    private HttpResponse<String> post(Tap tap) throws Exception {
        return phone.post("/api/assessments", tap.toString());
    }

    private String refusal(Tap tap) throws Exception {
        HttpResponse<String> answer = post(tap);
        assertThat(answer.statusCode()).isEqualTo(404);
        return TestClient.json(answer.body()).get("detail").asText();
    }

    private String status(Tap tap) throws Exception {
        HttpResponse<String> answer = post(tap);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestClient.json(answer.body()).get("status").asText();
    }
}
