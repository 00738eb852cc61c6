package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.inbox.Gap;
import dev.tandem.stream.inbox.GapException;
import dev.tandem.stream.inbox.Waiting;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What a laptop does when the server's topics do not go on from where it stopped. */
class GapTest {
    @TempDir
    static Path brokerFolder;

    static TestBroker broker;

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2025-11-25T10:00:00");
    private Stream stream;
    private TestNode laptop;
    private TestNode server;

    @BeforeAll
    static void startBroker(TestInfo test) {
        broker = TestBroker.of(test, brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void openNodes() {
        stream = new Stream(KafkaSettings.of(broker.bootstrapServers(), "gap-" + UUID.randomUUID()));
        laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock);
        server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock);
        product(laptop, "a");
        stream.walk(laptop, server);
    }

    @AfterEach
    void closeNodes() {
        laptop.close();
        server.close();
    }

    @Test
    void a_topic_made_anew_stops_a_laptop_which_goes_on_from_its_end_once_all_was_compared() {
        stream.remake(Topic.PRODUCTS);
        assertStops("made anew");
        assertGapCloses();
    }

    @Test
    void expired_records_stop_a_laptop_which_goes_on_from_the_end_once_all_was_compared() {
        product(server, "b");
        product(server, "c");
        server.capture();
        stream.send(server);
        stream.expire(Topic.PRODUCTS, 2);
        assertStops("have expired");
        assertGapCloses();
    }

    @Test
    void a_topic_that_lost_records_stops_a_laptop_which_goes_on_from_its_end_once_all_was_compared() {
        laptop.script("UPDATE tandem_offset SET next = next + 7");
        assertStops("has lost records");
        assertGapCloses();
    }

    @Test
    void without_a_gap_a_full_compare_moves_no_offset() {
        product(server, "b");
        server.capture();
        stream.send(server);
        Gap gap = Gap.mark(laptop.file, laptop.context, stream.kafka());
        assertThat(gap.found()).isEmpty();
        assertThat(laptop.file.<Boolean>write("close the gap of", gap::closed)).isFalse();
        assertThat(stream.pull(laptop).applied()).isEqualTo(1);
    }

    private void assertStops(String why) {
        String before = laptop.one("SELECT group_concat(topic || topic_id || next) FROM tandem_offset");
        assertThatThrownBy(() -> stream.pull(laptop))
                .isInstanceOf(GapException.class)
                .hasMessageContaining(why);
        assertThatThrownBy(() -> Waiting.look(laptop.file, laptop.context, stream.kafka(), Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(
                        GapException.class, e -> assertThat(e.hint()).contains("./tandem verify --repair"));
        assertThat(laptop.one("SELECT group_concat(topic || topic_id || next) FROM tandem_offset"))
                .isEqualTo(before);
    }

    /** What arrives between the mark and the end of the compare is read afterwards. */
    private void assertGapCloses() {
        Gap gap = Gap.mark(laptop.file, laptop.context, stream.kafka());
        assertThat(gap.found()).isNotEmpty();
        product(server, "meanwhile");
        server.capture();
        stream.send(server);
        assertThat(laptop.file.<Boolean>write("close the gap of", gap::closed)).isTrue();
        stream.pull(laptop);
        assertThat(laptop.query("SELECT url FROM products")).contains("https://shop.example/meanwhile");
        assertThat(Gap.mark(laptop.file, laptop.context, stream.kafka()).found())
                .isEmpty();
    }

    private static void product(TestNode node, String name) {
        node.script("INSERT INTO products (url, title) VALUES ('https://shop.example/' || ?, 'Dress')", name);
    }
}
