package dev.tandem.service.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductsTest {
    private static final String URL = "https://shop.example/dress?color=red&size=1";

    private TestService service;
    private TestClient phone;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        service = TestService.start(data);
        phone = service.pairedClient("Miriam");
        service.database()
                .run(
                        "INSERT INTO products (url, title, price, modesty_status) VALUES (?, 'A dress', '$695', 'modest')",
                        URL)
                .queue(URL, "{}")
                .queue("https://shop.example/queued", "{}");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void a_product_is_told_with_all_its_columns_and_reviews() throws Exception {
        JsonNode product = phone.getJson(path(URL));
        assertThat(product.get("title").asText()).isEqualTo("A dress");
        assertThat(product.get("price").asText()).isEqualTo("$695");
        assertThat(product.get("modestyStatus").asText()).isEqualTo("modest");
        assertThat(product.at("/reviews/0/status").asText()).isEqualTo("pending");
        assertThat(product.has("id")).isFalse();
    }

    @Test
    void a_product_that_is_only_queued_is_known_too() throws Exception {
        assertThat(phone.getJson(path("https://shop.example/queued")).get("reviews"))
                .hasSize(1);
    }

    @Test
    void an_unknown_product_is_not_found() throws Exception {
        HttpResponse<String> answer = phone.get(path("https://shop.example/nothing"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("No product has the address https://shop.example/nothing.");
    }

    @Test
    void a_missing_address_is_named() throws Exception {
        HttpResponse<String> answer = phone.get("/api/products");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestClient.json(answer.body()).at("/errors/0/field").asText())
                .isEqualTo("url");
    }

    private static String path(String url) {
        return "/api/products?url=" + URLEncoder.encode(url, StandardCharsets.UTF_8);
    }
}
