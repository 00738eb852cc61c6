package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.stream.inbox.Gap;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.relay.Relay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

/** A server whose file, or whose topics, have lost something. */
class ServerLossTest extends ServerLossFixture {
    @Test
    void a_server_restored_from_a_backup_takes_in_its_topics_before_it_publishes_over_them() throws IOException {
        Path file = folder.resolve("server.db");
        Path backup = folder.resolve("backup.db");
        try (TestNode server = server(file)) {
            products(laptop, "a", "b", "c");
            stream.walk(laptop, server);
        }
        Files.copy(file, backup);
        try (TestNode server = server(file)) {
            tap(server, "a", Decision.MODEST, "2025-11-25T10:01:00");
            tap(server, "b", Decision.MODEST, "2025-11-25T10:01:00");
            products(laptop, "d");
            price(laptop, "c", "80", "2025-11-25 10:01:30");
            stream.walk(laptop, server);
        }
        Files.copy(backup, file, StandardCopyOption.REPLACE_EXISTING);
        try (TestNode server = server(file)) {
            // Taps come in, and a script runs, before there is a connection: one older than what was lost, one newer.
            tap(server, "a", Decision.NOT_MODEST, "2025-11-25T10:00:30");
            tap(server, "b", Decision.NOT_MODEST, "2025-11-25T10:02:00");
            price(server, "c", "70", "2025-11-25 10:00:10");
            server.capture();
            assertThat(notes(server)).hasSize(1).first().asString().contains("older copy");
            assertThat(server.one("SELECT value FROM tandem_meta WHERE name = 'node_id'"))
                    .isNotEqualTo(server.context.node().id());
            assertThat(server.query("SELECT value FROM tandem_meta WHERE name = 'recovering'"))
                    .isEmpty();
            stream.walk(laptop, server);
            assertThat(WalkTest.difference(laptop, server)).isEmpty();
            assertThat(server.query("SELECT modesty_status FROM products WHERE modesty_status <> '' ORDER BY url"))
                    .containsExactly("modest", "not_modest");
            assertThat(server.one("SELECT count(*) FROM products")).isEqualTo("4");
            assertThat(server.one("SELECT price FROM products WHERE url LIKE '%/c'"))
                    .isEqualTo("80");
            assertLastIsGreatest();
            assertThat(notes(server)).isEmpty();
        }
    }

    @Test
    void a_server_that_lost_its_file_gets_everything_back_from_its_topics() {
        try (TestNode server = server(folder.resolve("server.db"))) {
            products(laptop, "a", "b");
            tap(server, "a", Decision.MODEST, "2025-11-25T10:01:00");
            stream.walk(laptop, server);
            laptop.script("DELETE FROM products WHERE url LIKE '%/b'");
            stream.walk(laptop, server);
        }
        try (TestNode server = server(folder.resolve("new.db"))) {
            assertThat(notes(server)).hasSize(1).first().asString().contains("new to Kafka");
            stream.walk(laptop, server);
            assertThat(WalkTest.difference(laptop, server)).isEmpty();
            assertThat(server.query("SELECT modesty_status FROM products")).containsExactly("modest");
            assertLastIsGreatest();
        }
    }

    @Test
    void halted_while_it_recovers_a_server_goes_on_before_it_publishes() throws IOException {
        Path file = folder.resolve("server.db");
        Path backup = folder.resolve("backup.db");
        try (TestNode server = server(file)) {
            products(laptop, "a");
            stream.walk(laptop, server);
        }
        Files.copy(file, backup);
        try (TestNode server = server(file)) {
            tap(server, "a", Decision.MODEST, "2025-11-25T10:01:00");
            stream.send(server);
        }
        Files.copy(backup, file, StandardCopyOption.REPLACE_EXISTING);
        try (TestNode server = server(file)) {
            // Nothing of what is read fits on this disk: that it has to be read is noted all the same.
            tap(server, "a", Decision.NOT_MODEST, "2025-11-25T10:00:30");
            server.script("CREATE TRIGGER full BEFORE INSERT ON tandem_verdict WHEN NEW.verdict LIKE '%10:01:00%'"
                    + " BEGIN SELECT abs(-9223372036854775808); END");
            try (Relay relay = Relay.connect(server.file, server.context, stream.kafka())) {
                throw new AssertionError("it should have failed: " + relay.notes());
            } catch (dev.tandem.stream.file.StreamException e) {
                assertThat(e).hasMessageContaining("overflow");
            }
            server.script("DROP TRIGGER full");
            stream.send(server);
            stream.pull(laptop);
            assertThat(WalkTest.difference(laptop, server)).isEmpty();
            assertThat(server.query("SELECT modesty_status FROM products")).containsExactly("modest");
            assertLastIsGreatest();
        }
    }

    @Test
    void topics_made_anew_get_everything_once_more() {
        try (TestNode server = server(folder.resolve("server.db"))) {
            products(laptop, "a", "b", "c");
            stream.walk(laptop, server);
            tap(server, "a", Decision.MODEST, "2025-11-25T10:01:00");
            laptop.script("DELETE FROM products WHERE url LIKE '%/b'");
            stream.walk(laptop, server);
            for (Topic topic : Inbox.topics(Role.LAPTOP)) {
                stream.remake(topic);
            }
            assertThat(notes(server)).hasSize(1).first().asString().contains("once more");
            stream.send(server);
            assertThat(notes(server)).isEmpty();
            try (TestNode fresh = TestNode.create(folder.resolve("fresh.db"), Role.LAPTOP, clock)) {
                stream.pull(fresh);
                assertThat(WalkTest.difference(fresh, server)).isEmpty();
                assertThat(fresh.one("SELECT count(*) FROM products")).isEqualTo("2");
            }
            assertLastIsGreatest();
        }
    }

    @Test
    void a_topic_whose_records_were_deleted_gets_everything_once_more() {
        try (TestNode server = server(folder.resolve("server.db"))) {
            products(laptop, "a", "b", "c");
            stream.walk(laptop, server);
            stream.expire(Topic.PRODUCTS, 2);
            assertThat(notes(server)).hasSize(1);
            stream.send(server);
            assertThat(notes(server)).isEmpty();
            try (TestNode fresh = TestNode.create(folder.resolve("fresh.db"), Role.LAPTOP, clock)) {
                stream.pull(fresh);
                assertThat(WalkTest.difference(fresh, server)).isEmpty();
            }
        }
    }

    @Test
    void changes_made_anew_do_not_stop_the_server_and_the_laptop_sends_again_what_was_lost() {
        try (TestNode server = server(folder.resolve("server.db"))) {
            products(laptop, "a");
            stream.walk(laptop, server);
            products(laptop, "b");
            laptop.capture();
            stream.send(laptop);
            stream.remake(Topic.CHANGES);
            try (Inbox inbox = Inbox.connect(server.file, server.context, stream.kafka())) {
                assertThat(inbox.notes()).hasSize(1).first().asString().contains("made anew", "goes on");
            }
            Gap gap = Gap.mark(laptop.file, laptop.context, stream.kafka());
            assertThat(gap.found()).hasSize(1);
            // As a repair does: what the server lacks goes out once more.
            laptop.script(
                    "UPDATE products SET title = 'Coat', last_updated = '2025-11-25 10:03:00' WHERE url LIKE '%/b'");
            laptop.capture();
            laptop.file.<Boolean>write("close the gap of", gap::closed);
            stream.walk(laptop, server);
            assertThat(WalkTest.difference(laptop, server)).isEmpty();
            assertThat(server.one("SELECT count(*) FROM products")).isEqualTo("2");
        }
    }
}
