package dev.tandem.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.settings.SettingsFile;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.OperationalEvent.DeadLetterSettled;
import dev.tandem.schema.version.EventIds;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import dev.tandem.system.Tandem.Answer;
import dev.tandem.system.Tandem.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does where Kafka asks who comes in: pairs, renews, redrives. */
@Timeout(600)
class SecureOperatorTest {
    @TempDir
    Path folder;

    @Test
    void a_letter_is_redriven_under_the_seal_that_it_had_before_its_login_was_renewed() throws Exception {
        Laptop laptop = Laptop.adopted(folder, 3);
        try (Running up =
                Tandem.start(folder, "up", "--secure", "--port", "0", "--broker-port", "0", "--data", "data")) {
            assertThat(up.ready().path("ready").asBoolean()).isTrue();
            Answer ada = add("ada", "laptop");
            use(ada);
            pair(laptop, ada.json().path("url").asText());
            assertThat(run(server(), "SELECT value FROM tandem_meta WHERE name GLOB 'signer.*'"))
                    .as("the node is its login's before it has sent anything")
                    .containsExactly("ada");
            assertThat(sync(laptop).exitCode()).isZero();

            run(
                    server(),
                    "CREATE TRIGGER no BEFORE INSERT ON products WHEN NEW.title = 'Bad'"
                            + " BEGIN SELECT RAISE(ABORT, 'not this one'); END");
            run(laptop.file(), "INSERT INTO products (url, title) VALUES ('https://shop.example/bad', 'Bad')");
            assertThat(sync(laptop).exitCode()).isZero();

            Answer renewed = add("ada", "laptop", "--renew");
            Answer refused = sync(laptop);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.json().path("error").asText()).contains("the password of ada is wrong");
            use(renewed);
            run(laptop.file(), "UPDATE products SET title = 'Good' WHERE url <> 'https://shop.example/bad'");
            assertThat(sync(laptop).exitCode()).isZero();

            use(add("op", "operator"));
            assertThat(letters())
                    .singleElement()
                    .satisfies(
                            letter -> assertThat(letter.path("cause").asText()).contains("not this one"));
            settleAs(renewed, letters().get(0).path("id").asText());
            assertThat(letters()).as("a laptop's note settles nothing").hasSize(1);
            Answer early = Tandem.run(folder, "dead-letters", "redrive", "--all");
            assertThat(early.json().at("/redriven/0/state").asText())
                    .as(early.said())
                    .isEqualTo("failed");
            run(server(), "DROP TRIGGER no");
            Answer landed = Tandem.run(folder, "dead-letters", "redrive", "--all");
            assertThat(landed.exitCode()).as(landed.said() + landed.json()).isZero();
            assertThat(landed.json().at("/redriven/0/state").asText()).isEqualTo("landed");
            assertThat(letters()).isEmpty();
            assertThat(run(server(), "SELECT title FROM products WHERE url = 'https://shop.example/bad'"))
                    .containsExactly("Bad");
        }
    }

    /** What a laptop could write with its own login. */
    private static void settleAs(Answer added, String letter) throws Exception {
        Map<String, String> client = new HashMap<>();
        Map<String, String> file =
                SettingsFile.read(Path.of(added.json().path("settings").asText()));
        file.forEach((key, value) -> {
            if (key.startsWith("kafka.")) {
                client.put(key.substring("kafka.".length()), value);
            }
        });
        KafkaSettings usual = KafkaSettings.of(file.getOrDefault("bootstrap-servers", ""), "tandem");
        KafkaSettings ada = new KafkaSettings(
                usual.bootstrapServers(),
                usual.prefix(),
                usual.partitions(),
                usual.replication(),
                usual.uncompacted(),
                client);
        Envelope forged = new Envelope(
                EventIds.random().next(), "ada", 0, new DeadLetterSettled(letter, DeadLetterSettled.DISCARDED, 0));
        try (KafkaProducer<String, byte[]> producer = Clients.producer(ada)) {
            producer.send(Records.ofTool("tandem.dead-letters", letter, forged)).get();
        }
    }

    private List<JsonNode> letters() throws Exception {
        List<JsonNode> letters = new ArrayList<>();
        Tandem.run(folder, "dead-letters", "list").json().path("deadLetters").forEach(letters::add);
        return letters;
    }

    private Path server() {
        return folder.resolve("data/server/products.db");
    }

    private Answer add(String name, String role, String... further) throws Exception {
        List<String> args = new ArrayList<>(List.of("nodes", "add", name, "--role", role, "--data", "data"));
        args.addAll(List.of(further));
        Answer added = Tandem.run(folder, args.toArray(String[]::new));
        assertThat(added.exitCode()).as(added.said()).isZero();
        return added;
    }

    private void use(Answer added) throws Exception {
        Files.createDirectories(folder.resolve("tandem"));
        Files.copy(
                Path.of(added.json().path("settings").asText()),
                folder.resolve("tandem/tandem.properties"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    private void pair(Laptop laptop, String link) throws Exception {
        Answer paired = Tandem.run(folder, "adopt", laptop.file().toString(), "--pair", link);
        assertThat(paired.exitCode()).as(paired.said()).isZero();
    }

    private Answer sync(Laptop laptop) throws Exception {
        return Tandem.run(folder, "sync", "--yes", "--database", laptop.file().toString());
    }

    /** As another program does; the first column of each row, if there are rows. */
    private static List<String> run(Path file, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=10000");
                var prepared = connection.createStatement()) {
            List<String> first = new ArrayList<>();
            if (prepared.execute(statement)) {
                try (var rows = prepared.getResultSet()) {
                    while (rows.next()) {
                        first.add(rows.getString(1));
                    }
                }
            }
            return first;
        }
    }
}
