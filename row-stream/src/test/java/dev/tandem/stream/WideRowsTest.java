package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.adopt.Undo;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.relay.Relay;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are many times as wide as others, over a real broker. */
class WideRowsTest {
    private static final int WIDE = 1_500_000;

    @TempDir
    static Path brokerFolder;

    static TestBroker broker;

    @TempDir
    Path folder;

    @BeforeAll
    static void startBroker(TestInfo test) {
        broker = TestBroker.of(test, brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void a_page_of_the_outbox_is_cut_where_it_is_wide_enough_and_all_of_it_arrives() {
        SettableClock clock = new SettableClock("2026-11-22T10:00:00");
        KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers(), "wide");
        try (TestNode laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock);
                TestNode server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock)) {
            for (int i = 0; i < 7; i++) {
                insert(laptop, i, WIDE);
            }
            laptop.capture();
            List<Outbox.Entry> page = laptop.file.read("read", sql -> Outbox.after(sql, 0, 1_000));
            assertThat(page).hasSize(3);
            try (Relay relay = Relay.connect(laptop.file, laptop.context, kafka)) {
                assertThat(relay.runOnce().changes()).isEqualTo(7);
            }
            try (Inbox inbox = Inbox.connect(server.file, server.context, kafka)) {
                assertThat(inbox.runToEnd().applied()).isEqualTo(7);
            }
            assertThat(server.one("SELECT sum(length(description)) FROM products"))
                    .isEqualTo("" + 7 * WIDE);
        }
    }

    @Test
    void a_row_that_no_topic_takes_is_named_and_what_came_before_it_has_been_sent() {
        SettableClock clock = new SettableClock("2026-11-22T10:00:00");
        KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers(), "too-wide");
        Path file = folder.resolve("laptop.db");
        try (SyncedFile made = SyncedFile.openOrCreate(file)) {
            made.write(
                    "make", sql -> sql.update("CREATE TABLE products (url TEXT UNIQUE, title TEXT, description TEXT)"));
        }
        try (TestNode laptop = TestNode.adopt(file, Role.LAPTOP, clock)) {
            insert(laptop, 1, 10);
            insert(laptop, 2, 17 * 1024 * 1024);
            laptop.capture();
            try (Relay relay = Relay.connect(laptop.file, laptop.context, kafka)) {
                assertThatThrownBy(relay::runOnce)
                        .isInstanceOf(StreamException.class)
                        .hasMessageContaining("https://shop.example/2")
                        .hasMessageContaining("more than a topic takes");
            }
            assertThat(laptop.query("SELECT key LIKE '%example/2%' FROM tandem_outbox"))
                    .containsExactly("1");

            laptop.script("UPDATE products SET description = 'short' WHERE url = 'https://shop.example/2'");
            Undo.undo(laptop.file, clock.instant());
        }
        try (TestNode again = TestNode.adopt(file, Role.LAPTOP, clock);
                Relay relay = Relay.connect(again.file, again.context, kafka)) {
            assertThat(relay.runOnce().changes()).isPositive();
            assertThat(again.one("SELECT count(*) FROM tandem_outbox")).isEqualTo("0");
        }
    }

    private static void insert(TestNode laptop, int i, int width) {
        laptop.script("INSERT INTO products (url, title, description) VALUES ('https://shop.example/" + i
                + "', 'Dress', printf('%.*c', " + width + ", 'd'))");
    }
}
