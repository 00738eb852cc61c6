package dev.tandem.service.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.service.Tap;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No product is shown to two reviewers at once, and nobody starves. */
class TwoPhonesTest {
    private static final String SHOP = "https://shop.example/";

    private TestService service;
    private TestClient phone;
    private TestClient other;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        service = TestService.start(data);
        phone = service.pairedClient("Miriam");
        other = service.pairedClient("Ruth");
        for (int i = 0; i < 9; i++) {
            service.database().queue(SHOP + i, "modesty", "normal", "2025-11-07 09:00:0" + i, "{}");
        }
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void two_phones_are_handed_different_reviews_and_each_the_same_again() throws Exception {
        assertThat(urls(phone, "limit=2")).containsExactly("0", "1");
        assertThat(urls(other, "limit=2")).containsExactly("2", "3");
        assertThat(urls(phone, "limit=2")).containsExactly("0", "1");
    }

    @Test
    void what_is_read_ahead_is_held_from_nobody() throws Exception {
        JsonNode page = phone.getJson("/api/queue?limit=9&claim=1");
        assertThat(page.get("items")).hasSize(9);
        assertThat(page.at("/items/0/claimed").asBoolean()).isTrue();
        assertThat(page.at("/items/1/claimed").asBoolean()).isFalse();
        assertThat(page.get("claimSeconds").asInt()).isEqualTo(120);
        assertThat(urls(other, "limit=9")).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
    }

    @Test
    void a_mere_look_holds_nothing_and_lets_nothing_go() throws Exception {
        urls(phone, "limit=2");
        assertThat(urls(phone, "limit=9&claim=0")).hasSize(9);
        assertThat(urls(other, "limit=1")).containsExactly("2");
    }

    @Test
    void another_filter_lets_go_of_what_the_first_one_held() throws Exception {
        urls(phone, "limit=9");
        assertThat(urls(other, "limit=1")).isEmpty();
        urls(phone, "retailer=another");
        assertThat(urls(other, "limit=1")).containsExactly("0");
    }

    @Test
    void a_page_that_is_put_away_frees_what_it_held() throws Exception {
        urls(phone, "limit=9");
        assertThat(phone.delete("/api/queue/claims").statusCode()).isEqualTo(204);
        assertThat(urls(other, "limit=1")).containsExactly("0");
    }

    @Test
    void an_undone_verdict_comes_back_to_the_one_who_undid_it() throws Exception {
        urls(phone, "limit=1");
        Tap tap = Tap.on(SHOP + 0, "modest", "2026-01-05T08:00:00Z");
        phone.post("/api/assessments", tap.toString());
        assertThat(urls(phone, "limit=1")).containsExactly("1");
        phone.delete("/api/assessments/" + tap.id());
        assertThat(urls(other, "limit=1")).containsExactly("2");
        assertThat(urls(phone, "limit=1")).containsExactly("0");
    }

    @Test
    void everyones_done_and_ones_own_are_counted() throws Exception {
        phone.post("/api/assessments", Tap.on(SHOP + 0, "modest", "").toString());
        phone.post(
                "/api/assessments",
                Tap.on(SHOP + 1, "modest", "2026-01-05T08:00:00Z").toString());
        other.post("/api/assessments", Tap.on(SHOP + 2, "modest", "").toString());
        JsonNode stats = phone.getJson("/api/stats");
        assertThat(stats.get("reviewed").asInt()).isEqualTo(3);
        assertThat(stats.get("reviewedToday").asInt()).isEqualTo(2);
        assertThat(stats.get("doneInAll").asInt()).isEqualTo(2);
        assertThat(stats.get("doneToday").asInt()).isEqualTo(1);
        assertThat(stats.at("/pendingByPriority/normal").asInt()).isEqualTo(6);
        assertThat(phone.getJson("/api/stats?from=2026-01-01T00:00:00Z")
                        .get("doneToday")
                        .asInt())
                .isEqualTo(2);
        assertThat(phone.getJson("/api/stats?retailer=nobody").get("matching").asInt())
                .isZero();
    }

    @Test
    void phones_that_ask_at_the_same_moment_are_handed_different_reviews() throws Exception {
        List<Callable<List<String>>> asking = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            TestClient one = service.pairedClient("reviewer " + i);
            asking.add(() -> urls(one, "limit=1"));
        }
        ExecutorService phones = Executors.newFixedThreadPool(8);
        Set<String> handed = new HashSet<>();
        for (Future<List<String>> each : phones.invokeAll(asking)) {
            handed.addAll(each.get());
        }
        phones.shutdown();
        assertThat(handed).hasSize(8);
    }

    private static List<String> urls(TestClient client, String query) throws Exception {
        List<String> urls = new ArrayList<>();
        client.getJson("/api/queue?" + query)
                .get("items")
                .forEach(item -> urls.add(item.get("productUrl").asText().substring(SHOP.length())));
        return urls;
    }
}
