package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.stream.node.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

/** A server that was halted while it takes in what its file lacks, and what befalls its topics meanwhile. */
class HaltedRecoveryTest extends ServerLossFixture {
    @Test
    void halted_once_it_has_begun_anew_a_server_still_fills_a_topic_that_was_made_anew() throws IOException {
        Path file = restored();
        stream.remake(Topic.PRODUCTS);
        try (TestNode server = server(file)) {
            halt(server);
        }
        try (TestNode server = server(file);
                TestNode fresh = TestNode.create(folder.resolve("fresh.db"), Role.LAPTOP, clock)) {
            stream.send(server);
            stream.pull(fresh);
            assertThat(fresh.query("SELECT modesty_status FROM products ORDER BY url"))
                    .containsExactly("modest", "null");
            assertThat(WalkTest.difference(fresh, server)).isEmpty();
        }
    }

    @Test
    void a_server_whose_topic_is_made_anew_while_it_recovers_goes_on_from_what_is_there() throws IOException {
        Path file = restored();
        try (TestNode server = server(file)) {
            halt(server);
        }
        stream.remake(Topic.ASSESSMENTS);
        try (TestNode server = server(file);
                TestNode fresh = TestNode.create(folder.resolve("fresh.db"), Role.LAPTOP, clock)) {
            assertThat(notes(server)).anyMatch(note -> note.contains("read back"));
            assertThat(server.query("SELECT value FROM tandem_meta WHERE name = 'recovering'"))
                    .isEmpty();
            assertThat(notes(server)).isEmpty();
            tap(server, "b", Decision.NOT_MODEST, "2025-11-25T10:02:00");
            stream.send(server);
            stream.pull(fresh);
            assertThat(WalkTest.difference(fresh, server)).isEmpty();
            assertLastIsGreatest();
        }
    }

    @Test
    void a_server_whose_topic_loses_records_while_it_recovers_goes_on_from_what_is_there() throws IOException {
        Path file = restored();
        try (TestNode server = server(file)) {
            halt(server);
        }
        stream.expire(Topic.ASSESSMENTS, 1);
        try (TestNode server = server(file)) {
            assertThat(notes(server)).anyMatch(note -> note.contains("read back"));
            assertThat(notes(server)).isEmpty();
        }
    }

    @Test
    void a_twin_that_writes_while_a_recovery_is_halted_makes_it_skip_nothing() throws IOException {
        Path file = folder.resolve("server.db");
        Path newest = folder.resolve("newest.db");
        restored();
        try (TestNode server = server(file)) {
            halt(server);
        }
        try (TestNode twin = server(newest)) {
            tap(twin, "b", Decision.NOT_MODEST, "2025-11-25T10:02:00");
            stream.send(twin);
        }
        try (TestNode server = server(file)) {
            stream.send(server);
            assertThat(server.query("SELECT modesty_status FROM products ORDER BY url"))
                    .containsExactly("modest", "not_modest");
            assertLastIsGreatest();
        }
    }

    /** A server's file from before a tap that it has sent; {@code newest.db} is the one that knows of it. */
    private Path restored() throws IOException {
        Path file = folder.resolve("server.db");
        Path backup = folder.resolve("backup.db");
        try (TestNode server = server(file)) {
            products(laptop, "a", "b");
            stream.walk(laptop, server);
        }
        Files.copy(file, backup);
        try (TestNode server = server(file)) {
            tap(server, "a", Decision.MODEST, "2025-11-25T10:01:00");
            stream.send(server);
        }
        Files.copy(file, folder.resolve("newest.db"));
        Files.copy(backup, file, StandardCopyOption.REPLACE_EXISTING);
        return file;
    }

    /** Halted once it has noted that it has to read its topics, and before it has read any. */
    private void halt(TestNode server) {
        server.haltAfter("begin anew in");
        assertThatThrownBy(() -> notes(server)).isInstanceOf(TestNode.Halted.class);
    }
}
