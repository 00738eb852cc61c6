package dev.tandem.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
    private TestService service;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        service = TestService.start(data);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/review",
                "/api/queue",
                "/api/stats",
                "/api/products?url=x",
                "/review/review.js",
                "/swagger",
                "/swagger/swagger.js",
                "/swagger/ui/swagger-ui-bundle.js"
            })
    void what_is_for_paired_devices_is_closed_to_others(String path) throws Exception {
        HttpResponse<String> answer = service.client().get(path);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(TestClient.json(answer.body()).get("detail").asText()).contains("tandem reviewers add NAME");
    }

    @Test
    void verdicts_are_not_taken_from_strangers() throws Exception {
        assertThat(service.client().post("/api/assessments", "{}").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/pair", "/open/pair.js", "/open/base.css", "/open/icon.svg"})
    void health_and_pairing_are_open(String path) throws Exception {
        assertThat(service.client().get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void a_browser_that_is_not_paired_is_told_how_to_pair() throws Exception {
        HttpResponse<String> answer =
                service.client().with("Accept", "text/html,*/*;q=0.8").get("/review");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(answer.body()).contains("This device is not paired");
    }

    @Test
    void a_wrong_token_is_refused_with_a_sentence() throws Exception {
        HttpResponse<String> answer = service.client().withToken("wrong").get("/api/queue");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("The token is not known here");
    }

    @Test
    void a_revoked_token_is_refused_at_once() throws Exception {
        TestClient program = service.pairedClient("Gone");
        assertThat(program.get("/api/queue").statusCode()).isEqualTo(200);

        assertThat(TestService.verb(service.data(), "reviewers", "revoke", "Gone")
                        .exitCode())
                .isZero();

        HttpResponse<String> answer = program.get("/api/queue");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("has been revoked");
    }

    @Test
    void a_page_that_is_not_there_is_not_found_by_a_paired_device() throws Exception {
        HttpResponse<String> answer = service.pairedClient("Miriam").get("/api/nothing");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("There is nothing at /api/nothing.");
    }

    @Test
    void only_the_owner_may_read_the_access_database_and_it_holds_no_secret() throws Exception {
        String token = service.add("Miriam").get("token").asText();
        Path server = service.data().resolve("server");
        try (Stream<Path> files = Files.list(server)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("access.db"))
                    .toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(token);
            }
        }
        assumeTrue(server.getFileSystem().supportedFileAttributeViews().contains("posix"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.resolve("access.db"))))
                .isEqualTo("rw-------");
    }
}
