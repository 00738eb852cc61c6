package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.node.TablesInStep;
import dev.tandem.stream.outbox.Answer;
import dev.tandem.stream.relay.Relay;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a row over a real broker, on the user's real file. */
class WalkTest {
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
    void a_real_file_goes_to_the_server_and_verdicts_come_back() {
        Path real = TestNode.realFile("products-2025-11-12.db", folder);
        assumeTrue(real != null, "the real file is not on this machine");
        SettableClock clock = new SettableClock("2026-11-22T10:00:00");
        KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers(), "walk");
        try (TestNode laptop = TestNode.adopt(Objects.requireNonNull(real), Role.LAPTOP, clock);
                TestNode server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock)) {
            assertThat(laptop.one("SELECT count(*) FROM tandem_outbox")).isEqualTo("3363");
            Relay.Sent sent = send(laptop, kafka);
            assertThat(sent.changes()).isEqualTo(3363);
            Merged atServer = pull(server, kafka);
            assertThat(atServer.applied()).isEqualTo(3363);
            assertThat(atServer.deadLettered()).isZero();
            assertThat(Answer.await(kafka, sent.ends(), Duration.ofSeconds(5))).isZero();
            Merged back = pull(laptop, kafka);
            assertThat(back.applied() + back.confirmed()).isGreaterThanOrEqualTo(3363);
            assertThat(difference(laptop, server)).isEmpty();

            List<String> pending = server.query(
                    "SELECT product_url FROM assessment_queue WHERE status = 'pending' ORDER BY id LIMIT 3");
            for (String url : pending) {
                verdict(server, url, "2026-11-22T10:01:00");
            }
            assertThat(laptop.one("SELECT count(*) FROM products WHERE url = ?", pending.get(0)))
                    .isEqualTo("0");
            send(server, kafka);
            Merged verdicts = pull(laptop, kafka);
            assertThat(verdicts.applied()).isEqualTo(6);
            assertThat(laptop.one("SELECT assessed_at FROM products WHERE url = ?", pending.get(0)))
                    .isEqualTo("2026-11-22T10:01:00");
            assertThat(laptop.one("SELECT brand FROM products WHERE url = ?", pending.get(0)))
                    .isEqualTo("Bardot");
            assertThat(laptop.capture().events()).isZero();
            assertThat(server.capture().events()).isZero();
            assertThat(difference(laptop, server)).isEmpty();
        }
    }

    private static void verdict(TestNode server, String url, String at) {
        Verdict verdict = Verdict.of(Decision.MODEST, "dress", null, "Ada", at);
        AssessmentRecorded recorded =
                new AssessmentRecorded(url, Timestamps.parse(at, ZoneOffset.UTC), false, verdict, null);
        server.merge(List.of(
                new Envelope(server.context.ids().next(), server.context.node().id(), server.context.now(), recorded)));
    }

    private static Relay.Sent send(TestNode node, KafkaSettings kafka) {
        try (Relay relay = Relay.connect(node.file, node.context, kafka)) {
            return relay.runOnce();
        }
    }

    private static Merged pull(TestNode node, KafkaSettings kafka) {
        try (Inbox inbox = Inbox.connect(node.file, node.context, kafka)) {
            Merged merged = inbox.runToEnd();
            if (node.context.node().role() == Role.SERVER) {
                send(node, kafka);
            }
            inbox.commitToGroup();
            return merged;
        }
    }

    /** What the registers and the rows of two nodes say differently. */
    static List<String> difference(TestNode one, TestNode other) {
        List<String> mine = registers(one);
        List<String> theirs = registers(other);
        TreeSet<String> difference = new TreeSet<>(mine);
        difference.removeAll(theirs);
        TreeSet<String> reverse = new TreeSet<>(theirs);
        reverse.removeAll(mine);
        difference.addAll(reverse);
        return difference.stream().limit(10).toList();
    }

    private static List<String> registers(TestNode node) {
        List<String> all = new ArrayList<>(
                node.query("SELECT table_name || key || shown || ' ' || clock || event FROM tandem_row"));
        all.addAll(node.query("SELECT product_url || review_type || clock || event || verdict FROM tandem_verdict"));
        for (String table : node.file.read("read", sql -> TablesInStep.read(sql).all()).stream()
                .map(SyncTable::name)
                .filter(name ->
                        !node.query("SELECT 1 FROM pragma_table_info(?)", name).isEmpty())
                .toList()) {
            String columns = String.join(
                    " || ' ' || ",
                    node.query(
                            "SELECT 'quote(' || name || ')' FROM pragma_table_info(?) WHERE name <> 'id' ORDER BY name",
                            table));
            all.addAll(node.query("SELECT " + columns + " FROM " + table));
        }
        return all;
    }
}
