package dev.tandem.laptop.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.cli.output.Json;
import dev.tandem.cli.process.NotedProcess;
import dev.tandem.laptop.BrokerTest;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.laptop.Verb;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoctorTest extends BrokerTest {
    private Database laptop;

    @BeforeEach
    void adopt() {
        laptop = Database.tiny(folder.resolve("products.db"));
        Verb.run("adopt", laptop.toString());
    }

    @Test
    void a_healthy_laptop_is_told_so_and_nothing_is_changed() throws IOException {
        try (Server server = Server.create(folder.resolve("server.db"), kafka())) {
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
            server.stop();
            String before = laptop.checksum();
            HttpServer service = service();
            JsonNode answer = doctor(service, dataFolder("secret")).json(0);
            JsonNode unpaired = doctor(service, folder.resolve("nowhere")).json(3);
            JsonNode strange = doctor(service, dataFolder("another")).json(3);
            service.stop(0);
            assertThat(unpaired.path("healthy").asBoolean()).isFalse();
            assertThat(check(unpaired, "credential").path("message").asText()).contains("has no credential", "401");
            assertThat(check(unpaired, "credential").path("advice").asText())
                    .contains("./tandem nodes add", "--pair", "TANDEM_DATA");
            assertThat(check(strange, "credential").path("state").asText()).isEqualTo("attention");

            assertThat(answer.path("healthy").asBoolean()).as("%s", answer).isTrue();
            assertThat(laptop.checksum()).isEqualTo(before);
            assertThat(check(answer, "settings").path("message").asText())
                    .contains("database = " + laptop + " (the flag --database)", "topic.prefix = tandem (its default)");
            assertThat(check(answer, "topics").path("state").asText()).isEqualTo("ok");
            assertThat(check(answer, "credential").path("state").asText()).isEqualTo("ok");
            assertThat(check(answer, "clock").path("message").asText()).contains("agrees with the service's");
        }
    }

    @Test
    void offline_the_rest_is_looked_at_all_the_same() {
        takeBrokerAway();
        try {
            JsonNode answer = verb(laptop, "doctor", "--json").json(1);
            assertThat(check(answer, "broker").path("state").asText()).isEqualTo("failed");
            assertThat(check(answer, "topics").path("state").asText()).isEqualTo("skipped");
            assertThat(check(answer, "service").path("state").asText()).isEqualTo("attention");
            assertThat(check(answer, "triggers").path("state").asText()).isEqualTo("ok");
            assertThat(check(answer, "integrity").path("state").asText()).isEqualTo("ok");
        } finally {
            bringBrokerBack();
        }
    }

    @Test
    void topics_under_another_prefix_mean_that_service_and_laptop_would_not_meet() {
        new Topics(KafkaSettings.of(kafka().bootstrapServers(), "tandem.shop")).ensure();

        JsonNode answer = verb(laptop, "doctor", "--json").json(1);

        assertThat(check(answer, "topics").path("message").asText()).contains("under tandem.shop");
    }

    @Test
    void a_sync_that_no_server_reads_is_noticed() {
        verb(laptop, "sync", "--yes", "--laptop-answer-within", "1ms");

        JsonNode answer = verb(laptop, "doctor", "--json").json(3);

        assertThat(check(answer, "server").path("message").asText())
                .contains("No server has ever read tandem.changes, where 3 records wait");
    }

    @Test
    void a_table_dropped_and_made_anew_a_link_and_the_servers_own_file_are_noticed() throws IOException {
        laptop.run("CREATE TABLE fresh AS SELECT * FROM products; DROP TABLE products;"
                + " ALTER TABLE fresh RENAME TO products");
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), laptop.path());
        JsonNode answer = Verb.run(
                        "doctor", "--json", "--database", link.toString(), "--bootstrap-servers", "localhost:1")
                .json(1);
        assertThat(check(answer, "triggers").path("message").asText()).contains("missing on products");
        assertThat(check(answer, "place").path("message").asText()).contains("is a link to");

        try (Server server = Server.create(folder.resolve("server.db"), kafka())) {
            JsonNode wrong = verb(server.database(), "doctor", "--json").json(1);
            assertThat(check(wrong, "database").path("message").asText()).contains("server's own database");
        }
    }

    @Test
    void the_database_that_the_running_service_was_given_is_looked_at() throws IOException {
        Path data = dataFolder("secret");
        Files.writeString(
                data.resolve("server/service.json"),
                "{\"serviceUrl\": \"http://x\", \"database\": \"" + laptop + "\", \"pid\": "
                        + ProcessHandle.current().pid() + "}");
        JsonNode answer =
                verb(laptop, "doctor", "--json", "--data", data.toString()).json(1);
        assertThat(check(answer, "both sides").path("message").asText()).contains("are one file", laptop.toString());
    }

    @Test
    void a_service_that_was_killed_and_whose_number_another_process_has_does_not_run() throws IOException {
        Path data = dataFolder("reused");
        Map<String, Object> noted = NotedProcess.current();
        noted.put("database", laptop.toString());
        noted.put("startedAt", "2026-01-05T10:00:00Z");
        noted.put("commandSha256", "0".repeat(64));
        Files.writeString(data.resolve("server/service.json"), Json.line(noted));

        JsonNode answer =
                verb(laptop, "doctor", "--json", "--data", data.toString()).json();

        assertThat(check(answer, "both sides").path("message").asText()).doesNotContain("are one file");
    }

    @Test
    void a_locked_file_is_no_case_for_a_copy() throws SQLException {
        try (Connection holder = laptop.connect();
                Statement statement = holder.createStatement()) {
            statement.executeUpdate("BEGIN EXCLUSIVE");
            Verb doctor = verb(laptop, "doctor", "--json");
            JsonNode database = check(doctor.json(1), "database");
            assertThat(doctor.err()).containsOnlyOnce("Waiting for another program to release " + laptop);

            assertThat(database.path("message").asText()).contains("another program has locked it");
            assertThat(database.path("advice").asText()).doesNotContain("backups");
        }
    }

    @Test
    void a_clock_that_is_off_fails_beyond_the_tolerance() {
        Instant now = Instant.parse("2026-01-05T10:00:00Z");
        Duration tolerance = Duration.ofMinutes(5);
        assertThat(off(now, now.plusSeconds(3), tolerance)).isEqualTo(Check.State.OK);
        assertThat(off(now, now.plusSeconds(60), tolerance)).isEqualTo(Check.State.ATTENTION);
        assertThat(off(now, now.minusSeconds(600), tolerance)).isEqualTo(Check.State.FAILED);
    }

    private static Check.State off(Instant theirs, Instant mine, Duration tolerance) {
        return ServiceChecks.difference("clock", "the service's", theirs, mine, tolerance)
                .state();
    }

    private Verb doctor(HttpServer service, Path data) {
        String url = "http://localhost:" + service.getAddress().getPort();
        String broker = kafka().bootstrapServers();
        return Verb.run(
                "doctor",
                "--json",
                "--database",
                laptop.toString(),
                "--bootstrap-servers",
                broker,
                "--service-url",
                url,
                "--data",
                data.toString());
    }

    /** The data folder of a server, with that token for the nodes of its machine. */
    private Path dataFolder(String token) throws IOException {
        Path data = folder.resolve(token);
        Files.writeString(Files.createDirectories(data.resolve("server")).resolve("node.token"), token + "\n");
        return data;
    }

    /** A service that is well, and lets those compare themselves who know its secret. */
    private static HttpServer service() throws IOException {
        HttpServer service = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        service.createContext("/health", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        service.createContext("/api/digest", exchange -> {
            boolean known = "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(known ? 200 : 401, known ? 2 : -1);
            if (known) {
                exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            }
            exchange.close();
        });
        service.start();
        return service;
    }

    private static JsonNode check(JsonNode answer, String name) {
        for (JsonNode check : answer.path("checks")) {
            if (check.path("name").asText().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("no check " + name + " in " + answer);
    }
}
