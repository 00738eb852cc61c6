package dev.tandem.service.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.service.Tap;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestDatabase;
import dev.tandem.service.TestService;
import dev.tandem.stream.file.SyncedFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A page that is open learns what others do. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StreamTest {
    private static final String URL = "https://shop.example/1";

    private TestService service;
    private TestClient phone;
    private TestClient other;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        service = TestService.start(data);
        phone = service.pairedClient("Miriam");
        other = service.pairedClient("Ruth");
        service.database().queue(URL, "{}");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void a_page_learns_what_others_assess_and_take_back_with_the_counts_after_it() throws Exception {
        try (Listening page = listen(phone)) {
            assertThat(page.next("stats").get("pending").asInt()).isEqualTo(1);
            Tap tap = Tap.on(URL, "modest", "2026-01-05T08:00:00Z");
            other.post("/api/assessments", tap.toString());
            page.nextAbout("assessed", URL);
            page.nextStats(0);
            other.delete("/api/assessments/" + tap.id());
            page.nextAbout("requested", URL);
            page.nextStats(1);
        }
    }

    @Test
    void a_page_learns_what_a_script_writes_to_the_file() throws Exception {
        try (Listening page = listen(phone)) {
            page.next("stats");
            service.database().queue("https://shop.example/2", "{}");
            page.nextAbout("requested", "https://shop.example/2");
            service.database().run("DELETE FROM assessment_queue WHERE product_url = ?", URL);
            assertThat(page.next("withdrawn").at("/items/0/productUrl").asText())
                    .isEqualTo(URL);
        }
    }

    @Test
    void a_flood_is_more_than_a_page_is_told_one_by_one(@TempDir Path another) throws Exception {
        TestDatabase many = TestDatabase.create(another.resolve("server/products.db"));
        for (int i = 0; i <= QueueMoves.MOST; i++) {
            many.queue("https://shop.example/flood/" + i, "{}");
        }
        TestService.start(another, many, TestService.NOWHERE).close();
        try (SyncedFile file = SyncedFile.openReadOnly(many.file())) {
            Map<String, List<Moved.Review>> moves =
                    file.read("read", sql -> QueueMoves.between(sql, 0, QueueMoves.end(sql)));
            assertThat(moves).containsOnlyKeys("requested");
            assertThat(moves.get("requested")).hasSize(QueueMoves.MOST + 1);
        }
    }

    @Test
    void the_stream_of_a_revoked_device_ends() throws Exception {
        try (Listening page = listen(phone)) {
            page.next("stats");
            TestService.verb(service.data(), "reviewers", "revoke", "Miriam");
            page.next("revoked");
            assertThat(page.line()).contains("");
            assertThat(page.line()).isEmpty();
        }
    }

    @Test
    void a_device_listens_with_few_pages_and_a_closed_one_counts_no_more() throws Exception {
        List<Listening> pages = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            pages.add(listen(phone));
        }
        HttpResponse<String> refused = phone.get("/api/stream");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        listen(other).close();
        for (Listening page : pages) {
            page.close();
        }
    }

    @Test
    void it_is_not_compressed_so_that_nothing_waits_in_a_buffer() throws Exception {
        try (Listening page = listen(phone.with("Accept-Encoding", "gzip"))) {
            assertThat(page.next("stats").get("pending").asInt()).isEqualTo(1);
        }
    }

    private static Listening listen(TestClient client) throws Exception {
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(client.request("/api/stream").GET().build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
        return new Listening(new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    }

    /** A page that listens. */
    private record Listening(BufferedReader lines) implements AutoCloseable {
        /** The data of the next event of that name; others are passed over. */
        JsonNode next(String name) throws IOException {
            String event = "";
            for (Optional<String> line = line(); line.isPresent(); line = line()) {
                if (line.get().startsWith("event:")) {
                    event = line.get().substring("event:".length()).strip();
                } else if (line.get().startsWith("data:") && event.equals(name)) {
                    return TestClient.json(line.get().substring("data:".length()));
                }
            }
            throw new AssertionError("the stream ended before an event " + name);
        }

        /** Waits for an event of that name which tells of that product. */
        void nextAbout(String name, String url) throws IOException {
            while (!next(name).findValuesAsText("productUrl").contains(url)) {
                // The next one will tell of it, or the stream ends.
            }
        }

        /** Waits until so many are pending. */
        void nextStats(int pending) throws IOException {
            while (next("stats").get("pending").asInt() != pending) {
                // Counts of before may be under way.
            }
        }

        Optional<String> line() throws IOException {
            return Optional.ofNullable(lines.readLine());
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
