package dev.tandem.laptop.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.laptop.BrokerTest;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.laptop.Verb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both sides hold much of the same already, from the days when whole files were copied. */
class DifferenceTest extends BrokerTest {
    @Test
    void of_two_files_that_are_mostly_alike_only_the_difference_is_published() {
        Database servers = Database.tiny(folder.resolve("server.db"));
        Database laptop = Database.tiny(folder.resolve("laptop.db"));
        servers.run("UPDATE products SET modesty_status = 'modest' WHERE url = 'https://a.example/1'");
        laptop.run("UPDATE products SET modesty_status = 'modest' WHERE url = 'https://a.example/1'");
        laptop.run("UPDATE products SET price = 39, last_updated = '2025-11-03 10:00:00' WHERE price = '$59'");
        laptop.run("INSERT INTO products (url, title) VALUES ('https://a.example/4', 'Grey dress')");
        try (Server server = Server.create(servers.path(), kafka())) {
            server.send();

            JsonNode dry = adopt(laptop, "--dry-run").json(0);
            JsonNode wet = adopt(laptop).json(0);
            assertThat(dry.path("toPublish").asInt()).isEqualTo(2);
            assertThat(wet.path("toPublish").asInt()).isEqualTo(2);
            assertThat(verb(laptop, "status", "--json")
                            .json(3)
                            .path("outgoing")
                            .path("rows")
                            .asInt())
                    .isEqualTo(2);

            JsonNode undo = adopt(laptop, "--undo", "--dry-run").json(0);
            assertThat(undo.path("unsent").asInt()).isEqualTo(2);
            assertThat(undo.path("streamKnown").asBoolean()).isTrue();

            server.start();
            JsonNode synced = verb(laptop, "sync", "--yes", "--json").json(0);
            assertThat(synced.path("sent").asInt()).isEqualTo(2);
            assertThat(synced.path("applied").asInt()).isZero();
            for (String column : List.of("url", "title", "price", "modesty_status")) {
                String query = "SELECT quote(" + column + ") FROM products ORDER BY url";
                assertThat(servers.query(query)).isEqualTo(laptop.query(query));
            }
            assertThat(verb(laptop, "status", "--json").json(0).path("inSync").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void of_a_real_file_that_is_adopted_again_status_announces_what_sync_then_sends() {
        Database laptop = Database.real("products-2025-11-12.db", folder);
        adopt(laptop).json(0);
        try (Server server = Server.create(folder.resolve("server.db"), kafka())) {
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
            adopt(laptop, "--undo", "--yes").json(0);
            laptop.run("UPDATE products SET price = 1 WHERE id IN (SELECT id FROM products LIMIT 10)");
            adopt(laptop).json(0);

            long announced = verb(laptop, "status", "--json")
                    .json(3)
                    .path("outgoing")
                    .path("rows")
                    .asLong();

            assertThat(announced).isEqualTo(10);
            assertThat(verb(laptop, "sync", "--yes", "--json")
                            .json(0)
                            .path("sent")
                            .asLong())
                    .isEqualTo(announced);
        }
    }

    @Test
    void a_week_between_two_real_files_is_all_that_travels() {
        Database servers = Database.real("products-2025-11-05.db", folder);
        Database laptop = Database.real("products-2025-11-12.db", folder);
        long all = Verb.run("adopt", copied(laptop).toString(), "--json")
                .json(0)
                .path("toPublish")
                .asLong();
        try (Server server = Server.create(servers.path(), kafka())) {
            server.send();
            long difference = adopt(laptop).json(0).path("toPublish").asLong();
            // A week later nearly every listing has another last_updated; of the 1,362 verdicts none differs.
            assertThat(difference).isPositive().isLessThanOrEqualTo(all - 1362);
            server.start();
            assertThat(verb(laptop, "sync", "--yes", "--json")
                            .json(0)
                            .path("sent")
                            .asLong())
                    .isEqualTo(difference);
        }
    }

    private Database copied(Database original) {
        Path copy = folder.resolve("copied.db");
        original.run("VACUUM INTO '" + copy + "'");
        return new Database(copy);
    }

    private static Verb adopt(Database file, String... further) {
        List<String> args = new ArrayList<>(List.of("adopt", file.toString(), "--json"));
        args.addAll(List.of("--bootstrap-servers", kafka().bootstrapServers()));
        args.addAll(List.of(further));
        return Verb.run(args.toArray(String[]::new));
    }
}
