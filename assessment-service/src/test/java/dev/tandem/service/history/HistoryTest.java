package dev.tandem.service.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.service.Tap;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestDatabase;
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

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryTest {
    private static final String URL = "https://shop.example/1";
    private static final String PATH = "/api/history?url=" + URL;

    private TestService service;
    private TestClient phone;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        TestDatabase database =
                TestDatabase.create(data.resolve("server/products.db")).queue(URL, "{\"title\": \"A dress\"}");
        service = TestService.start(data, database, TestService.NOWHERE);
        phone = service.pairedClient("Miriam");
        phone.post(
                "/api/assessments",
                Tap.on(URL, "modest", "2026-01-05T10:00:00Z").toString());
        service.pairedClient("Ada")
                .post(
                        "/api/assessments",
                        Tap.on(URL, "not_modest", "2026-01-05T11:00:00Z").toString());
        phone.post(
                "/api/assessments",
                Tap.on(URL, "modest", "2026-01-05T09:00:00Z").toString());
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void each_version_is_told_with_who_gave_it_and_why_it_won_or_lost() throws Exception {
        JsonNode answer = phone.getJson(PATH);
        assertThat(answer.path("title").asText()).isEqualTo("A dress");
        List<String> verdicts = new ArrayList<>();
        answer.path("versions").forEach(version -> {
            if (version.path("about").asText().equals("modesty verdict")) {
                verdicts.add(version.path("decision").asText() + " by "
                        + version.path("reviewer").asText() + ": "
                        + version.path("why").asText().replaceFirst(" until .*", ""));
            }
        });
        assertThat(verdicts)
                .containsExactly(
                        "modest by Miriam: the first one; stood",
                        "not_modest by Ada: newer than what stood; stands",
                        "modest by Miriam: lost: what stood is newer, of 2026-01-05T11:00:00.000000Z");
        assertThat(answer.path("versions").get(0).path("about").asText()).isEqualTo("modesty review");
        assertThat(answer.path("next").isNull()).isTrue();
    }

    @Test
    void pages_follow_each_other_without_a_gap() throws Exception {
        JsonNode all = phone.getJson(PATH).path("versions");
        List<JsonNode> paged = new ArrayList<>();
        String next = "";
        for (int pages = 0; pages < all.size(); pages++) {
            JsonNode page = phone.getJson(PATH + "&limit=1&cursor=" + next);
            page.path("versions").forEach(paged::add);
            next = page.path("next").asText();
            assertThat(page.path("next").isNull()).isEqualTo(pages == all.size() - 1);
        }
        assertThat(paged).hasSizeGreaterThan(3).containsExactlyElementsOf(all);
    }

    @Test
    void a_product_that_is_not_known_and_what_is_wrong_are_named() throws Exception {
        HttpResponse<String> unknown = phone.get("/api/history?url=https://shop.example/none");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("https://shop.example/none");
        for (String wrong : List.of("/api/history", PATH + "&limit=0", PATH + "&cursor=x")) {
            assertThat(phone.get(wrong).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void the_owner_may_read_it_and_a_laptop_not() throws Exception {
        assertThat(service.ownersClient().get(PATH).statusCode()).isEqualTo(200);
        assertThat(service.nodesClient().get(PATH).statusCode()).isEqualTo(403);
    }
}
