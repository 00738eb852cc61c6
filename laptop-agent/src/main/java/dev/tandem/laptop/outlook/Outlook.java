package dev.tandem.laptop.outlook;

import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.connection.Kafka;
import dev.tandem.laptop.connection.PairedService;
import dev.tandem.laptop.connection.ServiceAddress;
import dev.tandem.laptop.connection.ServiceHealth;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.kafka.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

    /** Why the topics could not be looked at. */
    public enum Kind {
        /** There is no connection. */
        AWAY,
        /** There is no answer in time, so nobody knows. */
        SLOW,
        /** The broker does not take these settings: another password, certificate, protocol or right is needed. */
        REFUSED,
        /** The topics do not go on from where this file stopped. */
        GAP
    }

    /** A failure, and what to do. */
    public record Trouble(String message, String hint, Kind kind) {
        static Trouble of(StreamException e, Kind kind) {
            return new Trouble(String.valueOf(e.getMessage()), e.hint(), kind);
        }
    }

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
        ServiceAddress service = ServiceAddress.of(PairedService.in(settings, database));
        CompletableFuture<Optional<Boolean>> health = ServiceHealth.ask(service);
        KafkaSettings kafka = Kafka.of(settings);
        Found found = new Look(database, kafka, exact, waiting, within).at(settings);
        Ahead ahead = found.ahead();
        return new Outlook(
                database,
                found.state(),
                found.nodeId(),
                found.local(),
                ahead.incoming(),
                ahead.exact(),
                found.local().unsent() + ahead.found(),
                ahead.follows(),
                found.underWay(),
                ahead.restored(),
                found.letters().open(),
                found.letters().refused(),
                ahead.scanDue(),
                new Server(
                        kafka.bootstrapServers(),
                        found.reachable(),
                        service.url(),
                        health.join().orElse(null)),
                found.trouble());
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
}
