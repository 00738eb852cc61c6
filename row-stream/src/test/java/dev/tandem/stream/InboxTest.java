package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.broker.LocalBroker;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.OperationalEvent.SyncCompleted;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.verify.PeerDigest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** An inbox that stays open for more than one pull. */
class InboxTest {
    private static final int MORE_THAN_ONE_POLL = 250;

    @TempDir
    static Path shared;

    private static LocalBroker broker;

    @TempDir
    Path folder;

    private TestNode laptop;
    private TestNode server;
    private Stream stream;

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start(shared.resolve("broker"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test) {
        String prefix = test.getTestMethod().orElseThrow().getName();
        stream = new Stream(KafkaSettings.of(broker.bootstrapServers(), prefix));
        SettableClock clock = new SettableClock("2026-11-26T10:00:00");
        laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock);
        server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock);
    }

    @AfterEach
    void close() {
        laptop.close();
        server.close();
    }

    @Test
    void it_goes_on_where_it_is_and_notes_the_servers_last_receipt_at_the_end() {
        publish("a");
        try (Inbox inbox = Inbox.connect(laptop.file, laptop.context, stream.kafka())) {
            inbox.runToEnd();
            assertThat(titles()).isEqualTo("a");
            publish("b");
            inbox.runToEnd();
            assertThat(titles()).isEqualTo("a,b");
            receipt(server.context.now(), "00000000000000aa");
            receipt(server.context.now() + 1_000_000, "00000000000000bb");
            inbox.noteLastReceipt();
        }
        assertThat(laptop.file.read("read", PeerDigest::read).orElseThrow().digest())
                .isEqualTo("00000000000000bb");
        publish("c");
        stream.pull(laptop);
        assertThat(titles()).isEqualTo("a,b,c");
    }

    @Test
    void it_does_not_read_topics_that_were_made_anew() {
        Topics topics = new Topics(stream.kafka());
        try (Inbox inbox = Inbox.open(laptop.file, laptop.context, stream.kafka(), topics.ensure())) {
            assertThat(inbox.reads(topics.ensure())).isTrue();
            stream.remake(Topic.CHANGES);
            assertThat(inbox.reads(topics.ensure())).isTrue();
            stream.remake(Topic.ROWS);
            assertThat(inbox.reads(topics.ensure())).isFalse();
        }
    }

    /** Interrupts the thread that has read the first records, so that it reads no more. */
    public static final class Interrupting implements ConsumerInterceptor<String, byte[]> {
        private boolean done;

        @Override
        public ConsumerRecords<String, byte[]> onConsume(ConsumerRecords<String, byte[]> records) {
            if (!done) {
                done = true;
                Thread.currentThread().interrupt();
            }
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> configs) {}
    }

    @Test
    void records_that_were_read_before_a_read_that_fails_are_read_again() {
        for (int i = 0; i < MORE_THAN_ONE_POLL; i++) {
            server.script("INSERT INTO products (url, title) VALUES ('https://a.example/" + i + "', 'Dress')");
        }
        server.capture();
        stream.send(server);
        KafkaSettings usual = stream.kafka();
        KafkaSettings interrupting = new KafkaSettings(
                usual.bootstrapServers(),
                usual.prefix(),
                usual.partitions(),
                usual.replication(),
                usual.uncompacted(),
                Map.of(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, Interrupting.class.getName()));
        try (Inbox inbox = Inbox.connect(laptop.file, laptop.context, interrupting)) {
            assertThatThrownBy(inbox::runToEnd).hasStackTraceContaining("InterruptException");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(laptop.one("SELECT count(*) FROM products")).isEqualTo("0");

            assertThat(inbox.runToEnd().applied()).isEqualTo(MORE_THAN_ONE_POLL);
        }
    }

    private String titles() {
        return laptop.one("SELECT group_concat(title) FROM (SELECT title FROM products ORDER BY title)");
    }

    private void publish(String title) {
        server.script("INSERT INTO products (url, title) VALUES ('https://a.example/" + title + "', '" + title + "')");
        server.capture();
        stream.send(server);
    }

    private void receipt(long now, String digest) {
        String id = server.context.node().id();
        SyncCompleted receipt = new SyncCompleted(id, Role.SERVER.text(), now, List.of(), 0, 0, 0, 0, 0, digest);
        server.file.write("note a receipt in", sql -> {
            new Outbox(sql, server.context.node())
                    .add(new Envelope(server.context.ids().next(), id, now, receipt));
            return true;
        });
        stream.send(server);
    }
}
