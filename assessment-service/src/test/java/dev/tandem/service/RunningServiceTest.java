package dev.tandem.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.cli.error.UserError;
import dev.tandem.service.ready.ReadyFile;
import dev.tandem.stream.file.StreamException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningServiceTest {
    @TempDir
    Path data;

    @Test
    void it_answers_while_the_broker_is_away() throws Exception {
        try (TestService service = TestService.start(data)) {
            assertThat(service.client().get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void it_tells_where_it_runs_as_long_as_it_runs() throws Exception {
        Path server = data.resolve("server");
        try (TestService service = TestService.start(data)) {
            assertThat(ReadyFile.serviceUrl(server)).contains(service.running().url());
            assertThat(TestClient.json(Files.readString(server.resolve("service.json")))
                            .path("database")
                            .asText())
                    .isEqualTo(service.database().file().toAbsolutePath().toString());
        }
        assertThat(ReadyFile.serviceUrl(server)).isEmpty();
    }

    @Test
    void the_file_of_a_killed_service_does_not_count() throws Exception {
        Files.writeString(data.resolve("service.json"), "{\"serviceUrl\": \"http://x\", \"pid\": 99999999}");
        assertThat(ReadyFile.serviceUrl(data)).isEmpty();
    }

    @Test
    void nor_does_it_if_another_process_has_its_number_since() throws Exception {
        ReadyFile ready = ReadyFile.write(data, "http://x", data.resolve("products.db"));
        assertThat(ReadyFile.serviceUrl(data)).contains("http://x");
        String noted = Files.readString(data.resolve("service.json"));
        Files.writeString(
                data.resolve("service.json"),
                noted.replaceAll("\"startedAt\":\"[^\"]*\"", "\"startedAt\":\"2026-01-05T10:00:00Z\"")
                        .replaceAll("\"commandSha256\":\"", "\"commandSha256\":\"00"));

        assertThat(ReadyFile.serviceUrl(data)).isEmpty();
        ready.close();
    }

    @Test
    void a_port_in_use_is_named_with_what_to_do() throws Exception {
        TestDatabase.create(data.resolve("server/products.db"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(data, taken.getLocalPort()))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .extracting(e -> ((UserError) e).hint())
                    .asString()
                    .contains("--port");
        }
    }

    @Test
    void a_data_folder_that_cannot_be_written_is_named() throws Exception {
        Path file = Files.writeString(data.resolve("file"), "");
        assertThatThrownBy(() -> start(file, 0))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("cannot be written");
    }

    @Test
    void a_second_service_on_the_same_folder_is_refused() throws Exception {
        try (TestService service = TestService.start(data)) {
            assertThat(service.running().url()).isNotEmpty();
            assertThatThrownBy(() -> start(data, 0))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("Another service is running");
        }
        TestService.start(data.resolve("again")).close();
    }

    @Test
    void a_database_that_is_none_is_refused_and_left_as_it_is() throws Exception {
        Path file = Files.createDirectories(data.resolve("server")).resolve("products.db");
        Files.writeString(
                file, "this is a letter, and it is longer than the header of a database would be ".repeat(20));
        String before = Files.readString(file);
        assertThatThrownBy(() -> start(data, 0))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("not an SQLite database");
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void an_absent_database_is_made_and_has_an_empty_queue() throws Exception {
        try (RunningService service = start(data, 0)) {
            String token = TestClient.json(TestService.verb(data, "reviewers", "add", "Miriam", "--json")
                            .out())
                    .get("token")
                    .asText();
            TestClient phone = new TestClient(service.url()).withToken(token);
            assertThat(phone.getJson("/api/queue").get("items")).isEmpty();
        }
    }

    @Test
    void an_old_database_without_a_queue_gets_one() throws Exception {
        TestDatabase old = TestDatabase.create(data.resolve("server/products.db"));
        old.run("DROP TABLE assessment_queue");
        try (RunningService service = start(data, 0)) {
            assertThat(service.url()).isNotEmpty();
            assertThat(old.rows("SELECT count(*) FROM assessment_queue")).containsExactly("0");
        }
    }

    private static RunningService start(Path data, int port) throws IOException {
        return RunningService.start(TestService.options(data, port, TestService.NOWHERE), note -> {});
    }
}
