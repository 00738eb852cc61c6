package dev.tandem.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is too large is refused, and the service has no trouble with it. */
class TooLargeTest {
    private static final int REQUESTS = 30;
    private static final String BODY = " ".repeat(5 * 1024 * 1024);

    @Test
    void a_body_that_is_too_large_leaves_nothing_in_the_log(@TempDir Path data) throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (TestService service = TestService.start(data)) {
            TestClient phone = service.pairedClient("Ada");
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(phone.post("/api/assessments", BODY).statusCode()).isEqualTo(413);
            }
        } finally {
            System.setErr(before);
        }
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("Error", "Exception");
    }
}
