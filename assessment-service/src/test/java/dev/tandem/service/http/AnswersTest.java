package dev.tandem.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswersTest {
    private static final int TOO_LARGE = 5 * 1024 * 1024;

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

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/pair", "/open/pair.js", "/api/queue", "/nothing"})
    void every_answer_tells_the_browser_to_be_strict(String path) throws Exception {
        for (TestClient client : new TestClient[] {phone, service.client()}) {
            var headers = client.get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe-inline");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":", "hello", "{} {}", "{\"a\":1,\"a\":2}"})
    void a_body_that_is_no_json_is_a_problem_that_says_so(String body) throws Exception {
        HttpResponse<String> answer = service.client().post("/pair", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(TestClient.json(answer.body()).get("detail").asText()).startsWith("The body is not JSON");
    }

    @Test
    void an_empty_body_is_a_problem() throws Exception {
        assertThat(detail(service.client().post("/pair", ""))).isEqualTo("The body is empty; send JSON.");
        assertThat(detail(phone.post("/api/assessments", ""))).isEqualTo("The body is empty; send JSON.");
    }

    @Test
    void what_a_route_asks_for_is_named_in_words_of_its_own() throws Exception {
        TestClient node = service.nodesClient();
        assertThat(detail(node.get("/api/digest/rows?bucket=1"))).isEqualTo("table: is missing");
        assertThat(detail(node.get("/api/digest/rows?table=products&bucket=abc")))
                .isEqualTo("bucket: must be a whole number");
        assertThat(detail(phone.post("/api/assessments", "7"))).isEqualTo("verdict: must be a JSON object");
    }

    private static String detail(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(400);
        return TestClient.json(answer.body()).get("detail").asText();
    }

    @Test
    void a_body_of_another_type_is_not_taken() throws Exception {
        HttpResponse<String> answer = phone.send(phone.request("/pair")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}"))
                .build());
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("application/json");
    }

    @Test
    void a_body_that_is_too_large_is_refused() throws Exception {
        HttpResponse<String> announced = phone.post("/pair", " ".repeat(TOO_LARGE));
        assertThat(announced.statusCode()).isEqualTo(413);
        assertThat(announced.headers().firstValue("Content-Type")).contains("application/problem+json");

        HttpResponse<String> streamed = phone.send(phone.request("/pair")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[TOO_LARGE])))
                .build());
        assertThat(streamed.statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/open/base.css", "/review/review.js"})
    void a_text_worth_compressing_is_compressed(String path) throws Exception {
        HttpResponse<String> answer = phone.with("Accept-Encoding", "gzip").get(path);
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    }

    @Test
    void a_body_of_a_hundred_megabytes_does_not_get_in() throws Exception {
        byte[] megabyte = new byte[1024 * 1024];
        int status;
        try {
            status = phone.send(phone.request("/api/assessments")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArrays(Collections.nCopies(100, megabyte)))
                            .build())
                    .statusCode();
        } catch (IOException hungUp) {
            // The service need not listen to the end.
            status = 413;
        }
        assertThat(status).isEqualTo(413);
        assertThat(phone.get("/api/queue").statusCode()).isEqualTo(200);
    }

    @Test
    void a_wrong_method_is_a_problem() throws Exception {
        HttpResponse<String> answer = phone.post("/api/queue", "{}");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void no_answer_shows_a_stack_trace() throws Exception {
        for (String path : new String[] {"/api/queue?limit=999999", "/api/queue?cursor=%00", "/api/products", "/%ff"}) {
            assertThat(phone.get(path).body()).doesNotContain("Exception").doesNotContain("at dev.tandem");
        }
    }
}
