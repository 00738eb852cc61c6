package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.node.Role;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that a script's REPLACE removes beside the one that it names; SQLite fires no trigger for them. */
class SweptRowsTest {
    private static final String URL = "https://shop.example/a";

    @TempDir
    Path folder;

    private TestNode laptop;

    @BeforeEach
    void adoptAFileWithOneProduct() {
        laptop = TestNode.create(folder.resolve("products.db"), Role.LAPTOP, new SettableClock("2025-11-20T10:00:00"));
        laptop.script(
                "INSERT INTO products (url, title, last_updated) VALUES (?, 'Dress', '2025-11-07 09:03:40')", URL);
        laptop.capture();
        laptop.sent();
    }

    @AfterEach
    void close() {
        laptop.close();
    }

    @Test
    void a_row_that_a_replace_swept_away_by_its_id_is_removed() {
        laptop.script(
                "INSERT OR REPLACE INTO products (id, url, title) SELECT id, 'https://shop.example/c', 'C' FROM products");
        laptop.capture();
        assertThat(laptop.sent())
                .extracting(e -> e.event().getClass().getSimpleName())
                .containsExactlyInAnyOrder("ProductRemoved", "ProductListed");
        laptop.script("UPDATE OR REPLACE products SET id = 77, url = ?", "https://shop.example/d");
        laptop.capture();
        assertThat(laptop.sent()).hasSize(2);
    }

    @Test
    void a_row_swept_away_by_a_unique_index_that_is_newer_than_the_triggers_is_removed() {
        laptop.script("UPDATE products SET product_code = 'A'");
        laptop.capture();
        laptop.sent();
        laptop.script("CREATE UNIQUE INDEX one_code ON products (product_code)");
        laptop.capture();
        laptop.script("INSERT OR REPLACE INTO products (url, product_code) VALUES ('https://shop.example/z', 'A')");
        Captured captured = laptop.capture();
        assertThat(captured.removals()).isEqualTo(1);
        assertThat(captured.listings()).isEqualTo(1);
    }

    @Test
    void rows_swept_away_by_a_unique_index_on_an_expression_or_a_part_are_removed() {
        laptop.script("INSERT INTO products (url, title, product_code) VALUES ('https://shop.example/b', 'Suit', 'B')");
        laptop.script("CREATE UNIQUE INDEX one_title ON products (lower(title))");
        laptop.script("CREATE UNIQUE INDEX one_code ON products (product_code) WHERE product_code > 'A'");
        laptop.capture();
        laptop.sent();
        laptop.script(
                "INSERT OR REPLACE INTO products (url, title) SELECT 'https://shop.example/c', upper(title)"
                        + " FROM products WHERE url = ?",
                URL);
        Captured captured = laptop.capture();
        assertThat(captured.removals()).isEqualTo(1);
        assertThat(captured.listings()).isEqualTo(1);
        laptop.script("UPDATE OR REPLACE products SET product_code = 'B' WHERE url = 'https://shop.example/c'");
        assertThat(laptop.capture().removals()).isEqualTo(1);
        assertThat(laptop.query("SELECT url FROM products")).containsExactly("https://shop.example/c");
    }
}
