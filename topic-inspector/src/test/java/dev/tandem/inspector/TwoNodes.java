package dev.tandem.inspector;

import dev.tandem.broker.LocalBroker;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.relay.Relay;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A laptop and a server on a broker, each a SQLite file with the engine. */
final class TwoNodes implements AutoCloseable {
    final KafkaSettings kafka;
    final SyncedFile laptop;
    final SyncedFile server;
    private final NodeContext atLaptop;
    final NodeContext atServer;

    TwoNodes(Path folder, LocalBroker broker) {
        kafka = KafkaSettings.of(broker.bootstrapServers(), "tandem");
        laptop = SyncedFile.openOrCreate(folder.resolve("laptop.db"));
        atLaptop = Adoption.openOrCreate(laptop, Role.LAPTOP, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE)
                .context();
        server = SyncedFile.openOrCreate(folder.resolve("server.db"));
        atServer = Adoption.openOrCreate(server, Role.SERVER, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE)
                .context();
    }

    static void run(SyncedFile file, String script) {
        file.alone("run a script in", sql -> {
            sql.script(script);
            return true;
        });
    }

    /** Writes to the laptop's file as any program does, and sends it. */
    void send(String script) {
        run(laptop, script);
        new Capture(laptop, atLaptop).run();
        try (Relay relay = Relay.connect(laptop, atLaptop, kafka)) {
            relay.runOnce();
        }
    }

    /** The server reads, and answers. */
    void serve() {
        read(server, atServer);
    }

    /** The laptop reads what the server has answered. */
    void read() {
        read(laptop, atLaptop);
    }

    private void read(SyncedFile file, NodeContext context) {
        try (Inbox inbox = Inbox.connect(file, context, kafka);
                Relay relay = Relay.connect(file, context, kafka)) {
            inbox.runToEnd();
            relay.runOnce();
            inbox.commitToGroup();
        }
    }

    String laptopId() {
        return atLaptop.node().id();
    }

    /** Does something while the server goes on reading. */
    void whileServing(Runnable action) {
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> service = CompletableFuture.runAsync(() -> {
            try (Inbox inbox = Inbox.connect(server, atServer, kafka);
                    Relay relay = Relay.connect(server, atServer, kafka)) {
                while (!stop.get()) {
                    inbox.runOnce(Duration.ofMillis(100));
                    relay.runOnce();
                    inbox.commitToGroup();
                }
            }
        });
        try {
            action.run();
        } finally {
            stop.set(true);
            service.join();
        }
    }

    List<String> titles() {
        return server.read("read", sql -> sql.all("SELECT title FROM products ORDER BY url", row -> row.getString(1)));
    }

    @Override
    public void close() {
        laptop.close();
        server.close();
    }
}
