package dev.tandem.laptop.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Terminal;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Verb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdoptTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"products-2025-11-05.db, 1362, 0, 350, 4", "products-2025-11-12.db, 1362, 65, 509, 2"})
    void a_real_file_of_any_age_is_adopted(String name, int products, int queue, int catalog, int columns) {
        Database real = Database.real(name, folder);

        JsonNode answer = Verb.run("adopt", real.toString(), "--json").json(0);

        assertThat(answer.path("products").asInt()).isEqualTo(products);
        assertThat(answer.path("queue").asInt()).isEqualTo(queue);
        assertThat(answer.path("furtherTables").path("catalog_products").asInt())
                .isEqualTo(catalog);
        assertThat(answer.path("toPublish").asInt()).isGreaterThanOrEqualTo(2 * products + catalog);
        assertThat(answer.path("columnsAdded")).hasSize(columns);
        assertThat(answer.path("nodeId").asText())
                .isEqualTo(real.one("SELECT value FROM tandem_meta WHERE name = 'node_id'"));
        assertThat(answer.path("alreadyAdopted").asBoolean()).isFalse();
        assertThat(Path.of(answer.path("backup").asText())).exists();
    }

    @Test
    void a_second_adopt_changes_nothing() {
        Database tiny = Database.tiny(folder.resolve("products.db"));
        JsonNode first = Verb.run("adopt", tiny.toString(), "--json").json(0);
        String before = tiny.checksum();

        JsonNode second = Verb.run("adopt", tiny.toString(), "--json").json(0);

        assertThat(tiny.checksum()).isEqualTo(before);
        assertThat(second.path("alreadyAdopted").asBoolean()).isTrue();
        assertThat(second.path("nodeId")).isEqualTo(first.path("nodeId"));
        assertThat(second.path("toPublish")).isEqualTo(first.path("toPublish"));
        assertThat(second.path("columnsAdded")).isEmpty();
        assertThat(second.path("backup").isNull()).isTrue();
    }

    @Test
    void a_dry_run_tells_the_same_and_changes_nothing() throws IOException {
        Database tiny = Database.tiny(folder.resolve("products.db"));
        String before = tiny.checksum();

        JsonNode dry = Verb.run("adopt", tiny.toString(), "--dry-run", "--json").json(0);

        assertThat(tiny.checksum()).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(tiny.path());
        }
        JsonNode wet = Verb.run("adopt", tiny.toString(), "--json").json(0);
        for (String key : List.of("database", "products", "queue", "toPublish", "columnsAdded", "unreadable")) {
            assertThat(dry.path(key)).as(key).isEqualTo(wet.path(key));
        }
        assertThat(dry.path("nodeId").isNull()).isTrue();
        assertThat(dry.path("backup").isNull()).isTrue();
    }

    @Test
    void a_link_that_is_refused_leaves_the_file_adopted_and_both_are_said() throws IOException {
        Database tiny = Database.tiny(folder.resolve("products.db"));
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/pair/node", exchange -> {
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        service.start();
        String link = "http://127.0.0.1:" + service.getAddress().getPort() + "/pair/node#LAPSED";
        try {
            Verb refused = Verb.run("adopt", tiny.toString(), "--pair", link);

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err())
                    .contains(tiny + " is adopted, and is not paired. ", "answered 403", "nodes add NAME")
                    .contains("./tandem adopt " + tiny + " --pair 'LINK'");
        } finally {
            service.stop(0);
        }
        Verb away = Verb.run("adopt", tiny.toString(), "--pair", link);
        assertThat(away.exitCode()).isEqualTo(1);
        assertThat(away.err()).contains(tiny + " is adopted, and is not paired: could not reach the service at");
        assertThat(Verb.run("adopt", tiny.toString(), "--json")
                        .json(0)
                        .path("alreadyAdopted")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void after_pairing_only_another_service_that_is_set_is_worth_a_word() {
        String paired = "https://tandem.example";
        assertThat(toldOf(paired, paired))
                .contains("may compare with " + paired)
                .doesNotContain("service-url");
        assertThat(toldOf(paired, "https://other.example"))
                .contains("service-url is set to https://other.example, and that counts");
    }

    private String toldOf(String paired, String serviceUrl) {
        AdoptAnswer answer = new AdoptAnswer(
                "products.db",
                "node",
                0,
                0,
                Map.of(),
                0,
                List.of(),
                null,
                false,
                false,
                List.of(),
                0,
                paired,
                List.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal none = new Terminal(false, false, false, false);
        AdoptText.show(
                new Output(InputStream.nullInputStream(), out, new ByteArrayOutputStream(), none, false),
                answer,
                folder.resolve("products.db"),
                serviceUrl);
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"products-2025-11-05.db", "products-2025-11-12.db"})
    void undoing_leaves_the_schema_as_it_was_found(String name) {
        Database real = Database.real(name, folder);
        List<String> schema = real.schema();
        List<String> rows = real.query("SELECT * FROM products ORDER BY id");
        Verb.run("adopt", real.toString()).exitCode();

        JsonNode answer = Verb.run("adopt", real.toString(), "--undo", "--json").json(0);

        assertThat(real.schema()).isEqualTo(schema);
        assertThat(real.query("SELECT * FROM products ORDER BY id")).isEqualTo(rows);
        assertThat(Path.of(answer.path("backup").asText())).exists();
        assertThat(answer.path("columnsRemoved")).isNotEmpty();
        assertThat(Verb.run("adopt", real.toString(), "--undo").exitCode()).isEqualTo(1);
    }

    @Test
    void the_next_step_names_the_database() {
        Database tiny = Database.tiny(folder.resolve("my products.db"));

        Verb adopted = Verb.run("adopt", tiny.toString());

        assertThat(adopted.exitCode()).isZero();
        assertThat(adopted.out()).contains("Next: ./tandem sync --database '" + tiny + "'");
        assertThat(Verb.run("adopt", tiny.toString(), "--dry-run").out())
                .contains("would change nothing", "Next: ./tandem sync --database '" + tiny + "'");
    }

    @Test
    void a_link_and_a_cloud_folder_are_warned_of() throws IOException {
        Path dropbox = Files.createDirectories(folder.resolve("Dropbox/shop"));
        Database tiny = Database.tiny(dropbox.resolve("products.db"));
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), tiny.path());

        JsonNode answer = Verb.run("adopt", link.toString(), "--json").json(0);

        assertThat(answer.path("warnings")).hasSize(2);
        assertThat(answer.path("warnings").get(0).asText()).contains("is a link to");
        assertThat(answer.path("warnings").get(1).asText()).contains("cloud-synced folder");
    }

    @Test
    void a_time_that_is_none_is_reported_with_its_row() {
        Database tiny = Database.tiny(folder.resolve("products.db"));
        tiny.run("UPDATE products SET last_updated = 'yesterday' WHERE title = 'Red dress'");

        JsonNode answer = Verb.run("adopt", tiny.toString(), "--json").json(0);

        assertThat(answer.path("unreadable")).hasSize(1);
        assertThat(answer.path("unreadable").get(0).asText()).contains("https://a.example/2", "yesterday");
    }

    @Test
    void a_file_that_is_not_sqlite_is_refused_as_it_is() throws IOException {
        Path text = Files.writeString(folder.resolve("products.db"), "url,title\nhttps://a.example/1,Blue dress\n");

        refused(text, "not an SQLite database");
    }

    @Test
    void a_file_without_products_is_refused_as_it_is() {
        Database other = new Database(folder.resolve("other.db"));
        other.run("CREATE TABLE notes (text TEXT)");

        refused(other.path(), "no table 'products'");
    }

    @Test
    void a_locked_file_is_refused_as_it_is() throws Exception {
        Database tiny = Database.tiny(folder.resolve("products.db"));
        try (var connection = tiny.connect();
                var statement = connection.createStatement()) {
            statement.executeUpdate("BEGIN IMMEDIATE");

            refused(tiny.path(), "another program has locked it");
        }
    }

    @Test
    void a_file_that_may_only_be_read_is_refused_as_it_is() {
        Database tiny = Database.tiny(folder.resolve("products.db"));
        assumeTrue(tiny.path().toFile().setWritable(false));
        assumeTrue(!Files.isWritable(tiny.path()), "the superuser may write everything");

        refused(tiny.path(), "may only be read");
    }

    @Test
    void a_missing_file_and_a_folder_are_refused() {
        Verb missing = Verb.run("adopt", folder.resolve("none.db").toString(), "--json");
        assertThat(missing.json(1).path("error").asText()).contains("There is no file");
        assertThat(folder.resolve("none.db")).doesNotExist();

        Verb aFolder = Verb.run("adopt", folder.toString(), "--json");
        assertThat(aFolder.json(1).path("error").asText()).contains("is a folder");
    }

    private void refused(Path file, String why) {
        String before = Database.checksum(file);

        JsonNode answer = Verb.run("adopt", file.toString(), "--json").json(1);

        assertThat(answer.path("error").asText()).contains(why, file.toString());
        assertThat(answer.path("hint").asText()).isNotBlank();
        assertThat(Database.checksum(file)).isEqualTo(before);
        assertThat(folder.resolve("tandem-backups")).doesNotExist();
    }
}
