package dev.tandem.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.broker.LocalBroker;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Terminal;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.relay.Relay;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that a trigger of the server's database refuses, on its way through the dead letters. */
class DeadLettersTest {
    @TempDir
    Path folder;

    private LocalBroker broker;
    private KafkaSettings kafka;
    private SyncedFile laptop;
    private NodeContext atLaptop;
    private SyncedFile server;
    private NodeContext atServer;

    @BeforeEach
    void refuseARecord() {
        broker = LocalBroker.start(folder.resolve("broker"));
        kafka = KafkaSettings.of(broker.bootstrapServers(), "tandem");
        laptop = SyncedFile.openOrCreate(folder.resolve("laptop.db"));
        atLaptop = Adoption.openOrCreate(laptop, Role.LAPTOP, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE)
                .context();
        server = SyncedFile.openOrCreate(folder.resolve("server.db"));
        atServer = Adoption.openOrCreate(server, Role.SERVER, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE)
                .context();
        run(
                server,
                "CREATE TRIGGER no BEFORE INSERT ON products WHEN NEW.title = 'Bad'"
                        + " BEGIN SELECT RAISE(ABORT, 'not this one'); END");
        run(laptop, "INSERT INTO products (url, title) VALUES ('https://a', 'Good'), ('https://b', 'Bad')");
        new Capture(laptop, atLaptop).run();
        send(laptop, atLaptop);
        serve();
    }

    @AfterEach
    void close() {
        laptop.close();
        server.close();
        broker.close();
    }

    @Test
    void a_letter_of_the_database_at_hand_is_merged_into_it_once_the_cause_is_mended() {
        String id = only();
        assertThat(ran("show", id, "--json").out()).contains("not this one", "\\\"title\\\":\\\"Bad\\\"", "ce_source");
        Ran early = ran("redrive", id, "--database", server.path().toString());
        assertThat(early.exitCode()).isEqualTo(1);
        assertThat(early.err()).contains("still cannot be applied", "not this one");
        assertThat(only()).isEqualTo(id);

        run(server, "DROP TRIGGER no");
        Ran ran = ran("redrive", id.substring(0, 6), "--database", server.path().toString(), "--json");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("applied");
        assertThat(titles()).containsExactly("Good", "Bad");
        assertNone();
    }

    @Test
    void a_letter_that_is_older_than_what_stands_overwrites_nothing() {
        run(server, "DROP TRIGGER no");
        run(laptop, "UPDATE products SET title = 'Better' WHERE url = 'https://b'");
        new Capture(laptop, atLaptop).run();
        send(laptop, atLaptop);
        serve();
        Ran ran = ran("redrive", only(), "--database", server.path().toString());
        assertThat(ran.out()).contains("what stands is newer");
        assertThat(titles()).containsExactly("Good", "Better");
        assertNone();
    }

    @Test
    void a_letter_of_the_servers_is_sent_once_more_and_answered() {
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> service = CompletableFuture.runAsync(() -> {
            while (!stop.get()) {
                serve();
            }
        });
        try {
            String id = only();
            Ran early = ran("redrive", "--all", "--database", "nowhere.db", "--json");
            assertThat(early.exitCode()).as(early.err()).isEqualTo(3);
            assertThat(early.out()).contains("not this one");
            String again = only();
            assertThat(again).isNotEqualTo(id);
            run(server, "DROP TRIGGER no");
            Ran ran = ran("redrive", again, "--database", "nowhere.db");
            assertThat(ran.exitCode()).as(ran.err()).isZero();
            assertThat(ran.out()).contains("applied").doesNotContain("not applied");
            assertNone();
        } finally {
            stop.set(true);
            service.join();
        }
        assertThat(titles()).containsExactly("Good", "Bad");
    }

    @Test
    void a_discarded_letter_is_listed_no_more() {
        assertThat(ran("discard", only()).exitCode()).isZero();
        assertNone();
        assertThat(ran("discard", "abc").err()).contains("no open dead letter");
        assertThat(ran("redrive").exitCode()).isEqualTo(2);
    }

    private String only() {
        Ran ran = ran("list", "--json");
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(3);
        try {
            JsonNode letters = new ObjectMapper().readTree(ran.out()).get("deadLetters");
            assertThat(letters).hasSize(1);
            assertThat(letters.get(0).get("topic").asText()).isEqualTo("tandem.changes");
            assertThat(letters.get(0).get("cause").asText()).contains("not this one");
            assertThat(letters.get(0).get("offset").isNumber()).isTrue();
            return letters.get(0).get("id").asText();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(ran.out(), e);
        }
    }

    private void assertNone() {
        Ran ran = ran("list");
        assertThat(ran.out()).contains("There are no dead letters.");
        assertThat(ran.exitCode()).isZero();
    }

    private List<String> titles() {
        return server.read("read", sql -> sql.all("SELECT title FROM products ORDER BY url", row -> row.getString(1)));
    }

    private static void run(SyncedFile file, String statement) {
        file.alone("run a statement in", sql -> {
            sql.script(statement);
            return true;
        });
    }

    private void send(SyncedFile file, NodeContext context) {
        try (Relay relay = Relay.connect(file, context, kafka)) {
            relay.runOnce();
        }
    }

    private void serve() {
        try (Inbox inbox = Inbox.connect(server, atServer, kafka)) {
            inbox.runOnce(Duration.ofMillis(300));
            inbox.runToEnd();
            send(server, atServer);
            inbox.commitToGroup();
        }
    }

    private record Ran(int exitCode, String out, String err) {}

    private Ran ran(String... arguments) {
        List<String> all = new ArrayList<>(List.of("dead-letters"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal plain = new Terminal(false, false, false, false);
        Output output = new Output(InputStream.nullInputStream(), out, err, plain, all.contains("--json"));
        int exitCode = Main.run(output, all.toArray(String[]::new));
        return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
