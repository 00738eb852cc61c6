package dev.tandem.laptop.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Terminal;
import dev.tandem.laptop.BrokerTest;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.metrics.NodeMetrics;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The watch, round by round. */
class WatcherTest extends BrokerTest {
    private static final Duration ROUND = Duration.ofMillis(200);
    private static final String URL = "https://a.example/3";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private volatile String addresses = "192.168.1.20";
    private Duration slept = Duration.ZERO;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Database laptop;
    private SyncedFile file;
    private NodeContext context;

    @BeforeEach
    void start() {
        laptop = Database.tiny(folder.resolve("products.db"));
        file = SyncedFile.open(laptop.path());
        NodeContext real = Adoption.adopt(file, Role.LAPTOP, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE)
                .context();
        InstantSource clock = () -> Instant.now().plus(slept);
        context = new NodeContext(
                real.node(), clock.withZone(ZoneOffset.UTC), real.ids(), real.zone(), real.tolerance(), real.policy());
    }

    @AfterEach
    void stop() {
        file.close();
    }

    @Test
    void a_tap_comes_into_the_laptops_file_and_a_script_s_change_to_the_server() {
        try (Server server = Server.create(folder.resolve("server.db"), kafka());
                Watcher watcher = watcher(false)) {
            rounds(watcher, () -> said().contains("3 changes sent"));
            server.runOnce();
            rounds(
                    watcher,
                    () -> laptop.one("SELECT count(*) FROM tandem_offset").equals("2"));

            server.verdict(URL, Decision.MODEST, "2026-01-05T10:00:00");
            rounds(
                    watcher,
                    () -> laptop.one("SELECT status FROM assessment_queue").equals("reviewed"));
            rounds(watcher, () -> said().contains("product listed, Green dress"));
            assertThat(said()).contains("Ada: modest, Green dress");

            laptop.run("UPDATE products SET price = 99 WHERE url = 'https://a.example/1'");
            watcher.runOnce(ROUND);
            assertThat(said()).contains("1 change found in the file", "1 change sent");
            server.runOnce();
            assertThat(server.database().one("SELECT price FROM products WHERE url = 'https://a.example/1'"))
                    .isEqualTo("99");
        }
        assertThat(laptop.one("SELECT value FROM tandem_meta WHERE name = 'last_sync'"))
                .contains("\"merged\":1", "\"sent\":4");
        assertThat(meters.get("tandem.sent.events").counter().count()).isGreaterThanOrEqualTo(4);
        assertThat(meters.get("tandem.merge.delay")
                        .tag("kind", "verdict")
                        .timer()
                        .count())
                .isPositive();
        assertThat(meters.get("tandem.outbox.events").gauge().value()).isNotNegative();
        assertThat(meters.get("tandem.connected").gauge().value()).isZero();
    }

    @Test
    void a_broker_that_goes_away_and_comes_back_is_nothing_to_worry_about() {
        try (Server server = Server.create(folder.resolve("server.db"), kafka());
                Watcher watcher = watcher(false)) {
            rounds(watcher, () -> said().contains("3 changes sent"));
            server.runOnce();
            takeBrokerAway();
            rounds(watcher, () -> said().contains("what changes meanwhile is kept"));
            laptop.run("UPDATE products SET price = 99 WHERE url = 'https://a.example/1'");
            Duration first = watcher.runOnce(ROUND);
            Duration second = watcher.runOnce(ROUND);
            assertThat(second).isGreaterThan(first);
            assertThat(laptop.one("SELECT count(*) FROM tandem_outbox")).isNotEqualTo("0");
            assertThat(said().split("what changes meanwhile is kept", -1)).hasSize(2);

            bringBrokerBack();
            rounds(watcher, () -> said().contains("1 change sent"));
            server.runOnce();
            assertThat(server.database().one("SELECT price FROM products WHERE url = 'https://a.example/1'"))
                    .isEqualTo("99");
        }
    }

    @Test
    void after_sleep_and_on_another_network_it_connects_anew_and_goes_on() {
        try (Server server = Server.create(folder.resolve("server.db"), kafka());
                Watcher watcher = watcher(false)) {
            rounds(watcher, () -> said().contains("3 changes sent"));
            server.runOnce();
            slept = Duration.ofHours(8);
            server.verdict(URL, Decision.MODEST, "2026-01-05T10:00:00");
            rounds(watcher, () -> said().contains("Ada: modest, Green dress"));
            assertThat(said()).contains("this machine slept for 480 minutes; connecting anew");
            assertThat(said().split("connected to", -1)).hasSize(3);

            addresses = "10.0.0.7";
            slept = slept.plusSeconds(3);
            laptop.run("UPDATE products SET price = 99 WHERE url = 'https://a.example/1'");
            rounds(watcher, () -> said().contains("1 change sent"));
            assertThat(said()).contains("the network has changed; connecting anew");
            assertThat(said().split("slept", -1))
                    .as("three seconds are no sleep")
                    .hasSize(2);
        }
    }

    @Test
    void a_broker_that_restarts_again_and_again_loses_nothing() {
        try (Server server = Server.create(folder.resolve("server.db"), kafka());
                Watcher watcher = watcher(false)) {
            rounds(watcher, () -> said().contains("3 changes sent"));
            server.runOnce();
            for (int restart = 1; restart <= 2; restart++) {
                takeBrokerAway();
                laptop.run("UPDATE products SET price = " + restart + " WHERE url = 'https://a.example/1'");
                watcher.runOnce(ROUND);
                bringBrokerBack();
                int sent = restart + 1;
                rounds(watcher, () -> said().split("change sent", -1).length == sent);
            }
            server.runOnce();
            assertThat(server.database().one("SELECT price FROM products WHERE url = 'https://a.example/1'"))
                    .isEqualTo("2");
        }
    }

    @Test
    void a_file_that_stays_locked_is_told_once() throws SQLException {
        try (Watcher watcher = watcher(false);
                Connection program = laptop.connect();
                Statement statement = program.createStatement()) {
            rounds(watcher, () -> said().contains("3 changes sent"));
            statement.execute("BEGIN EXCLUSIVE");
            statement.executeUpdate("UPDATE products SET price = 99 WHERE url = 'https://a.example/1'");
            watcher.runOnce(ROUND);
            watcher.runOnce(ROUND);
            statement.execute("COMMIT");
            assertThat(said().split("has locked it", -1)).hasSize(2);
            rounds(watcher, () -> said().contains("1 change sent"));
        }
    }

    @Test
    void a_file_that_is_an_old_copy_is_watched_as_the_node_that_it_becomes() throws IOException {
        Path backup = folder.resolve("backup.db");
        try (Watcher watcher = watcher(false)) {
            rounds(watcher, () -> said().contains("3 changes sent"));
            Files.copy(laptop.path(), backup);
            laptop.run("UPDATE products SET price = 1 WHERE url = 'https://a.example/1'");
            rounds(watcher, () -> said().contains("1 change sent"));
        }
        String former = context.node().id();
        file.close();
        Files.copy(backup, laptop.path(), StandardCopyOption.REPLACE_EXISTING);
        file = SyncedFile.open(laptop.path());
        laptop.run("UPDATE products SET price = 2 WHERE url = 'https://a.example/1'");
        try (Server server = Server.create(folder.resolve("server.db"), kafka());
                Watcher watcher = watcher(false)) {
            rounds(watcher, () -> said().split("1 change sent", -1).length == 3);
            server.runOnce();
            rounds(
                    watcher,
                    () -> !laptop.one("SELECT count(*) FROM tandem_offset").equals("0"));
        }
        String now = laptop.one("SELECT value FROM tandem_meta WHERE name = 'node_id'");
        assertThat(now).isNotEqualTo(former);
        assertThat(readBy(now)).isNotEmpty();
    }

    /** Readers do not wait for a writer here, so that the lock is met by what is merged first. */
    @Test
    void nothing_is_sent_before_the_stream_was_read_though_a_lock_came_between() throws SQLException {
        laptop.run("PRAGMA journal_mode = WAL");
        try (Server server = Server.create(folder.resolve("server.db"), kafka());
                Watcher watcher = watcher(false);
                Connection program = laptop.connect();
                Statement statement = program.createStatement()) {
            server.script("""
                    INSERT INTO products (url, title, price, last_updated)
                    VALUES ('https://a.example/1', 'Blue dress', 49, '2025-11-01 10:00:00'),
                           ('https://a.example/2', 'Red dress', '$59', '2025-11-01 10:00:00')
                    """);
            statement.execute("BEGIN IMMEDIATE");
            watcher.runOnce(ROUND);
            assertThat(said()).contains("connected", "has locked it");
            statement.execute("ROLLBACK");
            rounds(watcher, () -> said().contains("sent"));
            assertThat(said()).as("only the review, which the stream lacks").contains("1 change sent");
        }
    }

    @Test
    void a_program_reads_an_object_on_each_line() {
        try (Server server = Server.create(folder.resolve("server.db"), kafka());
                Watcher watcher = watcher(true)) {
            rounds(watcher, () -> said().contains("\"sent\""));
            server.runOnce();
            server.verdict(URL, Decision.NOT_MODEST, "2026-01-05T10:00:00");
            rounds(watcher, () -> said().contains("\"event\":\"row\""));
        }
        assertThat(said().lines()).allMatch(line -> line.startsWith("{\"at\":\"") && line.endsWith("}"));
        assertThat(said())
                .contains("\"event\":\"verdict\",\"url\":\"" + URL + "\",\"title\":\"Green dress\"")
                .contains("\"decision\":\"not_modest\",\"reviewer\":\"Ada\"");
    }

    @Test
    void another_file_in_the_databases_place_ends_the_watch() throws IOException {
        try (Watcher watcher = watcher(false)) {
            watcher.runOnce(ROUND);
            Files.move(
                    Database.tiny(folder.resolve("copy.db")).path(),
                    laptop.path(),
                    StandardCopyOption.REPLACE_EXISTING);

            assertThatThrownBy(() -> watcher.runOnce(ROUND))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("replaced by another file");
        }
    }

    private Watcher watcher(boolean json) {
        Output output =
                new Output(InputStream.nullInputStream(), out, out, new Terminal(false, false, false, false), json);
        return new Watcher(
                file,
                context,
                kafka(),
                new WatchLog(output, Clock.systemUTC()),
                new NodeMetrics(meters, file, context),
                () -> addresses);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void rounds(Watcher watcher, BooleanSupplier until) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!until.getAsBoolean()) {
            watcher.runOnce(ROUND);
            assertThat(System.nanoTime()).as("20 s of rounds").isLessThan(deadline);
        }
    }
}
