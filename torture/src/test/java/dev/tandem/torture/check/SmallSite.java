package dev.tandem.torture.check;

import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.tap.Tap;
import dev.tandem.stream.tap.TapResult;
import dev.tandem.stream.tap.Taps;
import dev.tandem.torture.load.Ledger;
import dev.tandem.torture.load.Ledger.Tapped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A server that the engine itself has filled, and two laptops that hold the same: evidence in which nothing is wrong yet. */
final class SmallSite {
    static final String URL = "https://shop.example/1";

    final Ledger ledger = new Ledger();
    final List<Event> events = new ArrayList<>();
    final Path server;
    final Path laptop;
    final Path other;
    private long last = Timestamps.toMicros(Instant.parse("2026-01-31T14:05:00Z"));

    private SmallSite(Path folder) {
        this.server = folder.resolve("server.db");
        this.laptop = folder.resolve("one.db");
        this.other = folder.resolve("two.db");
    }

    /** With a product on which each of these reviewers has decided, one after the other, and otherwise than the one before. */
    static SmallSite with(Path folder, String... reviewers) throws SQLException, IOException {
        SmallSite site = new SmallSite(folder);
        try (SyncedFile file = SyncedFile.openOrCreate(site.server)) {
            NodeContext context = Adoption.openOrCreate(
                            file, Role.SERVER, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE)
                    .context();
            run(
                    site.server,
                    "INSERT INTO products (url, title, last_updated) VALUES ('" + URL
                            + "', 'Dress', '2025-11-07 09:03:40')");
            new Capture(file, context).run();
            for (int i = 0; i < reviewers.length; i++) {
                site.tap(file, context, reviewers[i], i % 2 == 0 ? Decision.MODEST : Decision.NOT_MODEST);
            }
            site.publish(file);
        }
        Files.copy(site.server, site.laptop);
        Files.copy(site.server, site.other);
        return site;
    }

    private void tap(SyncedFile file, NodeContext context, String reviewer, Decision decision) {
        last += 1_000_000;
        Tap tap = new Tap(UUID.randomUUID(), URL, decision, null, null, reviewer, last, null);
        TapResult result = new Taps(file, context).record(List.of(tap)).get(0);
        ledger.tapped(new Tapped(
                tap.id().toString(),
                URL,
                decision.text(),
                reviewer,
                last,
                result.status().name().toLowerCase(Locale.ROOT),
                last / 1_000));
    }

    /** What waits in the outbox is sent. */
    private void publish(SyncedFile file) {
        file.write("send", sql -> {
            sql.all(
                    "SELECT seq, event, type, topic, value FROM tandem_outbox ORDER BY seq",
                    row -> events.add(Event.of(
                            Topic.valueOf(row.getString(4)).name("tandem"),
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3).split("\\.", -1)[2],
                            row.getString(5),
                            last)));
            return sql.update("DELETE FROM tandem_outbox");
        });
    }

    /** The tap that was acknowledged last. */
    String lastTap() {
        return ledger.taps().get(ledger.taps().size() - 1).id();
    }

    Evidence evidence() {
        return new Evidence(
                ledger,
                new NodeFile("server", server),
                List.of(new NodeFile("laptop-one", laptop), new NodeFile("laptop-two", other)),
                events);
    }

    /** Something goes wrong in a file. */
    static void run(Path file, String statement) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var it = connection.createStatement()) {
            it.executeUpdate(statement);
        }
    }
}
