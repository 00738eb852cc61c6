package dev.tandem.stream.relay;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.node.NodeContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * Goes to the broker ahead of a commit, so that what is committed need not wait for a connection. It touches no file and
 * sends nothing: whether the file is an old copy is looked at by {@link #connect}, right before anything is published.
 */
public final class Ahead implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final KafkaSettings settings;
    private final CompletableFuture<Line> line = new CompletableFuture<>();

    private Ahead(KafkaSettings settings) {
        this.settings = settings;
    }

    /** What is open to the broker. */
    private record Line(Admin admin, KafkaProducer<String, byte[]> producer) {
        void close() {
            producer.close(Duration.ZERO);
            admin.close(Duration.ZERO);
        }
    }

    /** Sets out, on another thread. */
    public static Ahead start(KafkaSettings settings) {
        Ahead ahead = new Ahead(settings);
        Thread thread = new Thread(ahead::run, "tandem-ahead");
        thread.setDaemon(true);
        thread.start();
        return ahead;
    }

    private void run() {
        try {
            line.complete(open());
        } catch (RuntimeException | Error e) {
            // Told where the connection is needed, if there is none then either.
            line.completeExceptionally(e);
        }
    }

    private Line open() {
        Admin admin = Clients.admin(settings, TIMEOUT);
        Optional<KafkaProducer<String, byte[]>> producer = Optional.empty();
        boolean whole = false;
        try {
            new Topics(settings).ensure(admin);
            Line opened = new Line(admin, Clients.producer(settings));
            producer = Optional.of(opened.producer());
            for (Topic topic : Topic.values()) {
                opened.producer().partitionsFor(settings.name(topic));
            }
            whole = true;
            return opened;
        } finally {
            if (!whole) {
                producer.ifPresent(its -> its.close(Duration.ZERO));
                admin.close(Duration.ZERO);
            }
        }
    }

    /**
     * Connects as {@link Relay#connect} does, over what was opened ahead; if that could not be opened, tries anew.
     *
     * @throws dev.tandem.stream.inbox.GapException if what was sent before may be lost
     * @throws dev.tandem.stream.kafka.BrokerAwayException if the broker cannot be reached
     */
    public Relay connect(SyncedFile file, NodeContext context) {
        Optional<Line> opened = opened();
        Clients.requireReachable(settings);
        return opened.isEmpty()
                ? Relay.connect(file, context, settings)
                : Relay.over(
                        file,
                        context,
                        settings,
                        opened.get().admin(),
                        () -> opened.get().producer(),
                        System::nanoTime);
    }

    private Optional<Line> opened() {
        try {
            return Optional.of(line.join());
        } catch (CompletionException failed) {
            return Optional.empty();
        }
    }

    /** Lets go of what was opened, a relay's connection with it; waits for nothing. */
    @Override
    public void close() {
        var unused = line.thenAccept(Line::close);
    }
}
