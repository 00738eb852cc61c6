package dev.tandem.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.service.Tap;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestDatabase;
import dev.tandem.service.TestService;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a phone has already is not sent again. */
class UnchangedTest {
    private static final String URL = "https://shop.example/1";

    private TestService service;
    private TestClient phone;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        TestDatabase database =
                TestDatabase.create(data.resolve("server/products.db")).queue(URL, "{\"title\": \"Dress\"}");
        service = TestService.start(data, database, TestService.NOWHERE);
        phone = service.pairedClient("Miriam");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/queue", "/api/stats", "/api/products?url=" + URL, "/api/history?url=" + URL})
    void an_answer_that_is_known_is_not_sent_again_until_it_changes(String path) throws Exception {
        HttpResponse<String> first = phone.get(path);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(first.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        HttpResponse<String> again =
                phone.with("If-None-Match", "\"x\", " + tag).get(path);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("ETag")).contains(tag);
        phone.post("/api/assessments", Tap.on(URL, "modest", "").toString());
        HttpResponse<String> changed = phone.with("If-None-Match", tag).get(path);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("Cache-Control")).contains("private, no-cache");
    }
}
