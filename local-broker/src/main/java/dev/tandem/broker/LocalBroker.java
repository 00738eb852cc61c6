package dev.tandem.broker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A real Kafka node in this JVM, broker and controller in one, reachable at 127.0.0.1 only.
 *
 * <p>What a producer with {@code acks=all} was told is stored survives a kill and a power failure. Topics are never made on first use.
 * Several can run in one JVM, each in its own folder; a folder has one broker at a time, whichever process asks.
 */
public final class LocalBroker implements AutoCloseable {

    /** A start takes about two seconds, and as long as the log's recovery takes after a kill. */
    private static final Duration START_DEADLINE = Duration.ofMinutes(2);

    private final Path folder;
    private final int port;
    private final FolderLock lock;
    private final LoopbackListeners listeners;
    private final KafkaNode node;
    private final Faults faults;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalBroker(Path folder, FolderLock lock, LoopbackListeners listeners, KafkaNode node, Faults faults) {
        this.folder = folder;
        this.lock = lock;
        this.listeners = listeners;
        this.port = listeners.clientPort();
        this.node = node;
        this.faults = faults;
    }

    /** Starts on any free port; the same folder may come back on another one. */
    public static LocalBroker start(Path folder) {
        return start(folder, 0);
    }

    /**
     * Starts, and returns when the broker takes requests.
     *
     * @param folder holds all of the broker's data; made if absent
     * @param port 0 for any free one
     * @throws CannotStartException if the folder or the port is in use, or Kafka refuses the folder
     */
    public static LocalBroker start(Path folder, int port) {
        var absolute = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            var lock = FolderLock.take(absolute);
            try {
                return startLocked(absolute, port, lock);
            } catch (Exception e) {
                lock.close();
                throw e;
            }
        } catch (CannotStartException e) {
            throw e;
        } catch (Exception e) {
            throw StartFailure.explain(absolute, e);
        }
    }

    private static LocalBroker startLocked(Path folder, int port, FolderLock lock) throws Exception {
        var listeners = LoopbackListeners.bind(port);
        try {
            var dataFolder = folder.resolve("kafka");
            NodeStorage.formatOnce(dataFolder);
            var faults = new Faults();
            var node = new KafkaNode(dataFolder, listeners, faults);
            run(node, faults);
            return new LocalBroker(folder, lock, listeners, node, faults);
        } catch (Exception e) {
            listeners.close();
            throw e;
        }
    }

    private static void run(KafkaNode node, Faults faults) throws Exception {
        var started =
                CompletableFuture.runAsync(node::start, command -> new Thread(command, "local-broker-start").start());
        try {
            CompletableFuture.anyOf(started, faults.fatal()).get(START_DEADLINE.toMillis(), MILLISECONDS);
        } catch (Exception e) {
            node.stop();
            throw e;
        }
    }

    /** What clients are configured with: the address and port, as {@code 127.0.0.1:9092}. */
    public String bootstrapServers() {
        return LoopbackListeners.ADDRESS + ":" + port();
    }

    public int port() {
        return port;
    }

    public Path folder() {
        return folder;
    }

    /** Fails if Kafka meets something it cannot go on after, such as a disk that fails; never ends otherwise. */
    public CompletableFuture<Void> failed() {
        return faults.fatal().copy();
    }

    /** Stops cleanly and frees the folder and the port; the data stay. A second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                node.stop();
            } finally {
                listeners.close();
                lock.close();
            }
        }
    }
}
