package dev.tandem.service.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueueTest {
    private TestService service;
    private TestClient phone;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        service = TestService.start(data);
        phone = service.pairedClient("Miriam");
        service.database()
                .queue("https://shop.example/evening", "modesty", "normal", "2025-11-07 23:00:00", "{}")
                .queue("https://shop.example/morning", "modesty", "normal", "2025-11-07T08:00:00.123456", "{}")
                .queue("https://shop.example/later", "modesty", "normal", "2025-11-08 09:00:00", "no json at all")
                .queue("https://shop.example/low", "modesty", "low", "2025-11-01 09:00:00", "[]")
                .queue("https://shop.example/high", "modesty", "high", "2025-11-09 09:00:00", """
                    {"title": "<script>alert(1)</script>", "price": "$695", "original_price": 129.5, "brand": "B",
                     "clothing_type": "dress", "image_urls": ["https://img.example/1.jpg", "https://img.example/2.jpg"]}
                    """)
                .queue("https://shop.example/high", "duplication", "high", "2025-11-09 10:00:00", "{}")
                .run("""
                    INSERT INTO assessment_queue
                        (product_url, retailer, review_type, status, product_data, review_decision, reviewed_at)
                    VALUES ('https://shop.example/done', 'other shop', 'modesty', 'reviewed', '{}', 'modest',
                        strftime('%Y-%m-%dT%H:%M:%f', 'now'))
                    """)
                .run("""
                    UPDATE assessment_queue SET suspected_match_data = '{"title": "The other"}', category = 'tops'
                    WHERE review_type = 'duplication'
                    """);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void high_priority_comes_first_then_the_oldest_whatever_the_format_of_its_time() throws Exception {
        assertThat(urls(phone.getJson("/api/queue")))
                .containsExactly("high", "high", "morning", "evening", "later", "low");
    }

    @Test
    void pages_follow_each_other_without_gap_or_overlap() throws Exception {
        List<String> seen = new ArrayList<>();
        String path = "/api/queue?limit=2";
        for (JsonNode next = null; next == null || !next.isNull(); ) {
            JsonNode page = phone.getJson(next == null ? path : path + "&cursor=" + next.asText());
            assertThat(page.get("items").size()).isLessThanOrEqualTo(2);
            seen.addAll(urls(page));
            next = page.get("next");
        }
        assertThat(seen).containsExactlyElementsOf(urls(phone.getJson("/api/queue")));
    }

    @Test
    void what_a_scraper_wrote_is_carried_as_it_is() throws Exception {
        JsonNode item =
                phone.getJson("/api/queue?reviewType=modesty&priority=high").at("/items/0");
        assertThat(item.get("title").asText()).isEqualTo("<script>alert(1)</script>");
        assertThat(item.get("price").asText()).isEqualTo("$695");
        assertThat(item.get("originalPrice").asText()).isEqualTo("129.5");
        assertThat(item.get("clothingType").asText()).isEqualTo("dress");
        assertThat(item.get("images")).hasSize(2);
        assertThat(item.get("addedAt").asText()).isEqualTo("2025-11-09 09:00:00");
    }

    @Test
    void junk_in_a_row_leaves_its_fields_empty_and_the_queue_whole() throws Exception {
        JsonNode items = phone.getJson("/api/queue?priority=normal").get("items");
        assertThat(items).hasSize(3);
        assertThat(items.at("/2/title").isNull()).isTrue();
        assertThat(items.at("/2/images")).isEmpty();
    }

    @Test
    void a_suspected_duplicate_comes_with_its_match() throws Exception {
        JsonNode item = phone.getJson("/api/queue?reviewType=duplication").at("/items/0");
        assertThat(item.at("/suspectedMatch/title").asText()).isEqualTo("The other");
    }

    @Test
    void filters_narrow_the_queue_and_are_counted() throws Exception {
        JsonNode page = phone.getJson("/api/queue?retailer=shop&category=dresses&priority=normal");
        assertThat(page.get("items")).hasSize(3);
        assertThat(page.at("/stats/matching").asInt()).isEqualTo(3);
        assertThat(page.at("/stats/pending").asInt()).isEqualTo(6);
        assertThat(phone.getJson("/api/queue?retailer=nobody").get("items")).isEmpty();
    }

    @Test
    void stats_count_what_waits_and_what_was_done_today() throws Exception {
        JsonNode stats = phone.getJson("/api/stats");
        assertThat(stats.get("pending").asInt()).isEqualTo(6);
        assertThat(stats.get("pendingHigh").asInt()).isEqualTo(2);
        assertThat(stats.get("reviewed").asInt()).isEqualTo(1);
        assertThat(stats.get("reviewedToday").asInt()).isEqualTo(1);
        assertThat(stats.at("/pendingByRetailer/shop").asInt()).isEqualTo(6);
        assertThat(stats.at("/pendingByReviewType/duplication").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "cursor=zzz", "cursor=%20", "reviewType=taste"})
    void a_wrong_parameter_is_named(String parameter) throws Exception {
        HttpResponse<String> answer = phone.get("/api/queue?" + parameter);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestClient.json(answer.body()).at("/errors/0/field").asText())
                .isEqualTo(parameter.split("=", 2)[0]);
    }

    private static List<String> urls(JsonNode page) {
        List<String> urls = new ArrayList<>();
        page.get("items")
                .forEach(item -> urls.add(item.get("productUrl").asText().replace("https://shop.example/", "")));
        return urls;
    }
}
