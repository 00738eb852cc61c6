package dev.tandem.catalog.fetch;

import static dev.tandem.catalog.fetch.Shop.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.cli.error.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feeds from a real server that answers well and badly. */
class FetchTest {
    private static final long MOST = 100_000;

    @TempDir
    Path folder;

    private final Shop shop = Shop.open();
    private final List<Duration> waited = new ArrayList<>();
    private final Manners manners = new Manners(waited::add, Duration.ofSeconds(30));

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void a_feed_comes_whole_and_with_its_version() throws IOException {
        shop.always(status(200, "[1]", "ETag", "\"v1\"", "Last-Modified", "Wed, 25 Nov 2026 10:00:00 GMT"));
        try (Fetched fetched = fetch("/feed.json").orElseThrow()) {
            assertThat(text(fetched)).isEqualTo("[1]");
            assertThat(fetched.validators()).isEqualTo(new Validators("\"v1\"", "Wed, 25 Nov 2026 10:00:00 GMT"));
        }
    }

    @Test
    void a_feed_that_has_not_changed_is_not_fetched_again() throws IOException {
        shop.always(exchange -> {
            boolean known = "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            Shop.send(exchange, known ? 304 : 200, "[2]");
        });
        assertThat(Fetched.fetch(shop.at("/feed.json"), new Validators("\"v1\"", null), MOST, bytes -> {}, manners))
                .isEmpty();
        try (Fetched fetched = Fetched.fetch(
                        shop.at("/feed.json"), new Validators("\"v0\"", null), MOST, bytes -> {}, manners)
                .orElseThrow()) {
            assertThat(text(fetched)).isEqualTo("[2]");
        }
    }

    @Test
    void a_compressed_feed_is_unpacked_and_its_size_counts_unpacked() throws IOException {
        shop.always(exchange -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(packed)) {
                out.write(exchange.getRequestURI().getPath().equals("/bomb") ? new byte[1_000_000] : new byte[] {'['});
            }
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, packed.size());
            exchange.getResponseBody().write(packed.toByteArray());
        });
        try (Fetched fetched = fetch("/feed.json").orElseThrow()) {
            assertThat(text(fetched)).isEqualTo("[");
        }
        assertThat(failure("/bomb").message()).contains("is larger than");
    }

    @Test
    void a_server_that_is_busy_is_asked_again_when_it_says_so() throws IOException {
        shop.next(status(429, "", "Retry-After", "7"), status(503, ""), status(500, "oops"));
        shop.always(status(200, "[3]"));
        try (Fetched fetched = fetch("/feed.json").orElseThrow()) {
            assertThat(text(fetched)).isEqualTo("[3]");
        }
        assertThat(waited).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void a_feed_that_is_cut_off_is_fetched_again_from_its_beginning() throws IOException {
        shop.next(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("[{\"url\":".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        });
        shop.always(status(200, "[4]"));
        try (Fetched fetched = fetch("/feed.json").orElseThrow()) {
            assertThat(text(fetched)).isEqualTo("[4]");
        }
        assertThat(shop.asked()).hasSize(2);
    }

    @Test
    void a_feed_that_stops_coming_is_given_up_and_fetched_again() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        shop.next(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("[{\"url\":".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        shop.always(status(200, "[6]"));
        Manners impatient = new Manners(time -> waited.add(time), Duration.ofMillis(200));
        try (Fetched fetched = Fetched.fetch(shop.at("/feed.json"), Validators.NONE, MOST, bytes -> {}, impatient)
                .orElseThrow()) {
            assertThat(text(fetched)).isEqualTo("[6]");
        } finally {
            end.countDown();
        }
        assertThat(waited).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "404~There is no feed at~1",
                "410~There is no feed at~1",
                "403~refuses the feed~1",
                "400~answered 400.~1",
                "429~asks for fewer requests (429), after 5 tries~5",
                "500~answered 500, after 5 tries~5",
                "204~answered 204.~1",
            })
    void a_status_that_is_no_feed_is_explained(int status, String explanation, int tries) {
        shop.always(status(status, ""));
        UserError error = failure("/feed.json?token=secret");
        assertThat(error.message()).contains(explanation).doesNotContain("secret");
        assertThat(error.hint()).isNotBlank();
        assertThat(shop.asked()).hasSize(tries);
    }

    @Test
    void a_server_that_asks_to_wait_for_long_is_not_waited_for() {
        shop.always(status(429, "", "Retry-After", "3600"));
        assertThat(failure("/feed.json").message()).contains("asks to wait for 3600 seconds");
        assertThat(waited).isEmpty();
    }

    @Test
    void redirects_are_followed() throws IOException {
        shop.next(status(302, "", "Location", "/b.json"), status(308, "", "Location", shop.at("/c.json")));
        shop.always(status(200, "[5]"));
        try (Fetched fetched = fetch("/a.json").orElseThrow()) {
            assertThat(text(fetched)).isEqualTo("[5]");
        }
        assertThat(shop.asked()).containsExactly("/a.json", "/b.json", "/c.json");
    }

    @Test
    void a_circle_of_redirects_is_explained() {
        shop.always(exchange -> {
            String next = exchange.getRequestURI().getPath().equals("/a") ? "/b" : "/a";
            exchange.getResponseHeaders().add("Location", next);
            Shop.send(exchange, 302, "");
        });
        assertThat(failure("/a").message()).contains("in a circle", "/a -> ", "/b -> ");
        assertThat(shop.asked()).containsExactly("/a", "/b");
    }

    @Test
    void redirects_without_end_are_explained() {
        shop.always(exchange -> {
            exchange.getResponseHeaders()
                    .add("Location", exchange.getRequestURI().getPath() + "x");
            Shop.send(exchange, 302, "");
        });
        assertThat(failure("/a").message()).contains("is redirected over and over");
    }

    @Test
    void redirects_to_elsewhere_than_the_web_are_not_followed() {
        shop.always(status(302, "", "Location", "file:///etc/passwd"));
        assertThat(failure("/a").message()).contains("redirected to where it is not followed: file:///etc/passwd");
    }

    @Test
    void a_feed_beyond_the_limit_is_not_kept() {
        shop.always(status(200, "x".repeat((int) MOST + 1)));
        assertThat(failure("/feed.json").message()).contains("is larger than");
        shop.always(exchange -> {
            exchange.sendResponseHeaders(200, 0); // Its length is not told beforehand.
            exchange.getResponseBody().write(new byte[(int) MOST + 1]);
        });
        assertThat(failure("/feed.json").hint()).contains("catalog.largest-feed");
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_explained() throws Exception {
        try (Shop https = Shop.selfSigned(folder)) {
            https.always(status(200, "[]"));
            UserError error = failureAt(https.at("/feed.json"));
            assertThat(error.message())
                    .contains(
                            "The certificate of 127.0.0.1 is not trusted: nobody whom this machine trusts has issued it.");
            assertThat(error.hint()).contains("trustStore");
            assertThat(https.asked()).isEmpty();
        }
    }

    @Test
    void a_server_that_is_not_there_is_explained() {
        String address = shop.at("/feed.json");
        shop.close();
        assertThat(failureAt(address).message()).contains("cannot be reached");
        assertThat(failureAt("https://no-such-host.invalid/feed.json").message())
                .isEqualTo("The host no-such-host.invalid was not found.");
    }

    @Test
    void a_name_and_password_go_to_their_host_and_into_no_message() {
        List<String> credentials = new ArrayList<>();
        shop.always(exchange -> {
            credentials.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            Shop.send(exchange, 403, "");
        });
        UserError error = failureAt(shop.at("/feed.json").replace("//", "//ada:secret@"));
        assertThat(credentials).containsExactly("Basic YWRhOnNlY3JldA==");
        assertThat(error.message() + error.hint()).doesNotContain("secret");
    }

    private Optional<Fetched> fetch(String path) throws IOException {
        return Fetched.fetch(shop.at(path), Validators.NONE, MOST, bytes -> {}, manners);
    }

    private UserError failure(String path) {
        return failureAt(shop.at(path));
    }

    private UserError failureAt(String address) {
        return catchThrowableOfType(
                UserError.class, () -> Fetched.fetch(address, Validators.NONE, MOST, bytes -> {}, manners));
    }

    private static String text(Fetched fetched) throws IOException {
        return new String(fetched.content().readAllBytes(), StandardCharsets.UTF_8);
    }
}
