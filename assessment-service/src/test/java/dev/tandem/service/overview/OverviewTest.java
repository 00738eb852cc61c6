package dev.tandem.service.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.service.Tap;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestDatabase;
import dev.tandem.service.TestService;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the owner sees of both sides. */
class OverviewTest {
    private static final String UTC = "/api/owner/overview?zone=UTC";

    @TempDir
    Path data;

    @Test
    void an_empty_database_has_an_overview_too() throws Exception {
        try (TestService service = TestService.start(data)) {
            JsonNode overview = service.ownersClient().getJson("/api/owner/overview");
            assertThat(overview.at("/pending/all").asLong()).isZero();
            assertThat(overview.at("/pending/kinds").isEmpty()).isTrue();
            assertThat(overview.at("/verdicts/days")).hasSize(30);
            assertThat(overview.at("/conflicts/all").asLong()).isZero();
            assertThat(overview.at("/laptops").isEmpty()).isTrue();
            assertThat(overview.get("deadLetters").isNull())
                    .as("nobody knows of dead letters without a broker")
                    .isTrue();
        }
    }

    @Test
    void what_waits_is_told_by_shop_and_review_with_the_fullest_shop_first() throws Exception {
        try (TestService service = TestService.start(data)) {
            TestDatabase database = service.database();
            for (int i = 0; i < 3; i++) {
                database.queue("https://shop.example/" + i, "{}");
            }
            database.queue("https://shop.example/0", "duplication", "high", "2025-11-07 09:00:00", "{}")
                    .run("""
                            INSERT INTO assessment_queue (product_url, retailer, category, review_type, product_data)
                            VALUES ('https://other.example/1', '<script>alert(1)</script>', 'tops', 'modesty', '{}')
                            """);
            JsonNode pending = service.ownersClient().getJson(UTC).get("pending");
            assertThat(pending.get("all").asLong()).isEqualTo(5);
            assertThat(pending.get("high").asLong()).isEqualTo(1);
            assertThat(pending.get("kinds").findValuesAsText("retailer"))
                    .containsExactly("shop", "shop", "<script>alert(1)</script>");
            assertThat(pending.get("kinds").findValuesAsText("reviewType"))
                    .containsExactly("duplication", "modesty", "modesty");
            assertThat(pending.get("kinds").findValuesAsText("waiting")).containsExactly("1", "3", "1");
        }
    }

    @Test
    void verdicts_are_counted_on_their_day_until_they_are_taken_back() throws Exception {
        try (TestService service = TestService.start(data)) {
            for (int i = 0; i < 4; i++) {
                service.database().queue("https://shop.example/" + i, "{}");
            }
            TestClient phone = service.pairedClient("Miriam");
            TestClient owner = service.ownersClient();
            Instant yesterday = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(12, ChronoUnit.HOURS);
            Tap last = Tap.on("https://shop.example/3", "moderately_modest", yesterday.toString());
            for (Tap tap : new Tap[] {
                Tap.on("https://shop.example/1", "modest", yesterday.toString()),
                Tap.on("https://shop.example/2", "not_modest", yesterday.toString()),
                last
            }) {
                assertThat(phone.post("/api/assessments", tap.toString()).body())
                        .contains("recorded");
            }
            JsonNode day = day(owner, LocalDate.ofInstant(yesterday, ZoneOffset.UTC));
            assertThat(day.get("approved").asLong()).isEqualTo(2);
            assertThat(day.get("rejected").asLong()).isEqualTo(1);
            assertThat(day.get("duplicates").asLong()).isZero();
            phone.delete("/api/assessments/" + last.id());
            assertThat(day(owner, LocalDate.ofInstant(yesterday, ZoneOffset.UTC))
                            .get("approved")
                            .asLong())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_file_with_thousands_of_rows_is_told_in_full() throws Exception {
        TestDatabase database = TestDatabase.create(data.resolve("server/products.db"));
        String yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();
        database.run("""
                        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
                        INSERT INTO assessment_queue (product_url, retailer, review_type, product_data)
                        SELECT 'https://shop.example/' || i, 'shop ' || (i % 40), 'modesty', '{}' FROM n
                        """).run("""
                        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
                        INSERT INTO products (url, title, modesty_status, lifecycle_stage, assessment_status, assessed_at)
                        SELECT 'https://shop.example/known/' || i, 'Dress', 'not_modest', 'assessed_rejected', 'assessed',
                               ? || ' 12:00:00' FROM n
                        """, yesterday);
        try (TestService service = TestService.start(data, database, TestService.NOWHERE)) {
            TestClient owner = service.ownersClient();
            JsonNode pending = owner.getJson(UTC).get("pending");
            assertThat(pending.get("all").asLong()).isEqualTo(3000);
            assertThat(pending.get("kinds")).hasSize(40);
            assertThat(day(owner, LocalDate.parse(yesterday)).get("rejected").asLong())
                    .isEqualTo(2000);
        }
    }

    @Test
    void an_overview_that_is_known_is_not_sent_again_until_it_changes() throws Exception {
        try (TestService service = TestService.start(data)) {
            TestClient owner = service.ownersClient();
            String tag = owner.get(UTC).headers().firstValue("ETag").orElseThrow();
            assertThat(owner.with("If-None-Match", tag).get(UTC).statusCode()).isEqualTo(304);
            service.database().queue("https://shop.example/1", "{}");
            assertThat(owner.with("If-None-Match", tag).get(UTC).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_wrong_parameter_is_named() throws Exception {
        try (TestService service = TestService.start(data)) {
            TestClient owner = service.ownersClient();
            for (String parameter : List.of("days=0", "days=1000", "zone=Nowhere")) {
                HttpResponse<String> answer = owner.get("/api/owner/overview?" + parameter);
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
                assertThat(TestClient.json(answer.body()).at("/errors/0/field").asText())
                        .isEqualTo(parameter.split("=", 2)[0]);
            }
        }
    }

    private static JsonNode day(TestClient owner, LocalDate day) throws Exception {
        for (JsonNode one : owner.getJson(UTC + "&days=7").at("/verdicts/days")) {
            if (one.get("day").asText().equals(day.toString())) {
                return one;
            }
        }
        throw new AssertionError("the overview has no " + day);
    }
}
