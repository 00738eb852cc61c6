package dev.tandem.service.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.service.TestClient;
import dev.tandem.service.TestDatabase;
import dev.tandem.service.TestService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a phone fetches before a reviewer sees the first product, without its pictures, as it goes over the wire. */
class FirstViewTest {
    private static final long MOST = 100 * 1024;
    private static final int WAITING = 60;
    private static final String FIRST_QUEUE_PAGE = "/api/queue?limit=50&claim=5";
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:.* from )?\"([^\"]+)\";");

    @Test
    void the_page_its_scripts_and_the_first_reviews_are_less_than_a_hundred_kilobytes(@TempDir Path data)
            throws Exception {
        TestDatabase database = TestDatabase.create(data.resolve("server/products.db"));
        queue(database);
        try (TestService service = TestService.start(data, database, TestService.NOWHERE)) {
            TestClient phone = service.pairedClient("Miriam").with("Accept-Encoding", "gzip");
            Map<String, Integer> fetched = fetchAll(phone);
            assertThat(fetched)
                    .containsKeys(
                            "/review", "/review/review.js", "/review/review.css", "/open/api.js", FIRST_QUEUE_PAGE);
            assertThat(fetched.get(FIRST_QUEUE_PAGE)).isGreaterThan(5_000);
            assertThat(fetched.values().stream().mapToLong(Integer::longValue).sum())
                    .as("bytes of %s", fetched)
                    .isLessThan(MOST);
        }
    }

    /** Long urls with parts that do not compress, as shops have them. */
    private static void queue(TestDatabase database) throws SQLException {
        Random random = new Random(42);
        for (int i = 0; i < WAITING; i++) {
            StringBuilder images = new StringBuilder();
            for (int image = 0; image < 6; image++) {
                images.append(image == 0 ? "" : ", ")
                        .append("\"https://images.shop.example/v/n/z/%016x_v%d.jpg?width=1200&sha=%016x\""
                                .formatted(random.nextLong(), image, random.nextLong()));
            }
            String url = "https://www.shop.example/dress-%016x/dp/%08x/?d=Womens&page=%d&sectionURL=%016x"
                    .formatted(random.nextLong(), random.nextInt(), i, random.nextLong());
            database.queue(url, """
                    {"title": "Linen Wrap Dress %x in Sand", "brand": "Faithfull", "price": "$%d", "original_price": "%d",
                     "clothing_type": "dress", "image_urls": [%s]}
                    """.formatted(random.nextInt(), 100 + i, 150 + i, images));
        }
    }

    /** The page, what it names, what that names in turn, the words of a language, and the reviews; each with its bytes. */
    private static Map<String, Integer> fetchAll(TestClient phone) throws IOException, InterruptedException {
        Map<String, Integer> fetched = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>();
        open.add("/review");
        open.add("/open/words/de.js");
        open.add(FIRST_QUEUE_PAGE);
        while (!open.isEmpty()) {
            String path = open.remove();
            if (fetched.containsKey(path)) {
                continue;
            }
            HttpResponse<byte[]> answer = phone.send(phone.request(path).GET().build(), BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            fetched.put(path, answer.body().length);
            Pattern names = path.endsWith(".js") ? IMPORT : path.equals("/review") ? LINK : null;
            if (names != null) {
                Matcher named = names.matcher(text(answer));
                while (named.find()) {
                    open.add(URI.create(path).resolve(named.group(1)).getPath());
                }
            }
        }
        return fetched;
    }

    private static String text(HttpResponse<byte[]> answer) throws IOException {
        if (answer.headers().firstValue("Content-Encoding").isEmpty()) {
            return new String(answer.body(), StandardCharsets.UTF_8);
        }
        try (GZIPInputStream whole = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            return new String(whole.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
