package dev.tandem.broker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.tandem.cli.error.UserError;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A real Kafka node in this JVM, broker and controller in one, reachable at 127.0.0.1 only unless it is guarded.
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
    private final Listeners listeners;
    private final KafkaNode node;
    private final Optional<Guard> guard;
    private final Faults faults;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalBroker(Path folder, FolderLock lock, Listeners listeners, Optional<Guard> guard, Faults faults) {
        this.folder = folder;
        this.lock = lock;
        this.listeners = listeners;
        this.port = listeners.clientPort();
        this.guard = guard;
        this.faults = faults;
        this.node = new KafkaNode(folder.resolve("kafka"), listeners, guard, faults);
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
        return start(folder, Doors.open(port), locked -> {});
    }

    /**
     * Starts one that lets in only who has a right to: over TLS, by SCRAM, with ACLs. How its administrator comes in is in
     * {@link #administrator}.
     *
     * @param port 0 for any free one
     */
    public static LocalBroker startSecure(Path folder, int port) {
        return start(folder, Doors.guarded(port), locked -> {});
    }

    /**
     * @param onceLocked is given the folder when it is ours, before Kafka is loaded
     */
    static LocalBroker start(Path folder, Doors doors, Consumer<Path> onceLocked) {
        var absolute = folder.toAbsolutePath().normalize();
        if (!doors.secure() && Guard.stoodBefore(absolute)) {
            throw UserError.usage(
                    "The broker in " + absolute
                            + " has been run with --secure, and would now be open to every program of"
                            + " this machine.",
                    "Start it with --secure; to open it for good, move its folder \"secure\" away.");
        }
        try {
            Files.createDirectories(absolute);
            var broker = assemble(absolute, doors, onceLocked);
            broker.run();
            return broker;
        } catch (UserError e) {
            throw e;
        } catch (Exception | Error e) {
            throw Failure.atStart(absolute, e);
        }
    }

    private static LocalBroker assemble(Path folder, Doors doors, Consumer<Path> onceLocked) throws Exception {
        var lock = FolderLock.take(folder);
        try {
            onceLocked.accept(folder);
            var listeners = Listeners.bind(doors);
            try {
                NodeStorage.prepare(folder.resolve("kafka"));
                Optional<Guard> guard = doors.secure() ? Optional.of(Guard.prepare(folder, doors)) : Optional.empty();
                return new LocalBroker(folder, lock, listeners, guard, new Faults());
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
            if (guard.isPresent()) {
                Administrator.ensure(guard.get(), listeners, bootstrapServers(), advertisedServers());
            }
        } catch (Exception | Error e) {
            close();
            throw e;
        }
    }

    /** What clients of this machine are configured with: the address and port, as {@code 127.0.0.1:9092}. */
    public String bootstrapServers() {
        return listeners.doors().here() + ":" + port();
    }

    /** What nodes elsewhere are configured with: the name and port that all clients are told. */
    public String advertisedServers() {
        return listeners.doors().advertisedHost() + ":" + listeners.advertisedPort();
    }

    /** Where the settings are by which the administrator of a guarded broker comes in; readable by this user alone. */
    public Path administrator() {
        return Guard.administratorIn(folder);
    }

    /** The doors by which a guarded node reaches itself, for tests. */
    List<InetSocketAddress> ownDoors() {
        return List.of(listeners.internalAddress(), listeners.controllerAddress());
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
