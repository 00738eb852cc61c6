package dev.tandem.catalog.fetch;

import static dev.tandem.catalog.fetch.Shop.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shop's list, which comes in pages. */
class ShopPagesTest {
    private static final String NO_MORE = "{\"products\":[]}";

    private final Shop shop = Shop.open();
    private final List<String> pages = new ArrayList<>(List.of(page(1), page(2), page(3)));

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void a_shop_is_fetched_in_pages_until_one_is_empty() throws IOException {
        shop.always(exchange -> Shop.send(exchange, 200, asked(exchange)));
        assertThat(fetched(Validators.NONE)).isEqualTo(page(1) + page(2) + page(3) + NO_MORE);
        assertThat(shop.asked()).hasSize(4).contains("/collections/all/products.json?limit=250&page=4");
        assertThat(version(Validators.NONE).areNone()).as("the shop tells none").isTrue();
    }

    @Test
    void pages_of_which_none_has_changed_are_not_fetched_again() throws IOException {
        shop.always(this::answerWithVersions);
        Validators version = version(Validators.NONE);
        int before = shop.asked().size();
        assertThat(fetch(version)).isEmpty();
        assertThat(shop.asked()).as("each page was asked for").hasSize(before + 4);
    }

    @Test
    void a_shop_of_which_any_page_has_changed_is_fetched_whole() throws IOException {
        shop.always(this::answerWithVersions);
        for (int changed = 1; changed <= 3; changed++) {
            Validators version = version(Validators.NONE);
            pages.set(changed - 1, page(10 * changed));
            assertThat(fetched(version)).as("page " + changed).isEqualTo(String.join("", pages) + NO_MORE);
        }
        Validators version = version(Validators.NONE);
        pages.add(page(4));
        assertThat(fetched(version)).as("a further page").isEqualTo(String.join("", pages) + NO_MORE);
        version = version(Validators.NONE);
        pages.remove(3);
        pages.remove(2);
        assertThat(fetched(version)).as("fewer pages").isEqualTo(page(10) + page(20) + NO_MORE);
    }

    @Test
    void a_version_that_says_nothing_of_pages_is_no_reason_not_to_fetch_them() throws IOException {
        shop.always(this::answerWithVersions);
        assertThat(fetched(new Validators("\"v1\"", null))).startsWith(page(1));
        assertThat(fetched(new Validators("[[null,null]]", null))).startsWith(page(1));
        assertThat(fetched(new Validators("{", "Wed, 25 Nov 2026 10:00:00 GMT")))
                .startsWith(page(1));
    }

    @Test
    void a_shop_that_does_not_count_its_pages_is_explained() {
        shop.always(status(200, page(1)));
        UserError error = catchThrowableOfType(UserError.class, () -> fetch(Validators.NONE));
        assertThat(error.message()).contains("gives the same page whatever number is asked for");
        assertThat(shop.asked()).hasSize(2);
    }

    private static String page(int product) {
        return "{\"products\": [{\"id\": " + product + "}]}";
    }

    private String asked(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        int number = Integer.parseInt(query.substring(query.indexOf("page=") + 5));
        return number <= pages.size() ? pages.get(number - 1) : NO_MORE;
    }

    private void answerWithVersions(HttpExchange exchange) throws IOException {
        String body = asked(exchange);
        String version = "\"" + body.hashCode() + "\"";
        if (version.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            Shop.send(exchange, 304, "");
        } else {
            status(200, body, "ETag", version).to(exchange);
        }
    }

    private Optional<Fetched> fetch(Validators known) throws IOException {
        return Fetched.fetch(shop.at("/collections/all/products.json"), known, 100_000, bytes -> {});
    }

    private String fetched(Validators known) throws IOException {
        try (Fetched fetched = fetch(known).orElseThrow()) {
            return new String(fetched.content().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Validators version(Validators known) throws IOException {
        try (Fetched fetched = fetch(known).orElseThrow()) {
            return fetched.validators();
        }
    }
}
