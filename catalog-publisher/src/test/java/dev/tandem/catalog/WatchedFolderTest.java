package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code catalog watch} does with the files of a folder. */
class WatchedFolderTest {
    @TempDir
    Path folder;

    private TestCatalog catalog = new TestCatalog(Path.of("."), TestCatalog.NO_BROKER);
    private Path drop = Path.of(".");

    @BeforeEach
    void setUp() throws IOException {
        catalog = new TestCatalog(folder.resolve("products.db"), TestCatalog.NO_BROKER);
        drop = Files.createDirectory(folder.resolve("feeds"));
    }

    @Test
    void a_feed_becomes_a_run_and_is_moved_to_done() {
        TestCatalog.feed(drop, 0, 10);
        TestCatalog.Ran ran = once("--retailer", "revolve", "--category", "dresses");
        assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.json().get("done").asInt()).isEqualTo(1);
        JsonNode told = ran.json().get("feeds").get(0);
        assertThat(told.get("event").asText()).isEqualTo("done");
        assertThat(told.get("run").get("new").asInt()).isEqualTo(10);
        assertThat(files()).containsExactly("done/feed-0-10.json");
        assertThat(catalog.one("SELECT DISTINCT retailer || '/' || category FROM assessment_queue"))
                .isEqualTo("revolve/dresses");
    }

    @Test
    void where_a_feed_lies_says_whose_it_is() throws IOException {
        TestCatalog.feed(Files.createDirectories(drop.resolve("revolve/dresses")), 0, 3);
        Path mango = Files.createDirectories(drop.resolve("mango/new now"));
        TestCatalog.write(mango, "feed.csv", "url,title\nhttps://m.example/1,Hat\nhttps://m.example/2,Cap");
        TestCatalog.feed(drop, 20, 1);
        TestCatalog.Ran ran = once();
        assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.json().get("done").asInt()).isEqualTo(2);
        assertThat(ran.json().get("feeds").get(0).get("error").asText()).contains("move it into RETAILER/CATEGORY/");
        assertThat(files())
                .containsExactly("feed-20-1.json", "mango/new now/done/feed.csv", "revolve/dresses/done/feed-0-3.json");
        assertThat(catalog.query("SELECT retailer, category, count(*) FROM assessment_queue GROUP BY 1, 2"))
                .containsExactly("mango|new now|2", "revolve|dresses|3");
        assertThat(once().json().get("done").asInt()).isZero();
    }

    @Test
    void a_bad_feed_is_moved_to_rejected_with_the_reasons_beside_it() throws IOException {
        TestCatalog.write(drop, "cut.json", "[{\"url\": \"https://shop.example/1\", \"tit");
        TestCatalog.feed(drop, 0, 2);
        TestCatalog.Ran ran = once("--retailer", "revolve", "--category", "dresses");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.json().get("rejected").asInt()).isEqualTo(1);
        assertThat(files()).containsExactly("done/feed-0-2.json", "rejected/cut.json", "rejected/cut.json.reasons.txt");
        assertThat(drop.resolve("rejected/cut.json.reasons.txt"))
                .content()
                .contains("cut.json ends too early")
                .contains("Fetch it again");
        assertThat(catalog.count("products")).isEqualTo(2);
    }

    @Test
    void what_was_no_product_in_a_feed_that_is_done_stands_beside_it() {
        TestCatalog.write(drop, "feed.jsonl", """
                {"url": "https://shop.example/1", "title": "One"}
                {"url": "javascript:alert(1)", "title": "Two"}
                """);
        assertThat(once("--retailer", "revolve", "--category", "dresses").exitCode())
                .isZero();
        assertThat(drop.resolve("done/feed.jsonl.reasons.txt"))
                .content()
                .contains("item 2 (line 2): its url is no http or https address: javascript:alert(1)");

        TestCatalog.write(drop, "feed.jsonl", "{\"url\": \"https://shop.example/2\"}");
        assertThat(once("--retailer", "revolve", "--category", "dresses", "--strict")
                        .exitCode())
                .isEqualTo(3);
        assertThat(drop.resolve("rejected/feed.jsonl.reasons.txt"))
                .content()
                .contains("item 1 (line 1): it has no title");
    }

    @Test
    void a_feed_in_another_retailers_place_is_rejected() throws IOException {
        TestCatalog.feed(Files.createDirectories(drop.resolve("revolve/dresses")), 0, 5);
        once();
        TestCatalog.feed(Files.createDirectories(drop.resolve("mango/dresses")), 5, 5);
        assertThat(once().exitCode()).isEqualTo(3);
        assertThat(drop.resolve("mango/dresses/rejected/feed-5-5.json.reasons.txt"))
                .content()
                .contains("is not mango's: 5 of 5 addresses are on shop.example, where revolve is known");
    }

    @Test
    void names_of_files_under_way_are_left_alone() {
        for (String name : List.of("a.json.part", "b.json.tmp", ".c.json", "d.json~", "E.PART")) {
            TestCatalog.write(drop, name, "[");
        }
        TestCatalog.Ran ran = once("--retailer", "revolve", "--category", "dresses");
        assertThat(ran.json().get("feeds")).isEmpty();
        assertThat(files()).containsExactly(".c.json", "E.PART", "a.json.part", "b.json.tmp", "d.json~");
    }

    @Test
    void a_file_of_the_same_name_that_is_there_already_is_kept() throws IOException {
        for (int round = 0; round < 3; round++) {
            TestCatalog.write(
                    drop, "feed.json", "[{\"url\": \"https://shop.example/" + round + "\", \"title\": \"Hat\"}]");
            once("--retailer", "revolve", "--category", "dresses");
        }
        assertThat(files()).containsExactly("done/feed-2.json", "done/feed-3.json", "done/feed.json");
        assertThat(Files.readString(drop.resolve("done/feed.json"))).contains("/0");
        assertThat(Files.readString(drop.resolve("done/feed-3.json"))).contains("/2");
    }

    @Test
    void a_feed_whose_run_stands_and_that_was_not_moved_changes_nothing_when_it_is_run_again() throws IOException {
        TestCatalog.feed(drop, 0, 5);
        Path inTheWay = Files.createSymbolicLink(drop.resolve("done"), folder.resolve("nowhere"));
        TestCatalog.Ran stuck = once("--retailer", "revolve", "--category", "dresses");
        assertThat(stuck.exitCode()).isEqualTo(1);
        assertThat(stuck.json().get("failed").asInt()).isEqualTo(1);
        assertThat(drop.resolve("feed-0-5.json")).exists();
        List<String> before = catalog.contents();
        assertThat(before).hasSize(10);

        Files.delete(inTheWay);
        TestCatalog.Ran again = once("--retailer", "revolve", "--category", "dresses");
        assertThat(again.exitCode()).isZero();
        assertThat(again.json().get("feeds").get(0).get("run").get("existing").asInt())
                .isEqualTo(5);
        assertThat(catalog.contents()).isEqualTo(before);
        assertThat(files()).containsExactly("done/feed-0-5.json");
    }

    @Test
    void trouble_that_is_no_fault_of_the_feed_leaves_it_where_it_is() {
        catalog.script("CREATE TABLE products (url TEXT UNIQUE)");
        TestCatalog.feed(drop, 0, 1);
        TestCatalog.Ran ran = once("--retailer", "revolve", "--category", "dresses");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.json().get("feeds").get(0).get("hint").asText()).contains("tandem adopt");
        assertThat(files()).containsExactly("feed-0-1.json");
    }

    @Test
    void one_process_at_a_time_takes_the_feeds_of_a_folder() throws Exception {
        try (FileChannel other = FileChannel.open(
                        drop.resolve(".tandem-watch.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = other.lock()) {
            assertThat(lock.isValid()).isTrue();
            TestCatalog.feed(drop, 0, 1);
            TestCatalog.Ran ran = once("--retailer", "revolve", "--category", "dresses");
            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.json().get("error").asText()).startsWith("Another catalog watch takes the feeds");
            assertThat(files()).containsExactly("feed-0-1.json");
        }
    }

    @Test
    void wrong_usage_is_explained() {
        assertThat(once("--retailer", "revolve").exitCode()).isEqualTo(2);
        TestCatalog.Ran ran = catalog.plain("watch", folder.resolve("absent").toString(), "--once", "--json");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.json().get("error").asText()).startsWith("There is no folder");
    }

    private TestCatalog.Ran once(String... more) {
        List<String> args = new ArrayList<>(List.of("watch", drop.toString(), "--once", "--json"));
        args.addAll(List.of("--catalog-settled-after", "0s", "--database", catalog.database.toString()));
        args.addAll(List.of("--bootstrap-servers", TestCatalog.NO_BROKER));
        args.addAll(Arrays.asList(more));
        return catalog.plain(args.toArray(String[]::new));
    }

    private List<String> files() {
        try (Stream<Path> all = Files.walk(drop)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> drop.relativize(file).toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
