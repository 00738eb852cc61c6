package dev.tandem.laptop.backups;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.laptop.BrokerTest;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.laptop.Verb;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.stream.adopt.Backup;
import dev.tandem.stream.file.SoleUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackupsTest extends BrokerTest {
    private static final String PRICE = "SELECT price FROM products WHERE url = 'https://a.example/1'";

    private Database laptop;

    @BeforeEach
    void adopt() {
        laptop = Database.tiny(folder.resolve("products.db"));
        Verb.run("adopt", laptop.toString());
    }

    @Test
    void an_old_copy_is_put_back_under_an_open_program_and_the_next_sync_brings_it_up_to_date() throws SQLException {
        try (Server server = Server.create(folder.resolve("server.db"), kafka());
                Connection program = laptop.connect()) {
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
            server.stop();
            server.verdict("https://a.example/2", Decision.MODEST, "2026-01-05T10:00:00");
            for (Path copy : Backup.list(laptop.path())) {
                Files.delete(copy);
            }
            verb(laptop, "sync", "--yes", "--json").json(0);
            server.start();
            laptop.run("UPDATE products SET price = 99 WHERE url = 'https://a.example/1'");
            verb(laptop, "sync", "--yes", "--json").json(0);
            laptop.run("UPDATE products SET price = 111 WHERE url = 'https://a.example/1'");

            JsonNode copies = verb(laptop, "backups", "list", "--json").json(0).path("backups");
            assertThat(copies.findValuesAsText("occasion")).containsExactly("sync");
            Path copy = Path.of(copies.get(0).path("path").asText());
            assertThat(copies.get(0).path("bytes").asLong()).isEqualTo(Files.size(copy));
            Verb asked = Verb.typing(
                    "n\n", args(laptop, "backups", "restore", copy.getFileName().toString()));
            assertThat(asked.err()).contains("lost for good then: 1 change.", "2 rows of products", "[y/N]");
            assertThat(laptop.one(PRICE)).isEqualTo("111");
            JsonNode restored = verb(laptop, "backups", "restore", copy.toString(), "--yes", "--json")
                    .json(0);

            assertThat(laptop.one(PRICE)).isEqualTo("49");
            assertThat(new Database(Path.of(restored.path("present").asText())).one(PRICE))
                    .isEqualTo("111");
            try (var statement = program.createStatement();
                    var rows = statement.executeQuery(PRICE)) {
                assertThat(rows.getString(1)).isEqualTo("49");
            }
            verb(laptop, "sync", "--yes", "--json");
            server.stop();
            assertThat(laptop.one(PRICE)).isEqualTo("99");
            assertThat(laptop.one("SELECT modesty_status FROM products WHERE url = 'https://a.example/2'"))
                    .isEqualTo("modest");
            assertThat(server.database().one(PRICE)).isEqualTo("99");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_row_gets_the_values_back_that_a_merge_changed_as_a_change_of_now() {
        try (Server server = Server.create(folder.resolve("server.db"), kafka())) {
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
            server.stop();
            server.script("UPDATE products SET price = 77, last_updated = '2026-01-06 10:00:00'"
                    + " WHERE url = 'https://a.example/1'");
            verb(laptop, "sync", "--yes", "--json").json(0);
            assertThat(laptop.one(PRICE)).isEqualTo("77");
            JsonNode versions = verb(laptop, "history", "https://a.example/1", "--json")
                    .json(0)
                    .path("versions");
            String id = versions.get(versions.size() - 1).path("id").asText();

            JsonNode restored = verb(
                            laptop,
                            "backups",
                            "restore",
                            "--url",
                            "https://a.example/1",
                            "--before",
                            id,
                            "--yes",
                            "--json")
                    .json(0);

            assertThat(restored.path("values").path("price").asInt()).isEqualTo(49);
            assertThat(laptop.one(PRICE)).isEqualTo("49");
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
            server.stop();
            assertThat(server.database().one(PRICE)).isEqualTo("49");
        }
    }

    @Test
    void what_cannot_be_put_back_is_said_and_a_damaged_database_is_set_aside() throws IOException {
        Path copy = Path.of(verb(laptop, "backups", "list", "--json")
                .json(0)
                .path("backups")
                .get(0)
                .path("path")
                .asText());
        assertThat(verb(laptop, "backups", "restore", "yesterday", "--yes", "--json")
                        .json(1)
                        .path("error")
                        .asText())
                .contains("no copy yesterday");
        assertThat(verb(laptop, "backups", "restore").exitCode()).isEqualTo(2);
        try (SoleUse watch = SoleUse.take(laptop.path(), "watch")) {
            assertThat(watch).isNotNull();
            assertThat(verb(laptop, "backups", "restore", copy.toString(), "--yes", "--json")
                            .json(1)
                            .path("error")
                            .asText())
                    .contains("is at work on");
        }

        Files.writeString(laptop.path(), "scribbled over ".repeat(500));
        JsonNode restored = verb(laptop, "backups", "restore", copy.toString(), "--yes", "--json")
                .json(0);

        assertThat(restored.path("damaged").asText()).contains("not an SQLite database");
        assertThat(restored.path("adopted").asBoolean())
                .as("the copy is from before adopting")
                .isFalse();
        assertThat(Path.of(restored.path("present").asText())).exists();
        assertThat(laptop.one(PRICE)).isEqualTo("49");
    }

    @Test
    void the_setting_says_how_many_are_kept() {
        assertThat(laptop.query("SELECT value FROM tandem_meta WHERE name = 'backups_kept'"))
                .isEmpty();
        try (Server server = Server.create(folder.resolve("server.db"), kafka())) {
            server.start();
            verb(laptop, "sync", "--yes", "--json", "--backups-keep", "2").json(0);
        }
        assertThat(laptop.one("SELECT value FROM tandem_meta WHERE name = 'backups_kept'"))
                .isEqualTo("2");
    }
}
