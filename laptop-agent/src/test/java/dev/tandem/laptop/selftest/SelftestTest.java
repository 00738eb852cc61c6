package dev.tandem.laptop.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.cli.output.Json;
import dev.tandem.laptop.BrokerTest;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.laptop.Verb;
import dev.tandem.schema.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The self test against the real engine behind a service that only takes taps. */
class SelftestTest extends BrokerTest {
    /** Each table that knows of products; the sums of digests only where something counts. */
    private static final List<String> ALL_THAT_IS_KNOWN = List.of(
            "SELECT url FROM products ORDER BY 1",
            "SELECT product_url || status FROM assessment_queue ORDER BY 1",
            "SELECT key || digest FROM tandem_row ORDER BY 1",
            "SELECT product_url FROM tandem_verdict ORDER BY 1",
            "SELECT event FROM tandem_history ORDER BY 1",
            "SELECT id FROM tandem_conflict",
            "SELECT id FROM tandem_tap",
            "SELECT event FROM tandem_outbox",
            "SELECT key_1 FROM tandem_change",
            "SELECT bucket || '/' || digest || '/' || rows FROM tandem_bucket WHERE rows > 0 ORDER BY 1",
            "SELECT value FROM tandem_meta WHERE name = 'selftest'");

    private Database laptop;
    private Server server;
    private HttpServer service;
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        laptop = Database.tiny(folder.resolve("products.db"));
        Verb.run("adopt", laptop.toString());
        server = Server.create(folder.resolve("server.db"), kafka());
        server.start();
        assertThat(verb(laptop, "sync", "--yes").exitCode()).isZero();
        service = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        service.createContext("/api/assessments", this::tap);
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
        server.close();
    }

    @Test
    void a_test_passes_and_leaves_no_trace_on_either_side_nor_on_another_laptop() {
        String here = known(laptop);
        String there = known(server.database());

        JsonNode answer = selftest("--token-file", file("secret")).json(0);

        assertThat(answer.path("passed").asBoolean()).isTrue();
        assertThat(answer.path("steps").findValuesAsText("name"))
                .containsExactly("sync", "push", "assess", "pending", "sync", "clean");
        assertThat(known(laptop)).isEqualTo(here);
        server.stop();
        assertThat(known(server.database())).isEqualTo(there);
        assertThat(records(Topic.ASSESSMENTS))
                .as("the verdict went through Kafka")
                .isEqualTo(1);
        Database other = new Database(folder.resolve("other/products.db"));
        verb(other, "sync", "--yes", "--json").json(0);
        assertThat(other.query("SELECT url FROM products WHERE url LIKE '%selftest%'"))
                .isEmpty();
        assertThat(other.query("SELECT key FROM tandem_row WHERE key LIKE '%selftest%'"))
                .isEmpty();
        assertThat(other.query("SELECT product_url FROM tandem_verdict")).isEmpty();
    }

    @Test
    void a_step_that_fails_is_told_and_leaves_no_trace_either() {
        String here = known(laptop);
        String there = known(server.database());
        status = 401;

        JsonNode answer = selftest("--token-file", file("wrong")).json(1);

        assertThat(answer.path("passed").asBoolean()).isFalse();
        JsonNode failed = answer.path("steps").get(2);
        assertThat(failed.path("name").asText()).isEqualTo("assess");
        assertThat(failed.path("message").asText()).contains("401");
        assertThat(known(laptop)).isEqualTo(here);
        server.stop();
        assertThat(known(server.database())).isEqualTo(there);
    }

    @Test
    void where_no_server_is_nobody_can_be_added_and_nothing_is_made() {
        String here = known(laptop);
        Path data = folder.resolve("data");

        JsonNode answer = selftest("--data", data.toString()).json(1);

        assertThat(answer.path("steps").findValuesAsText("name")).containsExactly("sync", "reviewer");
        assertThat(answer.path("steps").get(1).path("message").asText()).contains("no server's data in " + data);
        assertThat(data).doesNotExist();
        assertThat(known(laptop)).isEqualTo(here);
    }

    @Test
    void what_an_interrupted_test_has_left_is_told_and_taken_out() {
        String here = known(laptop);
        String there = known(server.database());
        String url = "https://selftest.tandem.invalid/node/run";
        // As a process that was killed leaves it: noted, made, sent, assessed, and not merged yet.
        laptop.run("INSERT INTO tandem_meta (name, value) VALUES ('selftest',"
                + " '{\"url\":\"" + url + "\",\"reviewer\":null,\"underTest\":\"" + url + "\"}');"
                + " INSERT INTO products (url, title) VALUES ('" + url + "', 'Tandem self test');"
                + " INSERT INTO assessment_queue (product_url, retailer, review_type, product_data)"
                + " VALUES ('" + url + "', 'tandem', 'modesty', '{}')");
        verb(laptop, "sync", "--yes", "--json").json(0);
        server.tap("01999999-0000-7000-8000-000000000001", url);
        assertThat(server.database().query("SELECT url FROM products WHERE url = ?", url))
                .hasSize(1);
        assertThat(verb(laptop, "doctor").out()).contains("self test was interrupted", "selftest --clean");

        JsonNode cleaned = selftest("--clean").json(0);

        assertThat(cleaned.path("steps").findValuesAsText("name")).containsExactly("clean");
        assertThat(known(laptop)).isEqualTo(here);
        server.stop();
        assertThat(known(server.database())).isEqualTo(there);
    }

    @Test
    void without_a_server_that_answers_the_next_one_cleans_up() {
        server.stop();
        JsonNode unanswered = selftest("--token-file", file("secret"), "--laptop-answer-within", "1ms")
                .json(1);
        assertThat(unanswered.path("passed").asBoolean()).isFalse();
        assertThat(laptop.query("SELECT url FROM products WHERE url LIKE '%selftest%'"))
                .isEmpty();
        assertThat(laptop.query("SELECT value FROM tandem_meta WHERE name = 'selftest'"))
                .hasSize(1);

        server.start();
        selftest("--clean").json(0);
        server.stop();

        assertThat(laptop.query("SELECT value FROM tandem_meta WHERE name = 'selftest'"))
                .isEmpty();
        assertThat(server.database().query("SELECT key FROM tandem_row WHERE key LIKE '%selftest%'"))
                .isEmpty();
    }

    @Test
    void a_file_without_a_token_is_told_before_anything_is_made() {
        assertThat(selftest("--token-file", file(" ")).exitCode()).isEqualTo(1);
        assertThat(selftest("--token-file", folder.resolve("none").toString()).exitCode())
                .isEqualTo(1);
        assertThat(laptop.query("SELECT value FROM tandem_meta WHERE name = 'selftest'"))
                .isEmpty();
    }

    private String file(String token) {
        try {
            return Files.writeString(folder.resolve("token"), token + "\n").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Verb selftest(String... further) {
        List<String> args = new java.util.ArrayList<>(List.of("selftest", "--json", "--database", laptop.toString()));
        args.addAll(List.of("--bootstrap-servers", kafka().bootstrapServers()));
        args.addAll(List.of(
                "--service-url", "http://localhost:" + service.getAddress().getPort()));
        args.addAll(List.of(further));
        return Verb.run(args.toArray(String[]::new));
    }

    private static String known(Database database) {
        return ALL_THAT_IS_KNOWN.stream()
                .map(query -> query + "\n  " + String.join("\n  ", database.query(query)))
                .collect(Collectors.joining("\n"));
    }

    private void tap(HttpExchange exchange) throws IOException {
        JsonNode tap = Json.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                .orElseThrow();
        String answer = status == 200
                ? server.tap(tap.path("id").asText(), tap.path("productUrl").asText())
                : "no";
        byte[] bytes = ("{\"status\": \"" + answer + "\"}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
