package dev.tandem.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The owner's credential, kept apart from a reviewer's and a node's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnerAccessTest {
    private TestService service;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        service = TestService.start(data);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void a_link_makes_one_browser_the_owners() throws Exception {
        String code = code(service.ownerLink());
        HttpResponse<String> paired = pair(code);
        JsonNode welcome = TestClient.json(paired.body());
        assertThat(welcome.get("role").asText()).isEqualTo("owner");
        assertThat(welcome.get("reviewer").isNull()).isTrue();
        assertThat(welcome.get("next").asText()).isEqualTo("/");
        assertThat(paired.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("tandem_owner=")
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict");
        assertThat(browser(cookie(paired)).get("/").statusCode()).isEqualTo(200);
        assertThat(pair(code).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/overview/overview.html"})
    void what_is_the_owners_is_closed_to_others(String path) throws Exception {
        HttpResponse<String> stranger = service.client().get(path);
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.body()).contains("tandem owner link");
        assertThat(service.nodesClient().get(path).statusCode()).isEqualTo(403);
        assertThat(service.ownersClient().get(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/owner/overview",
                "GET /api/owner/conflicts",
                "POST /api/owner/conflicts/0b7c1ad0-0000-0000-0000-000000000000/keep",
                "GET /api/owner/devices",
                "DELETE /api/owner/devices/abc",
                "GET /api/owner/stream"
            })
    void what_the_owner_decides_nobody_else_may_look_at_or_touch(String route) throws Exception {
        String method = route.split(" ", 2)[0];
        String path = route.split(" ", 2)[1];
        for (TestClient other : List.of(service.pairedClient("Miriam"), service.nodesClient())) {
            HttpResponse<String> answer = ask(other, method, path);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("This credential is not for that");
        }
        HttpResponse<String> stranger = ask(service.client(), method, path);
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.body()).contains("tandem owner link");
    }

    private static HttpResponse<String> ask(TestClient client, String method, String path) throws Exception {
        return client.send(client.request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(method.equals("POST") ? "{\"side\": \"ours\"}" : ""))
                .build());
    }

    @Test
    void a_reviewer_who_types_the_bare_address_comes_to_their_own_page() throws Exception {
        HttpResponse<String> answer = service.pairedClient("Miriam").get("/");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/review");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/review", "/review/review.js", "/api/queue", "/api/assessments", "/api/digest", "/api/stream"})
    void the_owner_gives_no_verdicts_and_is_no_node(String path) throws Exception {
        HttpResponse<String> answer = service.ownersClient().get(path);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("This credential is not for that");
    }

    @Test
    void one_browser_may_be_the_owners_and_a_reviewers() throws Exception {
        String owner = cookie(pair(code(service.ownerLink())));
        String reviewer = cookie(pair(code(service.add("Miriam"))));
        TestClient both = browser(reviewer + "; " + owner);
        assertThat(both.get("/").statusCode()).isEqualTo(200);
        assertThat(both.get("/api/queue").statusCode()).isEqualTo(200);
        assertThat(TestService.verb(service.data(), "reviewers", "revoke", "Miriam")
                        .exitCode())
                .isZero();
        assertThat(both.get("/").statusCode()).isEqualTo(200);
        assertThat(both.get("/api/queue").statusCode()).isEqualTo(403);
    }

    @Test
    void a_browser_that_is_revoked_is_refused_at_once_and_told_so() throws Exception {
        TestClient owner = browser(cookie(pair(code(service.ownerLink()))));
        assertThat(owner.get("/").statusCode()).isEqualTo(200);
        assertThat(TestService.verb(service.data(), "owner", "revoke", "--all").exitCode())
                .isZero();
        HttpResponse<String> answer = owner.get("/");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("has been revoked").contains("tandem owner link");
    }

    private static String code(JsonNode link) {
        return link.get("url").asText().split("#", 2)[1];
    }

    private HttpResponse<String> pair(String code) throws Exception {
        return service.client().post("/pair", "{\"code\": \"" + code + "\"}");
    }

    private TestClient browser(String cookies) {
        return service.client().with("Cookie", cookies);
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }
}
