package dev.tandem.laptop.outlook;

import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.connection.Aside;
import dev.tandem.laptop.connection.Kafka;
import dev.tandem.laptop.connection.ServiceAddress;
import dev.tandem.laptop.connection.ServiceHealth;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.schema.row.RowKey;
import dev.tandem.stream.capture.TriggerCheck;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.GapException;
import dev.tandem.stream.inbox.OpenLetters;
import dev.tandem.stream.inbox.Waiting;
import dev.tandem.stream.kafka.BrokerAwayException;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Written;
import dev.tandem.stream.preview.Follows;
import dev.tandem.stream.preview.Preview;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a sync would do. The file is only read, and nothing is made on the broker.
 *
 * @param state whether there is a database to sync
 * @param nodeId who it is; null unless it is adopted
 * @param incoming what waits to come in; null where the topics could not be looked at
 * @param exact whether what comes in and goes out was counted, not estimated
 * @param outgoing how many rows and verdicts would be sent; at most, where it is not exact
 * @param follows how many rows the server makes of those verdicts, and sends back
 * @param underWay whether the server has not answered yet for something that was sent, as far as is known here
 * @param restored verdicts that a program emptied and that would stand again
 * @param openLetters records that could not be applied here and that nobody has taken care of, in their topic; null where that
 *     could not be looked at
 * @param lettersRefused whether that is so because this login may not read them
 * @param scanDue whether the next capture has to look at every row, and there are too many to foretell what it finds
 * @param trouble why the topics could not be looked at; null if they could
 */
public record Outlook(
        Path database,
        State state,
        @Nullable String nodeId,
        Local local,
        @Nullable Incoming incoming,
        boolean exact,
        long outgoing,
        long follows,
        boolean underWay,
        long restored,
        @Nullable Long openLetters,
        boolean lettersRefused,
        boolean scanDue,
        Server server,
        @Nullable Trouble trouble) {

    /** How long the broker may take to say how much waits; with a JVM's start before it, offline is told within 3 s. */
    private static final Duration ONLINE_WITHIN = Duration.ofMillis(2_200);

    /** What is there. */
    public enum State {
        /** No file, or an empty one. */
        ABSENT,
        /** A file that does not belong to Tandem. */
        NOT_ADOPTED,
        /** A laptop's database. */
        ADOPTED
    }

    /** Who is on the other side, and whether it answers. */
    public record Server(
            String bootstrapServers,
            boolean reachable,
            String serviceUrl,
            @Nullable Boolean healthy) {}

    /** A failure, and what to do. */
    public record Trouble(String message, String hint, boolean gap) {}

    /**
     * Looks.
     *
     * @param waiting is told if the file is waited for
     */
    public static Outlook of(Path database, Settings settings, Consumer<Path> waiting) {
        return of(database, settings, waiting, ONLINE_WITHIN);
    }

    /** Looks; the broker may take that long to say how much waits. */
    public static Outlook of(Path database, Settings settings, Consumer<Path> waiting, Duration within) {
        return of(database, settings, Foresight.EXACT, waiting, within);
    }

    /** Looks; more than {@code exact} waiting events are estimated. */
    static Outlook of(Path database, Settings settings, long exact) {
        return of(database, settings, exact, file -> {}, ONLINE_WITHIN);
    }

    private static Outlook of(Path database, Settings settings, long exact, Consumer<Path> waiting, Duration within) {
        ServiceAddress service = ServiceAddress.of(settings);
        CompletableFuture<Optional<Boolean>> health = ServiceHealth.ask(service);
        Look look = new Look(database, Kafka.of(settings), exact, waiting, within);
        look.at(settings);
        Server server = new Server(
                look.kafka.bootstrapServers(),
                look.reachable,
                service.url(),
                health.join().orElse(null));
        return new Outlook(
                database,
                look.state,
                look.nodeId,
                look.local,
                look.incoming,
                look.exact,
                look.local.unsent() + look.wouldSend,
                look.follows.size(),
                look.underWay,
                look.wouldRestore,
                look.openLetters,
                look.lettersRefused,
                look.scanDue,
                server,
                look.trouble);
    }

    /** Whether both sides hold the same, as far as is known here. */
    public boolean inSync() {
        return nothingToSync() && !underWay;
    }

    /** Whether a sync would find nothing to do. This laptop's own events, come back, are nothing to do. */
    public boolean nothingToSync() {
        return state == State.ADOPTED
                && incoming != null
                && !incoming.hasNews()
                && outgoing == 0
                && restored == 0
                && !scanDue
                && local.deadLetters() == 0;
    }

    /** One look, as it goes on. */
    private static final class Look {
        private final Path database;
        private final KafkaSettings kafka;
        private final long limit;
        private final Consumer<Path> waited;
        private final Duration within;
        private State state = State.ABSENT;
        private @Nullable String nodeId;
        private Local local = Local.NONE;
        private @Nullable Incoming incoming;
        private boolean exact = true;
        private long wouldSend;
        private final Set<RowKey> follows = new HashSet<>();
        private long wouldRestore;
        private @Nullable Long openLetters = 0L;
        private boolean lettersRefused;
        private boolean underWay;
        private boolean scanDue;
        private boolean reachable;
        private @Nullable Trouble trouble;

        Look(Path database, KafkaSettings kafka, long limit, Consumer<Path> waited, Duration within) {
            this.database = database;
            this.kafka = kafka;
            this.limit = limit;
            this.waited = waited;
            this.within = within;
        }

        void at(Settings settings) {
            if (!Files.exists(database)) {
                reachable = isReachable();
                return;
            }
            try (SyncedFile file = SyncedFile.openReadOnly(database, waited)) {
                Optional<NodeContext> context = LaptopFile.context(file, settings);
                if (context.isPresent()) {
                    state = State.ADOPTED;
                    nodeId = context.get().node().id();
                    atTopics(file, context.get());
                } else {
                    boolean empty = file.read("read", sql -> sql.number("SELECT count(*) FROM sqlite_master")) == 0;
                    state = empty ? State.ABSENT : State.NOT_ADOPTED;
                    local = file.read("read", Local::read);
                    reachable = isReachable();
                }
            }
        }

        private boolean isReachable() {
            try {
                Clients.requireReachable(kafka);
                return true;
            } catch (BrokerAwayException e) {
                return false;
            }
        }

        private void atTopics(SyncedFile file, NodeContext context) {
            CompletableFuture<Waiting> asked =
                    Aside.start("look-at-topics", () -> Waiting.look(file, context, kafka, within));
            local = file.read("read", Local::read);
            follows.addAll(file.read("read", Follows::of));
            boolean touched = file.read(
                    "read",
                    sql -> sql.number("SELECT EXISTS (SELECT 1 FROM tandem_change)") > 0 || !TriggerCheck.stands(sql));
            Optional<Waiting> waiting = answer(asked);
            openLetters = letters(file, context);
            waiting.ifPresent(w -> exact = w.events() <= limit);
            underWay = waiting.isPresent() ? waiting.get().underWay() : file.read("read", Written::isUnanswered);
            if (!touched && waiting.map(w -> w.events() == 0).orElse(true)) {
                incoming = waiting.isPresent() ? Incoming.NOTHING : null;
                exact = waiting.isPresent() || local.found() == 0;
                return;
            }
            try (Preview preview = Preview.of(file, context)) {
                wouldRestore = preview.captured().restored();
                scanDue = !preview.isExact();
                exact &= preview.isExact() && (waiting.isPresent() || local.found() == 0);
                if (waiting.isPresent()) {
                    incoming = Foresight.of(preview, file, context, kafka, waiting.get(), limit);
                }
                wouldSend = preview.outgoing();
                follows.addAll(preview.read(Follows::of));
            }
        }

        private @Nullable Long letters(SyncedFile file, NodeContext context) {
            if (!reachable && local.setAside() > 0) {
                return null;
            }
            try {
                OptionalLong open = OpenLetters.count(file, context, kafka);
                return open.isPresent() ? open.getAsLong() : null;
            } catch (OpenLetters.RefusedException e) {
                lettersRefused = true;
                return null;
            } catch (StreamException e) {
                return null;
            }
        }

        private Optional<Waiting> answer(CompletableFuture<Waiting> asked) {
            try {
                Waiting waiting = asked.get(within.toMillis(), TimeUnit.MILLISECONDS);
                reachable = true;
                return Optional.of(waiting);
            } catch (TimeoutException e) {
                trouble = new Trouble(
                        "Kafka at " + kafka.bootstrapServers() + " has not answered within " + within.toMillis()
                                + " ms",
                        "check the connection, and that the broker runs",
                        false);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                trouble = new Trouble("interrupted", "", false);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof StreamException cause)) {
                    throw new CompletionException(e.getCause());
                }
                reachable = cause instanceof GapException;
                trouble = new Trouble(String.valueOf(cause.getMessage()), cause.hint(), reachable);
            }
            return Optional.empty();
        }
    }
}
