package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.inbox.Gap;
import dev.tandem.stream.inbox.GapException;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.inbox.Waiting;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.relay.Relay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A laptop's file that is an old copy, or that is used twice, and what a laptop sent that may be lost. */
class IncarnationTest {
    @TempDir
    static Path brokerFolder;

    static TestBroker broker;

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2025-11-25T10:00:00");
    private Stream stream;

    @BeforeAll
    static void startBroker(TestInfo test) {
        broker = TestBroker.of(test, brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void useTopicsOfItsOwn() {
        stream = new Stream(KafkaSettings.of(broker.bootstrapServers(), "inc-" + UUID.randomUUID()));
    }

    @Test
    void a_laptop_restored_from_a_backup_goes_on_as_a_new_node_and_gets_back_what_it_lost() throws IOException {
        Path file = folder.resolve("laptop.db");
        Path backup = folder.resolve("backup.db");
        try (TestNode server = server()) {
            try (TestNode laptop = laptop(file)) {
                product(laptop, "a", "2025-11-20 10:00:00");
                stream.walk(laptop, server);
            }
            Files.copy(file, backup);
            String former;
            try (TestNode laptop = laptop(file)) {
                product(laptop, "b", "2025-11-21 10:00:00");
                price(laptop, "a", "80", "2025-11-21 11:00:00");
                stream.walk(laptop, server);
                former = id(laptop);
            }
            Files.copy(backup, file, StandardCopyOption.REPLACE_EXISTING);
            try (TestNode laptop = laptop(file)) {
                // As many changes as were lost, so that sequences alone would tell nothing.
                product(laptop, "c", "2025-11-22 10:00:00");
                price(laptop, "a", "90", "2025-11-22 11:00:00");
                laptop.capture();
                try (Relay relay = Relay.connect(laptop.file, laptop.context, stream.kafka())) {
                    assertThat(relay.notes()).hasSize(1).first().asString().contains("older copy", "2 changes");
                    assertThat(laptop.query("SELECT url FROM products")).hasSize(3);
                    assertThat(relay.runOnce().changes()).isEqualTo(2);
                }
                assertThat(id(laptop)).isNotEqualTo(former);
                assertThat(laptop.one("SELECT value FROM tandem_meta WHERE name = 'former_ids'"))
                        .isEqualTo(former);
                assertThat(laptop.one("SELECT value FROM tandem_meta WHERE name = 'incarnation'"))
                        .contains("\"at\"", "\"why\"", former);
                stream.walk(laptop, server);
                assertThat(WalkTest.difference(laptop, server)).isEmpty();
                assertThat(server.query("SELECT price FROM products WHERE url LIKE '%/a'"))
                        .containsExactly("90");
                assertThat(stream.keys(Topic.CHANGES))
                        .filteredOn(key -> key.contains(id(laptop)))
                        .hasSize(2);
                try (Relay relay = Relay.connect(laptop.file, laptop.context, stream.kafka())) {
                    assertThat(relay.notes()).isEmpty();
                }
            }
        }
    }

    @Test
    void halted_once_it_is_a_new_node_a_laptop_reads_the_topics_before_it_publishes() throws IOException {
        Path file = folder.resolve("laptop.db");
        Path backup = folder.resolve("backup.db");
        try (TestNode server = server()) {
            try (TestNode laptop = laptop(file)) {
                product(laptop, "a", "2025-11-20 10:00:00");
                stream.walk(laptop, server);
            }
            Files.copy(file, backup);
            try (TestNode laptop = laptop(file)) {
                product(laptop, "b", "2025-11-21 10:00:00");
                stream.walk(laptop, server);
            }
            Files.copy(backup, file, StandardCopyOption.REPLACE_EXISTING);
            try (TestNode laptop = laptop(file)) {
                laptop.haltAfter("begin anew in");
                assertThatThrownBy(() -> stream.send(laptop)).isInstanceOf(TestNode.Halted.class);
                assertThat(laptop.query("SELECT url FROM products")).hasSize(1);
            }
            try (TestNode laptop = laptop(file)) {
                product(laptop, "c", "2025-11-22 10:00:00");
                laptop.capture();
                try (Relay relay = Relay.connect(laptop.file, laptop.context, stream.kafka())) {
                    assertThat(laptop.query("SELECT url FROM products")).hasSize(3);
                    assertThat(relay.runOnce().changes()).isEqualTo(1);
                }
                assertThat(laptop.query("SELECT value FROM tandem_meta WHERE name = 'recovering'"))
                        .isEmpty();
                stream.walk(laptop, server);
                assertThat(WalkTest.difference(laptop, server)).isEmpty();
            }
        }
    }

    @Test
    void a_new_node_that_meets_a_gap_publishes_nothing_until_that_is_closed() throws IOException {
        Path file = folder.resolve("laptop.db");
        Path backup = folder.resolve("backup.db");
        try (TestNode server = server()) {
            try (TestNode laptop = laptop(file)) {
                product(laptop, "a", "2025-11-20 10:00:00");
                stream.walk(laptop, server);
            }
            Files.copy(file, backup);
            try (TestNode laptop = laptop(file)) {
                product(laptop, "b", "2025-11-21 10:00:00");
                stream.walk(laptop, server);
            }
            Files.copy(backup, file, StandardCopyOption.REPLACE_EXISTING);
            stream.expire(Topic.PRODUCTS, 2);
            try (TestNode laptop = laptop(file)) {
                product(laptop, "c", "2025-11-22 10:00:00");
                laptop.capture();
                for (int attempt = 0; attempt < 2; attempt++) {
                    assertThatThrownBy(() -> stream.send(laptop))
                            .isInstanceOf(GapException.class)
                            .hasMessageContaining("expired");
                }
                Gap gap = Gap.mark(laptop.file, laptop.context, stream.kafka());
                laptop.file.<Boolean>write("close the gap of", gap::closed);
                assertThat(stream.send(laptop).changes()).isEqualTo(1);
            }
        }
    }

    @Test
    void twins_become_two_nodes_and_end_alike() throws IOException {
        Path file = folder.resolve("laptop.db");
        Path copy = folder.resolve("copy.db");
        try (TestNode laptop = laptop(file)) {
            product(laptop, "a", "2025-11-20 10:00:00");
            laptop.capture();
        }
        // Copied before anything was ever sent.
        Files.copy(file, copy);
        try (TestNode server = server();
                TestNode one = laptop(file);
                TestNode other = laptop(copy)) {
            product(one, "b", "2025-11-21 10:00:00");
            product(other, "c", "2025-11-21 10:00:00");
            price(other, "a", "70", "2025-11-21 10:00:00");
            stream.walk(one, server);
            stream.walk(other, server);
            stream.walk(one, server);
            stream.walk(other, server);
            assertThat(id(one)).isEqualTo(one.context.node().id());
            assertThat(id(other)).isNotEqualTo(id(one));
            assertThat(server.one("SELECT count(*) FROM products")).isEqualTo("3");
            assertThat(WalkTest.difference(one, server)).isEmpty();
            assertThat(WalkTest.difference(other, server)).isEmpty();
        }
    }

    @Test
    void a_record_whose_confirmation_was_lost_in_a_crash_is_no_reason_for_alarm() throws IOException {
        Path file = folder.resolve("laptop.db");
        Path aside = folder.resolve("aside.db");
        try (TestNode laptop = laptop(file)) {
            product(laptop, "a", "2025-11-20 10:00:00");
            laptop.capture();
        }
        Files.copy(file, aside);
        try (TestNode laptop = laptop(file)) {
            stream.send(laptop);
        }
        Files.copy(aside, file, StandardCopyOption.REPLACE_EXISTING);
        try (TestNode laptop = laptop(file)) {
            assertThat(stream.send(laptop).changes()).isEqualTo(1);
            assertThat(id(laptop)).isEqualTo(laptop.context.node().id());
        }
    }

    @Test
    void changes_that_were_not_answered_and_may_be_lost_stop_a_laptop() {
        try (TestNode server = server();
                TestNode laptop = laptop(folder.resolve("laptop.db"))) {
            product(laptop, "a", "2025-11-20 10:00:00");
            stream.walk(laptop, server);
            product(laptop, "b", "2025-11-21 10:00:00");
            laptop.capture();
            stream.send(laptop);
            stream.expire(Topic.CHANGES, 2);
            assertStops(laptop, "behind what this database sent");
            stream.remake(Topic.CHANGES);
            assertStops(laptop, "is gone");
            product(laptop, "c", "2025-11-21 11:00:00");
            laptop.capture();
            assertThatThrownBy(() -> stream.send(laptop))
                    .isInstanceOf(GapException.class)
                    .hasMessageContaining("made anew");
            Gap gap = Gap.mark(laptop.file, laptop.context, stream.kafka());
            assertThat(gap.found()).hasSize(1);
            laptop.file.<Boolean>write("close the gap of", gap::closed);
            assertThat(stream.send(laptop).changes()).isEqualTo(1);
        }
    }

    @Test
    void what_was_answered_is_forgotten_whatever_becomes_of_the_topic() {
        try (TestNode server = server();
                TestNode laptop = laptop(folder.resolve("laptop.db"))) {
            product(laptop, "a", "2025-11-20 10:00:00");
            stream.walk(laptop, server);
            stream.remake(Topic.CHANGES);
            product(laptop, "b", "2025-11-21 10:00:00");
            laptop.capture();
            assertThat(stream.send(laptop).changes()).isEqualTo(1);
        }
    }

    private void assertStops(TestNode laptop, String why) {
        assertThatThrownBy(() -> Waiting.look(laptop.file, laptop.context, stream.kafka(), Duration.ofSeconds(10)))
                .isInstanceOf(GapException.class)
                .hasMessageContaining(why);
        if (!why.equals("is gone")) {
            assertThatThrownBy(() -> Inbox.connect(laptop.file, laptop.context, stream.kafka()))
                    .isInstanceOf(GapException.class)
                    .hasMessageContaining(why);
        }
    }

    private TestNode server() {
        return TestNode.create(folder.resolve("server.db"), Role.SERVER, clock);
    }

    private TestNode laptop(Path file) {
        return TestNode.create(file, Role.LAPTOP, clock);
    }

    private static String id(TestNode node) {
        return node.one("SELECT value FROM tandem_meta WHERE name = 'node_id'");
    }

    private static void product(TestNode node, String name, String at) {
        node.script(
                "INSERT INTO products (url, title, last_updated) VALUES ('https://shop.example/' || ?, 'Dress', ?)",
                name,
                at);
    }

    private static void price(TestNode node, String name, String price, String at) {
        node.script(
                "UPDATE products SET price = ?, last_updated = ? WHERE url = 'https://shop.example/' || ?",
                price,
                at,
                name);
    }
}
