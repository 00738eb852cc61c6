package dev.tandem.laptop.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.BrokerTest;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.laptop.Verb;
import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.stream.kafka.Clients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifyTest extends BrokerTest {
    private static final String FIRST = "https://a.example/1";

    private Database laptop;
    private Server server;
    private Door door;

    @BeforeEach
    void bringInStep() throws IOException {
        laptop = Database.tiny(folder.resolve("laptop.db"));
        assertThat(Verb.run("adopt", laptop.toString(), "--bootstrap-servers", kafka().bootstrapServers())
                        .exitCode())
                .isZero();
        server = Server.create(folder.resolve("server.db"), kafka());
        door = Door.of(server);
        server.start();
        assertThat(sync().exitCode()).isZero();
        server.verdict(FIRST, Decision.MODEST, "2025-11-20T10:00:00");
        assertThat(sync().exitCode()).isZero();
    }

    @AfterEach
    void close() {
        door.close();
        server.close();
    }

    @Test
    void what_is_in_step_is_identical() {
        JsonNode answer = verify().json(0);
        assertThat(answer.get("identical").asBoolean()).isTrue();
        assertThat(answer.get("compared").asLong()).isEqualTo(4);
        assertThat(answer.get("digest")).isEqualTo(answer.get("serverDigest"));
        assertThat(answer.get("different")).isEmpty();
    }

    @Test
    void what_is_merely_unsent_or_unread_is_no_damage() {
        laptop.run("UPDATE products SET price = 50 WHERE url = 'https://a.example/2'");
        server.verdict("https://a.example/3", Decision.NOT_MODEST, "2025-11-21T10:00:00");
        JsonNode answer = verify().json(3);
        assertThat(answer.get("identical").asBoolean()).isFalse();
        assertThat(answer.get("differences").asLong()).isZero();
        assertThat(answer.get("waiting").asLong()).isGreaterThanOrEqualTo(2);
        assertThat(answer.get("unsent").asLong()).isEqualTo(1);
        assertThat(answer.get("unread").asLong()).isPositive();
        assertThat(answer.get("different")).allMatch(one -> one.get("waiting").asBoolean());
        assertThat(Verb.run(args("verify", door.url())).out())
                .contains(
                        "Not in step yet: of 4 rows and verdicts",
                        "nothing else differs",
                        "1 event waits here to be sent")
                .doesNotContain("differ,");

        assertThat(sync().exitCode()).isZero();
        assertThat(verify().json(0).get("identical").asBoolean()).isTrue();
    }

    @Test
    void a_record_whose_headers_have_no_value_waits_like_any_other() throws Exception {
        try (KafkaProducer<String, byte[]> producer = Clients.producer(kafka())) {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(kafka().name(Topic.PRODUCTS), "key", "{}".getBytes(StandardCharsets.UTF_8));
            record.headers().add("ce_id", null).add("ce_source", null);
            producer.send(record).get();
        }
        JsonNode answer = verify().json(0);
        assertThat(answer.get("identical").asBoolean()).isTrue();
        assertThat(answer.get("unread").asLong()).isEqualTo(1);
    }

    @Test
    void of_what_is_under_way_and_of_what_comes_back_status_and_verify_say_the_same() {
        server.stop();
        laptop.run("UPDATE products SET price = 50 WHERE url = 'https://a.example/2'");
        verb(laptop, "sync", "--yes", "--laptop-answer-within", "1ms");

        JsonNode unanswered = verb(laptop, "status", "--json").json(3);
        assertThat(unanswered.path("outgoing").path("underWay").asBoolean()).isTrue();
        assertThat(unanswered.path("advice").asText()).contains("has not answered yet");
        assertThat(verify().json(3).path("underWay").asBoolean()).isTrue();
        assertThat(Verb.run(args("verify", door.url())).out())
                .contains("The server has not answered yet")
                .doesNotContain("Next:");

        server.runOnce();

        assertThat(verb(laptop, "status", "--json").json(0).path("inSync").asBoolean())
                .isTrue();
        Verb identical = Verb.run(args("verify", door.url()));
        assertThat(identical.exitCode()).isZero();
        assertThat(identical.out())
                .contains("Identical:", "1 event waits to be read that went out from here; there is no hurry")
                .doesNotContain("Next:");
    }

    @Test
    void a_change_that_no_trigger_told_of_is_found_and_sent() {
        laptop.run("INSERT INTO tandem_merging VALUES (1); UPDATE products SET title = 'changed' WHERE url = '" + FIRST
                + "'; DELETE FROM tandem_merging");
        JsonNode answer = verify().json(3);
        assertThat(answer.get("unnoticed").asInt()).isEqualTo(1);
        assertThat(answer.get("differences").asLong()).isZero();
        assertThat(sync().exitCode()).isZero();
        assertThat(server.database().one("SELECT title FROM products WHERE url = ?", FIRST))
                .isEqualTo("changed");
        assertThat(verify().json(0).get("identical").asBoolean()).isTrue();
    }

    @Test
    void rows_that_differ_are_listed_and_mended_by_the_usual_rule() {
        // One version with two contents: the register is told that what stands here is what was carried.
        corrupt("UPDATE products SET title = 'other' WHERE url = 'https://a.example/2'");
        // Newer here, and lost on the way.
        laptop.run("UPDATE products SET price = 51 WHERE url = '" + FIRST + "'");
        assertThat(verify().exitCode()).isEqualTo(3);
        laptop.run("DELETE FROM tandem_outbox");
        // Only on the server.
        server.script("INSERT INTO products (url, title) VALUES ('https://a.example/9', 'nine')");
        laptop.run("UPDATE tandem_offset SET next = next + 1 WHERE topic = 'tandem.products'");

        JsonNode found = verify().json(3);
        assertThat(found.get("differences").asLong()).isEqualTo(3);
        assertThat(found.get("different").findValuesAsText("what"))
                .containsExactlyInAnyOrder("content", "version", "only_there");
        assertThat(found.get("different").findValuesAsText("newer"))
                .containsExactlyInAnyOrder("neither", "here", "there");

        JsonNode repaired = verify("--repair").json(0);
        assertThat(repaired.get("identical").asBoolean()).isTrue();
        assertThat(repaired.get("repaired").asLong()).isEqualTo(3);
        assertThat(Path.of(repaired.get("backup").asText())).exists();
        assertThat(laptop.one("SELECT title FROM products WHERE url = 'https://a.example/2'"))
                .isEqualTo("Red dress");
        assertThat(laptop.one("SELECT title FROM products WHERE url = 'https://a.example/9'"))
                .isEqualTo("nine");
        assertThat(server.database().one("SELECT price FROM products WHERE url = ?", FIRST))
                .isEqualTo("51");
        assertThat(verify().json(0).get("identical").asBoolean()).isTrue();
    }

    @Test
    void verdicts_that_one_side_lacks_are_mended() {
        server.verdict("https://a.example/3", Decision.MODEST, "2025-11-21T10:00:00");
        laptop.run("UPDATE tandem_offset SET next = next + 2 WHERE topic <> 'tandem.assessment-queue'");
        server.database()
                .run("DELETE FROM tandem_verdict WHERE product_url = '" + FIRST + "';"
                        + "UPDATE tandem_bucket SET digest = 0, rows = 0 WHERE table_name = 'tandem_verdict'");
        server.recount();
        assertThat(verify().json(3).get("differences").asLong()).isGreaterThanOrEqualTo(2);
        assertThat(verify("--repair").json(0).get("identical").asBoolean()).isTrue();
        assertThat(laptop.query("SELECT modesty_status FROM products ORDER BY url"))
                .isEqualTo(server.database().query("SELECT modesty_status FROM products ORDER BY url"));
        assertThat(server.database().one("SELECT count(*) FROM tandem_verdict")).isEqualTo("2");
    }

    @Test
    void damaged_sums_are_found_and_mended() {
        laptop.run("UPDATE tandem_bucket SET digest = digest + 1 WHERE table_name = 'products'");
        JsonNode answer = verify().json(3);
        assertThat(answer.get("identical").asBoolean()).isTrue();
        assertThat(answer.get("damaged").asInt()).isPositive();
        assertThat(verify("--repair").exitCode()).isZero();
        assertThat(verify().json(0).get("damaged").asInt()).isZero();
    }

    @Test
    void topics_made_anew_are_no_end_once_everything_was_compared() {
        server.stop();
        laptop.run("UPDATE products SET price = 52 WHERE url = '" + FIRST + "'");
        deleteTopics();
        server.mendGap();
        server.start();
        assertThat(sync().exitCode()).isEqualTo(1);
        JsonNode answer = verify().json(3);
        assertThat(answer.get("gap").asText()).contains("tandem");
        JsonNode repaired = verify("--repair").json(0);
        assertThat(repaired.get("identical").asBoolean()).isTrue();
        assertThat(server.database().one("SELECT price FROM products WHERE url = ?", FIRST))
                .isEqualTo("52");
        assertThat(sync().exitCode()).isZero();
    }

    @Test
    void offline_it_compares_with_the_servers_last_word() throws IOException {
        assertThat(verify().exitCode()).isZero();
        String url = door.url();
        door.close();
        JsonNode answer = Verb.run(args("verify", url, "--json")).json(0);
        assertThat(answer.get("online").asBoolean()).isFalse();
        assertThat(answer.get("asOf").asText()).isNotEmpty();
        assertThat(Verb.run(args("verify", url)).out())
                .contains("The service at " + url + " (from the flag --service-url) cannot be reached");
        assertThat(VerifyVerb.named(Settings.of(Map.of(), Map.of(), List.of(), List.of())))
                .isEqualTo("http://localhost:8080 (the default of service-url)");
        laptop.run("UPDATE products SET price = 53 WHERE url = '" + FIRST + "'");
        assertThat(Verb.run(args("verify", url, "--json"))
                        .json(3)
                        .get("identical")
                        .asBoolean())
                .isFalse();
        door = Door.of(server);
    }

    @Test
    void a_laptop_whose_file_was_put_back_ends_alike() throws IOException {
        Path aside = folder.resolve("aside.db");
        Files.copy(laptop.path(), aside);
        laptop.run("UPDATE products SET price = 54 WHERE url = '" + FIRST + "'");
        assertThat(sync().exitCode()).isZero();
        Files.copy(aside, laptop.path(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(verify("--repair").exitCode()).isIn(0, 3);
        assertThat(sync().exitCode()).isZero();
        assertThat(verify().json(0).get("identical").asBoolean()).isTrue();
        assertThat(laptop.one("SELECT price FROM products WHERE url = ?", FIRST))
                .isEqualTo("54");
    }

    @Test
    void a_new_laptop_has_all_that_the_server_has() {
        Database fresh = new Database(folder.resolve("new/products.db"));
        assertThat(verb(fresh, "sync", "--yes").exitCode()).isZero();
        Database before = laptop;
        laptop = fresh;
        Verb verify = verify();
        laptop = before;
        assertThat(verify.json(0).get("compared").asLong()).isEqualTo(4);
    }

    /** Content that Tandem takes for what was carried: as a bug or a flipped bit would leave it. */
    private void corrupt(String statement) {
        laptop.run("INSERT INTO tandem_merging VALUES (1); " + statement + "; DELETE FROM tandem_merging");
        new Corruption(laptop).seal();
    }

    private Verb sync() {
        return verb(laptop, "sync", "--yes");
    }

    private Verb verify(String... further) {
        String[] args = args("verify", door.url(), "--json");
        String[] all = new String[args.length + further.length];
        System.arraycopy(args, 0, all, 0, args.length);
        System.arraycopy(further, 0, all, args.length, further.length);
        return Verb.run(all);
    }

    private String[] args(String verb, String url, String... further) {
        String[] args = args(laptop, verb, further);
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--service-url")) {
                args[i + 1] = url;
            }
        }
        return args;
    }
}
