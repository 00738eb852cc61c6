package dev.tandem.broker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.tandem.cli.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A real Kafka node in this JVM, broker and controller in one, reachable at 127.0.0.1 only.
 *
 * <p>What a producer with {@code acks=all} was told is stored survives a kill and a power failure. Topics are never made on first use.
 * Several can run in one JVM, each in its own folder; a folder has one broker at a time, whichever process asks.
 */
public final class LocalBroker implements AutoCloseable {

    /** A start takes about two seconds, and as long as the log's recovery takes after a kill. */
    private static final Duration START_DEADLINE = Duration.ofMinutes(2);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT_AFTER_FAULT = Duration.ofSeconds(3);

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
     * @throws UserError if the folder or the port is in use, or Kafka refuses the folder; nothing is left running or locked
     */
    public static LocalBroker start(Path folder, int port) {
        return start(folder, port, 0, locked -> {});
    }

    /**
     * @param advertisedPort where clients are told to connect; 0 for the port itself
     * @param onceLocked is given the folder when it is ours, before Kafka is loaded
     */
    static LocalBroker start(Path folder, int port, int advertisedPort, Consumer<Path> onceLocked) {
        var absolute = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            var broker = assemble(absolute, port, advertisedPort, onceLocked);
            broker.run();
            return broker;
        } catch (UserError e) {
            throw e;
        } catch (Exception | Error e) {
            throw Failure.atStart(absolute, e);
        }
    }

    private static LocalBroker assemble(Path folder, int port, int advertisedPort, Consumer<Path> onceLocked)
            throws Exception {
        var lock = FolderLock.take(folder);
        try {
            onceLocked.accept(folder);
            var listeners = LoopbackListeners.bind(port, advertisedPort);
            try {
                var dataFolder = folder.resolve("kafka");
                NodeStorage.prepare(dataFolder);
                var faults = new Faults();
                return new LocalBroker(folder, lock, listeners, new KafkaNode(dataFolder, listeners, faults), faults);
            } catch (Exception | Error e) {
                listeners.close();
                throw e;
            }
        } catch (Exception | Error e) {
            lock.close();
            throw e;
        }
    }

    private void run() throws Exception {
        faults.open();
        var started =
                CompletableFuture.runAsync(node::start, command -> new Thread(command, "local-broker-start").start());
        try {
            CompletableFuture.anyOf(started, faults.fatal()).get(START_DEADLINE.toMillis(), MILLISECONDS);
        } catch (Exception | Error e) {
            close();
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

    /**
     * Stops cleanly and frees the folder and the port; the data stay. A second call does nothing. If Kafka does not stop in time, which
     * is so after a disk has failed, the folder stays locked until this process ends, because Kafka may still write there.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            var stopped = node.stop(faults.fatal().isDone() ? STOP_LIMIT_AFTER_FAULT : STOP_LIMIT);
            faults.close();
            listeners.close();
            if (stopped) {
                lock.close();
            }
        }
    }
}
