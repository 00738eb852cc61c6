package dev.tandem.service.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.service.Shop;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestDatabase;
import dev.tandem.service.TestService;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import okhttp3.mockwebserver.MockResponse;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures reach the phone through the service, and nothing else does. */
class PicturesTest {
    private static final String PRODUCT = "https://shop.example/dress?a=b&c=ä";

    private Shop shop;
    private TestService service;
    private TestClient phone;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        shop = Shop.open();
        TestDatabase database = TestDatabase.create(data.resolve("server/products.db"));
        service = TestService.start(data, database, TestService.NOWHERE, shop.outside());
        phone = service.pairedClient("Miriam");
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
        shop.close();
    }

    @Test
    void a_listed_picture_is_fetched_once_and_kept_whatever_the_shop_says_about_keeping() throws Exception {
        shop.answers(Shop.PIXEL);
        String path = listed(shop.url("/1.png"));
        for (int i = 0; i < 2; i++) {
            HttpResponse<byte[]> picture = phone.send(phone.request(path).build(), BodyHandlers.ofByteArray());
            assertThat(picture.statusCode()).isEqualTo(200);
            assertThat(picture.body()).isEqualTo(Shop.PIXEL);
            assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
            assertThat(picture.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
            assertThat(picture.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
        assertThat(shop.requests()).isEqualTo(1);
    }

    @Test
    void an_address_without_encryption_is_fetched_with_it() throws Exception {
        shop.answers(Shop.PIXEL);
        assertThat(phone.get(listed(shop.url("/1.png").replace("https:", "http:")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_picture_of_the_suspected_match_is_shown_too() throws Exception {
        shop.answers(Shop.PIXEL);
        service.database()
                .queue(PRODUCT, "duplication", "normal", "2025-11-07 09:00:00", "{}")
                .run(
                        "UPDATE assessment_queue SET suspected_match_data = ?",
                        "{\"title\": \"other\", \"images\": [\"" + shop.url("/2.png") + "\"]}");
        String path = phone.getJson("/api/queue").at("/items/0/matchPictures/0").asText();
        assertThat(phone.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void a_picture_that_no_product_lists_is_not_fetched() throws Exception {
        listed(shop.url("/1.png"));
        String asked = "/api/images?product=" + encoded(PRODUCT) + "&url=" + encoded(shop.url("/secret.png"));
        assertProblem(phone.get(asked), 404);
        assertProblem(phone.get("/api/images?product=none&url=" + encoded(shop.url("/1.png"))), 404);
        assertThat(shop.requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/x.png",
                "https://[::1]/x.png",
                "https://localhost/x.png",
                "https://2130706433/x.png",
                "https://0x7f.0.0.1/x.png",
                "https://192.168.1.1/x.png",
                "https://169.254.169.254/latest/meta-data",
                "https://[fd00::1]/x.png",
                "https://user@127.0.0.1/x.png",
                "https://1.1.1.1:8443/x.png"
            })
    void the_service_in_use_fetches_from_the_public_internet_alone(String address, @TempDir Path other)
            throws Exception {
        try (TestService real = TestService.start(other)) {
            real.database().queue(PRODUCT, images(address));
            HttpResponse<String> answer = real.pairedClient("Miriam")
                    .get("/api/images?product=" + encoded(PRODUCT) + "&url=" + encoded(address));
            assertProblem(answer, 404);
            assertThat(answer.body()).contains("public internet");
        }
    }

    @Test
    void a_redirect_is_followed_to_another_picture_but_to_no_other_scheme() throws Exception {
        shop.answers(redirect(shop.url("/moved.png"))).answers(Shop.PIXEL);
        assertThat(phone.get(listed(shop.url("/1.png"))).statusCode()).isEqualTo(200);
        shop.answers(redirect("http://localhost/plain.png"));
        assertProblem(phone.get(listed(shop.url("/2.png"))), 404);
        shop.answers(redirect("https://192.168.1.1/inside.png"));
        assertProblem(phone.get(listed(shop.url("/3.png"))), 404);
    }

    @Test
    void a_ring_of_redirects_ends() throws Exception {
        for (int i = 0; i < 4; i++) {
            shop.answers(redirect(shop.url("/ring.png")));
        }
        assertProblem(phone.get(listed(shop.url("/ring.png"))), 404);
    }

    @Test
    void what_is_no_picture_is_not_handed_on_whatever_it_is_called() throws Exception {
        for (String body : List.of("<svg xmlns='http://www.w3.org/2000/svg'/>", "<script>alert(1)</script>", "")) {
            shop.answers(body.getBytes(StandardCharsets.UTF_8));
            assertProblem(phone.get(listed(shop.url("/" + UUID.randomUUID()))), 404);
        }
    }

    @Test
    void a_picture_beyond_measure_is_not_handed_on() throws Exception {
        Buffer large = new Buffer().write(Shop.PIXEL).write(new byte[8 * 1024 * 1024]);
        shop.answers(new MockResponse().setHeader("Content-Type", "image/png").setChunkedBody(large, 1 << 20));
        HttpResponse<String> answer = phone.get(listed(shop.url("/large.png")));
        assertProblem(answer, 404);
        assertThat(answer.body()).contains("larger than 8 MB");
    }

    @Test
    void a_picture_that_is_gone_is_asked_for_again_another_time() throws Exception {
        shop.answers(new MockResponse().setResponseCode(503)).answers(Shop.PIXEL);
        String path = listed(shop.url("/1.png"));
        assertProblem(phone.get(path), 404);
        assertThat(phone.get(path).statusCode()).isEqualTo(200);
    }

    private String listed(String image) throws Exception {
        service.database().run("DELETE FROM assessment_queue");
        service.database().queue(PRODUCT, images(image));
        JsonNode item = phone.getJson("/api/queue").at("/items/0");
        return item.at("/pictures/0").asText();
    }

    private static String images(String image) {
        return "{\"images\": [\"" + image + "\"]}";
    }

    private static MockResponse redirect(String to) {
        return new MockResponse().setResponseCode(302).setHeader("Location", to);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
}
