package dev.tandem.stream;

import static dev.tandem.stream.Events.URL;
import static dev.tandem.stream.Events.micros;
import static dev.tandem.stream.Events.sentBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.RowEvent.ProductListed;
import dev.tandem.schema.row.Columns;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.history.Seen;
import dev.tandem.stream.history.SeenVersion;
import dev.tandem.stream.node.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the history says that a merge has changed. */
class PriorImageTest {
    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2025-11-25T10:00:00");

    @Test
    void a_text_that_the_column_turns_into_the_number_that_it_holds_is_no_change() {
        try (TestNode laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock)) {
            laptop.script(
                    "INSERT INTO products (url, title, price, last_updated) VALUES (?, 'Dress', 87, '2025-11-20')",
                    URL);
            laptop.merge(List.of(priced("87", "Gown", "2025-11-21")));
            assertThat(laptop.one("SELECT typeof(price) FROM products")).isEqualTo("integer");
            assertThat(lastBefore(laptop)).isEqualTo(Map.of("title", "Dress"));
            laptop.merge(List.of(priced("$87", "Gown", "2025-11-22")));
            assertThat(lastBefore(laptop)).isEqualTo(Map.of("price", 87L));
        }
    }

    private static Envelope priced(String price, String title, String at) {
        return sentBy(
                "server",
                new ProductListed(
                        URL, micros(at), false, Columns.of(Map.of("title", title, "price", price)), List.of()));
    }

    private static Map<String, Object> lastBefore(TestNode node) {
        List<SeenVersion> seen = node.file.read("read", sql -> Seen.of(sql, URL, Long::toString));
        return seen.get(seen.size() - 1).before();
    }
}
