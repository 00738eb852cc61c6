package dev.tandem.laptop.sync;

import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.outbox.Relay;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way out, which is opened only once there is something to send. */
public final class Sender implements AutoCloseable {
    private final SyncedFile file;
    private final KafkaSettings kafka;
    private @Nullable Relay relay;

    /** From this file. */
    public Sender(SyncedFile file, KafkaSettings kafka) {
        this.file = file;
        this.kafka = kafka;
    }

    /** Sends all that waits. */
    public Relay.Sent send() {
        if (file.read("read", Outbox::isEmpty)) {
            return new Relay.Sent(0, Map.of());
        }
        Relay open = relay;
        if (open == null) {
            open = Relay.connect(file, kafka);
            relay = open;
        }
        return open.runOnce();
    }

    @Override
    public void close() {
        Relay open = relay;
        relay = null;
        if (open != null) {
            open.close();
        }
    }
}
