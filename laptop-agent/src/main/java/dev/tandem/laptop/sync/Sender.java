package dev.tandem.laptop.sync;

import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.relay.Relay;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way out, which is opened only once there is something to send. */
public final class Sender implements AutoCloseable {
    private final SyncedFile file;
    private final Supplier<Relay> connect;
    private final Consumer<String> notes;
    private @Nullable Relay relay;

    /**
     * From this file.
     *
     * @param connect opens the way out
     * @param notes is told, in a sentence, what its owner should know before anything is sent: that it is an old copy
     */
    public Sender(SyncedFile file, Supplier<Relay> connect, Consumer<String> notes) {
        this.file = file;
        this.connect = connect;
        this.notes = notes;
    }

    /** Sends all that waits. */
    public Relay.Sent send() {
        if (file.read("read", Outbox::isEmpty)) {
            return new Relay.Sent(0, Map.of());
        }
        Relay open = relay;
        if (open == null) {
            open = connect.get();
            relay = open;
            open.notes().forEach(notes);
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
