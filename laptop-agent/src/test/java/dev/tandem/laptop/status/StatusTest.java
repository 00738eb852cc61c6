package dev.tandem.laptop.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Verb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Status without a broker. */
class StatusTest {
    @TempDir
    Path folder;

    private Database laptop = new Database(Path.of(""));

    @BeforeEach
    void adopt() {
        laptop = Database.tiny(folder.resolve("products.db"));
        assertThat(Verb.run("adopt", laptop.toString()).exitCode()).isZero();
    }

    @Test
    void offline_it_tells_what_the_file_knows() {
        laptop.run("UPDATE products SET price = 1");
        JsonNode answer = status("localhost:1", "--json").json(3);

        assertThat(answer.path("incoming").isNull()).isTrue();
        assertThat(answer.path("inSync").asBoolean()).isFalse();
        assertThat(answer.path("server").path("reachable").asBoolean()).isFalse();
        assertThat(answer.path("outgoing").path("rows").asInt()).isEqualTo(5);
        assertThat(answer.path("exact").asBoolean())
                .as("what the stream has of a file that was just adopted is not known")
                .isFalse();
        assertThat(answer.path("pending").asInt()).isEqualTo(1);
        assertThat(answer.path("pendingByRetailer").path("shop a").asInt()).isEqualTo(1);
        assertThat(answer.path("advice").asText()).startsWith("Offline:");
    }

    @Test
    void a_broker_that_never_answers_is_told_within_three_seconds() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            long started = System.nanoTime();

            JsonNode answer =
                    status("127.0.0.1:" + silent.getLocalPort(), "--json").json(3);

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
            assertThat(answer.path("incoming").isNull()).isTrue();
        }
    }

    @Test
    void a_person_sees_a_calm_page_with_a_next_step() {
        assertThat(status("localhost:1").out())
                .contains(
                        "going out   at most 3 changes, less what the server has of them already",
                        "to review   1 (shop a 1)",
                        "./tandem sync --database " + laptop);
    }

    @Test
    void the_database_of_a_server_is_refused() {
        laptop.run("UPDATE tandem_meta SET value = 'server' WHERE name = 'role'");

        assertThat(status("localhost:1", "--json").json(1).path("error").asText())
                .contains("the database of a server");
    }

    private Verb status(String bootstrapServers, String... further) {
        List<String> args = new ArrayList<>(List.of("status", "--database", laptop.toString()));
        args.addAll(List.of("--bootstrap-servers", bootstrapServers, "--service-url", "http://localhost:1"));
        args.addAll(List.of(further));
        return Verb.run(args.toArray(String[]::new));
    }
}
