package dev.tandem.service.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PairingTest {
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
    void a_pairing_link_works_once() throws Exception {
        String code = code("Miriam");

        HttpResponse<String> first = pair(code);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(TestClient.json(first.body()).get("reviewer").asText()).isEqualTo("Miriam");

        HttpResponse<String> second = pair(code);
        assertThat(second.statusCode()).isEqualTo(403);
        assertThat(second.body()).contains("has been used");
        assertThat(second.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void the_cookie_of_a_paired_phone_opens_the_queue() throws Exception {
        String cookie = cookie(pair(code("Miriam")));
        HttpResponse<String> queue =
                service.client().with("Cookie", cookie.split(";", 2)[0]).get("/api/queue");
        assertThat(queue.statusCode()).isEqualTo(200);
    }

    @Test
    void scripts_and_other_sites_cannot_use_the_cookie() throws Exception {
        assertThat(cookie(pair(code("Miriam"))))
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict")
                .contains("Path=/");
    }

    @Test
    void of_phones_that_post_one_code_at_once_one_is_paired() throws Exception {
        String code = code("Miriam");
        int phones = 8;
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(phones);
        try {
            List<Future<Integer>> answers = IntStream.range(0, phones)
                    .mapToObj(i -> threads.submit(() -> {
                        go.await();
                        return pair(code).statusCode();
                    }))
                    .toList();
            go.countDown();
            int paired = 0;
            for (Future<Integer> answer : answers) {
                int status = answer.get();
                assertThat(status).isIn(200, 403);
                paired += status == 200 ? 1 : 0;
            }
            assertThat(paired).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_lapsed_link_pairs_no_one() throws Exception {
        String code = code("Late");
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + service.data().resolve("server/access.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE pairing_links SET expires_at = 1 WHERE reviewer = 'Late'");
        }
        assertThat(pair(code).statusCode()).isEqualTo(403);
    }

    @Test
    void a_code_that_is_no_json_text_is_named() throws Exception {
        HttpResponse<String> answer = service.client().post("/pair", "{\"code\": 17}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestClient.json(answer.body()).at("/errors/0/field").asText())
                .isEqualTo("code");
    }

    @Test
    void a_form_of_another_site_cannot_pair() throws Exception {
        String code = code("Miriam");
        HttpResponse<String> answer =
                service.client().with("Origin", "https://evil.example").post("/pair", body(code));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(pair(code).statusCode()).isEqualTo(200);
    }

    private String code(String reviewer) throws Exception {
        JsonNode added = service.add(reviewer);
        return added.get("url").asText().split("#", 2)[1];
    }

    private HttpResponse<String> pair(String code) throws Exception {
        return service.client().post("/pair", body(code));
    }

    private static String body(String code) {
        return "{\"code\": \"" + code + "\"}";
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow();
    }
}
