package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.kafka.BrokerAwayException;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.relay.Relay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a node finds when it was halted between two steps. The file as a crash leaves it is the file as it was before the
 * step whose transaction did not commit: it is copied aside then, and put back.
 */
class HaltTest {
    @TempDir
    static Path brokerFolder;

    static TestBroker broker;

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2025-11-25T10:00:00");
    private KafkaSettings kafka;

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
        kafka = KafkaSettings.of(broker.bootstrapServers(), "halt-" + UUID.randomUUID());
    }

    @Test
    void halted_between_the_brokers_confirmation_and_the_clean_up_of_the_outbox_nothing_is_lost_or_there_twice()
            throws IOException {
        Path file = folder.resolve("laptop.db");
        Path aside = folder.resolve("aside.db");
        try (TestNode laptop = TestNode.create(file, Role.LAPTOP, clock)) {
            insertProducts(laptop, 1200);
            laptop.capture();
        }
        Files.copy(file, aside);
        try (TestNode laptop = TestNode.adopt(file, Role.LAPTOP, clock)) {
            assertThat(send(laptop)).isEqualTo(1200);
            assertThat(send(laptop)).isZero();
        }
        Files.copy(aside, file, StandardCopyOption.REPLACE_EXISTING);
        try (TestNode laptop = TestNode.adopt(file, Role.LAPTOP, clock);
                TestNode server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock)) {
            assertThat(send(laptop)).isEqualTo(1200);
            Merged merged = pull(server);
            assertThat(merged.applied()).isEqualTo(1200);
            assertThat(merged.confirmed()).isEqualTo(1200);
            assertThat(server.one("SELECT count(*) FROM products")).isEqualTo("1200");
            assertThat(send(server)).isEqualTo(1200);
            pull(laptop);
            assertThat(WalkTest.difference(laptop, server)).isEmpty();
        }
    }

    @Test
    void halted_between_poll_and_commit_records_are_read_again_and_applied_once() throws IOException {
        Path file = folder.resolve("server.db");
        Path aside = folder.resolve("aside.db");
        try (TestNode laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock)) {
            insertProducts(laptop, 700);
            laptop.capture();
            send(laptop);
        }
        TestNode.create(file, Role.SERVER, clock).close();
        Files.copy(file, aside);
        try (TestNode server = TestNode.adopt(file, Role.SERVER, clock)) {
            assertThat(pull(server).applied()).isEqualTo(700);
        }
        Files.copy(aside, file, StandardCopyOption.REPLACE_EXISTING);
        try (TestNode server = TestNode.adopt(file, Role.SERVER, clock)) {
            assertThat(pull(server).applied()).isEqualTo(700);
            assertThat(pull(server).records()).isZero();
            assertThat(server.one("SELECT count(*) FROM tandem_outbox")).isEqualTo("700");
            assertThat(server.one("SELECT next FROM tandem_offset")).isEqualTo("700");
        }
    }

    @Test
    void halted_after_the_commit_but_before_the_consumer_group_knows_nothing_is_applied_again() {
        try (TestNode laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock);
                TestNode server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock)) {
            insertProducts(laptop, 3);
            laptop.capture();
            send(laptop);
            try (Inbox inbox = Inbox.connect(server.file, server.context, kafka)) {
                assertThat(inbox.runToEnd().applied()).isEqualTo(3);
            }
            assertThat(pull(server).records()).isZero();
        }
    }

    @Test
    void a_laptop_halted_before_the_consumer_group_knows_tells_it_once_it_is_connected() throws Exception {
        try (TestNode laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock);
                TestNode server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock)) {
            insertProducts(server, 3);
            server.capture();
            send(server);
            try (Inbox inbox = Inbox.connect(laptop.file, laptop.context, kafka)) {
                assertThat(inbox.runToEnd().applied()).isEqualTo(3);
            }
            try (Inbox inbox = Inbox.connect(laptop.file, laptop.context, kafka);
                    Admin admin = Clients.admin(kafka, Duration.ofSeconds(10))) {
                inbox.commitToGroup();
                assertThat(admin.listConsumerGroupOffsets(kafka.group(laptop.context.node()))
                                .partitionsToOffsetAndMetadata()
                                .get()
                                .values())
                        .extracting(OffsetAndMetadata::offset)
                        .containsExactly(3L);
            }
        }
    }

    @Test
    void without_a_broker_what_changed_waits_and_the_error_says_what_to_do() {
        KafkaSettings nowhere = KafkaSettings.of("127.0.0.1:1", "x");
        try (TestNode laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock)) {
            insertProducts(laptop, 3);
            laptop.capture();
            assertThatThrownBy(() -> Relay.connect(laptop.file, laptop.context, nowhere))
                    .isInstanceOf(BrokerAwayException.class)
                    .hasMessageContaining("127.0.0.1:1");
            assertThat(laptop.one("SELECT count(*) FROM tandem_outbox")).isEqualTo("3");
        }
    }

    @Test
    void a_web_server_is_not_taken_for_a_broker() throws Exception {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.start();
        try (TestNode laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock)) {
            KafkaSettings wrong =
                    KafkaSettings.of("127.0.0.1:" + web.getAddress().getPort(), "x");
            assertThatThrownBy(() -> Inbox.connect(laptop.file, laptop.context, wrong))
                    .isInstanceOf(BrokerAwayException.class)
                    .message()
                    .containsAnyOf("a web server answers", "closes the connection", "does not answer");
        } finally {
            web.stop(0);
        }
    }

    @Test
    void what_can_never_be_applied_goes_to_the_dead_letters_and_the_stream_goes_on() throws Exception {
        try (TestNode laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock);
                TestNode server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock)) {
            Inbox.connect(server.file, server.context, kafka).close();
            try (KafkaProducer<String, byte[]> producer = Clients.producer(kafka)) {
                producer.send(new ProducerRecord<>(
                                kafka.name(Topic.CHANGES), "k", "not json".getBytes(StandardCharsets.UTF_8)))
                        .get();
            }
            insertProducts(laptop, 2);
            laptop.capture();
            send(laptop);
            Merged merged = pull(server);
            assertThat(merged.deadLettered()).isEqualTo(1);
            assertThat(merged.applied()).isEqualTo(2);
            assertThat(server.query("SELECT topic FROM tandem_outbox WHERE topic = 'DEAD_LETTERS'"))
                    .hasSize(1);
        }
    }

    @Test
    void a_trigger_that_rolls_back_takes_its_own_record_to_the_dead_letters_and_no_other() {
        try (TestNode laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock);
                TestNode server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock)) {
            insertProducts(laptop, 5);
            laptop.capture();
            send(laptop);
            server.script("CREATE TRIGGER no_third BEFORE INSERT ON products WHEN NEW.title = 'Dress 3'"
                    + " BEGIN SELECT RAISE(ROLLBACK, 'not this one'); END");
            Merged merged = pull(server);
            assertThat(merged.deadLettered()).isEqualTo(1);
            assertThat(merged.applied()).isEqualTo(4);
            assertThat(server.one("SELECT value FROM tandem_outbox WHERE topic = 'DEAD_LETTERS'"))
                    .contains("not this one", "\"offset\":2");
            assertThat(server.one("SELECT next FROM tandem_offset")).isEqualTo("5");
            assertThat(pull(server).records()).isZero();
        }
    }

    @Test
    void a_locked_file_stops_the_merge_whole_and_nothing_goes_to_the_dead_letters() throws Exception {
        try (TestNode laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock);
                TestNode server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock)) {
            insertProducts(laptop, 3);
            laptop.capture();
            send(laptop);
            server.file.alone("hurry", sql -> sql.number("PRAGMA busy_timeout = 50"));
            try (Inbox inbox = Inbox.connect(server.file, server.context, kafka);
                    var other = java.sql.DriverManager.getConnection("jdbc:sqlite:" + server.file.path());
                    var it = other.createStatement()) {
                it.execute("BEGIN IMMEDIATE");
                assertThatThrownBy(inbox::runToEnd).hasMessageContaining("another program has locked it");
                it.execute("ROLLBACK");
                assertThat(inbox.runToEnd().applied()).isEqualTo(3);
            }
            assertThat(server.query("SELECT 1 FROM tandem_outbox WHERE topic = 'DEAD_LETTERS'"))
                    .isEmpty();
        }
    }

    @Test
    void a_full_disk_stops_the_merge_whole_and_it_goes_on_when_there_is_room() {
        try (TestNode laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock);
                TestNode server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock)) {
            insertProducts(laptop, 2000);
            laptop.capture();
            send(laptop);
            long pages = server.file.alone("read", sql -> sql.number("PRAGMA page_count"));
            server.file.alone("limit", sql -> sql.number("PRAGMA max_page_count = " + (pages + 60)));
            try (Inbox inbox = Inbox.connect(server.file, server.context, kafka)) {
                assertThatThrownBy(inbox::runToEnd).hasMessageContaining("the disk is full");
                assertThat(server.query("SELECT 1 FROM tandem_outbox WHERE topic = 'DEAD_LETTERS'"))
                        .isEmpty();
                server.file.alone("widen", sql -> sql.number("PRAGMA max_page_count = 1073741823"));
                inbox.runToEnd();
            }
            assertThat(server.one("SELECT count(*) FROM products")).isEqualTo("2000");
        }
    }

    private static void insertProducts(TestNode node, int count) {
        node.script("""
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                INSERT INTO products (url, title, last_updated)
                SELECT 'https://shop.example/' || i, 'Dress ' || i, '2025-11-20 10:00:00' FROM n
                """, count);
    }

    private int send(TestNode node) {
        try (Relay relay = Relay.connect(node.file, node.context, kafka)) {
            return relay.runOnce().changes();
        }
    }

    private Merged pull(TestNode node) {
        try (Inbox inbox = Inbox.connect(node.file, node.context, kafka)) {
            Merged merged = inbox.runToEnd();
            inbox.commitToGroup();
            return merged;
        }
    }
}
