package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadFeedTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "``~is empty",
                "` \n `~is empty",
                "[]~lists no products",
                "\"text\"~is neither JSON nor CSV",
                "hello~is neither JSON nor CSV",
                "<!DOCTYPE html><title>Not found</title>~is neither JSON nor CSV",
                "url,title~lists no products",
                "url,title,url~names the field 'url' twice",
                "{\"url\": \"https://shop.example/1\", \"tit~ends too early at line 1, column 39",
                "{~ends too early at line 1, column 2",
                "`{\n`~ends too early at line 1, column 2",
                "`{\"a\": 1}\n{\"b\": `~ends too early at line 2, column 7",
                "`{\"a\": 1}\n{\"b\": 2}\n{\"c\": 3}x`~is not JSON at line 3, column",
                "`{\n  \"items\": [\n    {\"url\": \"https://shop.example/1\", \"title\": \"a\"}\n  ]\n}\n`~(4 of 5 lines are no JSON)",
                "`{\n  \"items\": [\n    {\"url\": \"https://shop.example/1\", `~ends too early at line 3",
                "`{\"a\": 1]}\n`~is not JSON at line 1, column 8: a ] stands where a } should",
                "[{\"url\": \"https://shop.example/1\", \"title\": \"a\"}, {\"url\": \"https:~ends too early",
                "[{\"url\": \"https://shop.example/1\", \"title\": \"a\"}~ends too early",
                "[{\"url\": \"https://shop.example/1\" \"title\"}]~is not JSON at line 1, column 35: \" stands where a comma should",
                "[{\"url\": \"https://shop.example/1\", \"price\": NaN}]~NaN is no value in JSON; where there is none, write null",
                "[{\"url\": \"https://shop.example/1\", \"price\": -Infinity}]~Infinity is no value in JSON",
                "[{\"url\": \"https://shop.example/1\", \"price\": None}]~None is no value in JSON; a text stands in double quotes",
                "[{\"url\": \"https://shop.example/1\", \"price\": 007}]~a number begins with 0",
                "`[{\"url\": \"https://shop.example/1\", \"title\": \"a\nb\"}]`~a line break or another control character stands within a text",
                "[{'url': 'https://shop.example/1'}]~' stands where the name of a field in double quotes should",
                "[{\"url\": \"https://shop.example/1\",}]~} stands where the name of a field in double quotes should",
                "[{\"url\": \"\\x\"}]~\\x means nothing in a JSON text",
                "[1, /* two */ 2]~/ begins a comment, which JSON has not got",
                "{\"error\": \"too many requests\", \"code\": 429}~lists no products: all it holds is an object with error, code",
                "{}~lists no products: all it holds is an object without fields",
                "[[], 404]~none of its 2 elements has a url or a title; one is []",
                "`{\"a\": \n{\"b\": 2}\n{\"c\": 3}\n`~none of its 3 elements has a url or a title; one is an object with b.",
                "{\"products\": [{\"id\": 1}]}~lists no products: all it holds is an object with id",
                "[{\"url\": \"https://shop.example/1\", \"title\": \"a\"}] []~goes on behind the end"
            })
    void a_feed_that_is_none_is_explained_and_changes_nothing(String text, String explanation) {
        TestCatalog.Ran ran = run(TestCatalog.write(folder, "feed.json", text));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.json().get("error").asText()).startsWith("The feed ").contains(explanation);
        assertThat(ran.json().get("hint").asText()).isNotBlank();
        assertThat(ran.out()).doesNotContain("Source:", "Feature", "CTRL-CHAR", "expecting");
        assertThat(folder.resolve("products.db")).doesNotExist();
    }

    @Test
    void a_feed_that_is_not_there_is_explained() {
        TestCatalog.Ran ran = run(folder.resolve("absent.json"));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.json().get("error").asText())
                .contains("There is no feed")
                .contains("absent.json");
        assertThat(run(folder).json().get("error").asText()).contains("is a folder");
    }

    @Test
    void a_feed_in_another_encoding_is_explained() throws Exception {
        Path feed = folder.resolve("feed.json");
        Files.write(feed, new byte[] {'[', '{', '"', 'u', '"', ':', '"', (byte) 0xe9, '"', '}', ']'});
        TestCatalog.Ran ran = run(feed);
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.json().get("error").asText()).contains("is not in UTF-8");
    }

    @Test
    void a_table_in_another_encoding_is_explained_wherever_that_shows() throws Exception {
        String rows = "https://shop.example/%d,Hat\n".repeat(2000);
        Path feed = folder.resolve("feed.csv");
        Files.writeString(feed, "url,title\n" + rows + "https://shop.example/1,Café\n", StandardCharsets.ISO_8859_1);
        TestCatalog.Ran ran = run(feed);
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.json().get("error").asText()).contains("is not in UTF-8, near item ");
        Files.writeString(feed, "[{\"url\": \"https://shop.example/1\"}]", StandardCharsets.UTF_16);
        assertThat(run(feed).json().get("error").asText()).contains("is not in UTF-8");
    }

    @Test
    void an_unusable_database_is_explained() {
        TestCatalog catalog = new TestCatalog(
                TestCatalog.write(folder, "products.db", "no database".repeat(100)), TestCatalog.NO_BROKER);
        TestCatalog.Ran ran = catalog.run(TestCatalog.feed(folder, 0, 1));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.json().get("error").asText()).contains("is not an SQLite database");
    }

    @Test
    void wrong_usage_is_told_from_failure() {
        TestCatalog catalog = new TestCatalog(folder.resolve("products.db"), TestCatalog.NO_BROKER);
        assertThat(catalog.verb("--json").exitCode()).isEqualTo(2);
        assertThat(catalog.verb("--feed", "x.json", "--nonsense").exitCode()).isEqualTo(2);
        assertThat(catalog.verb("--feed", TestCatalog.feed(folder, 0, 1).toString(), "--retailer", " ")
                        .exitCode())
                .isEqualTo(2);
        assertThat(catalog.database).doesNotExist();
    }

    private TestCatalog.Ran run(Path feed) {
        return new TestCatalog(folder.resolve("products.db"), TestCatalog.NO_BROKER).run(feed);
    }
}
