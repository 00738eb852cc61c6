package dev.tandem.stream.inbox;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.EventJson;
import dev.tandem.schema.event.EventType;
import dev.tandem.schema.event.OperationalEvent.DeadLetterSettled;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.Extent;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Meta;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.seal.OperatorSeal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * Records that this file could not apply and that nobody has taken care of since. The file remembers since when there may be some,
 * and how many there were at the last look; what became of them stands in their topic.
 */
public final class OpenLetters {
    /** A clock here may be behind the broker's: by less than this, or {@code doctor} speaks of it. */
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private static final Duration AT_MOST = Duration.ofSeconds(2);

    /** This login may not read the dead letters: what became of those of this file only others can tell. */
    public static final class RefusedException extends StreamException {
        private static final long serialVersionUID = 1L;

        private RefusedException(StreamException told, Throwable e) {
            super(String.valueOf(told.getMessage()), told.hint(), e);
        }
    }

    private OpenLetters() {}

    /**
     * What the file remembers.
     *
     * @param since when the first of them was set aside
     * @param letters how many there were
     */
    public record Noted(Instant since, long letters) {
        static Noted parse(String text) {
            int space = text.indexOf(' ');
            long at = Timestamps.parse(text.substring(0, space), ZoneOffset.UTC);
            return new Noted(Timestamps.toInstant(at), Long.parseLong(text.substring(space + 1)));
        }

        void write(Sql sql) throws SQLException {
            Meta.SET_ASIDE.write(sql, Timestamps.format(Timestamps.toMicros(since)) + " " + letters);
        }
    }

    /** Notes that a record is set aside now. */
    static void note(Sql sql, long now) throws SQLException {
        Noted noted = noted(sql).orElse(new Noted(Timestamps.toInstant(now), 0));
        new Noted(noted.since(), noted.letters() + 1).write(sql);
    }

    /** Notes that so many of this file's letters have been taken care of, where that is learned without their topic. */
    public static boolean settled(Sql sql, long letters) throws SQLException {
        Optional<Noted> noted = noted(sql);
        if (noted.isPresent() && noted.get().letters() > letters) {
            new Noted(noted.get().since(), noted.get().letters() - letters).write(sql);
        } else {
            none(sql);
        }
        return true;
    }

    /**
     * How many letters of this file are open in their topic; those that wait in the outbox are none of them, nor are those whose
     * record was {@linkplain LetterLog settled} before.
     *
     * @param reach how far their topic reaches
     * @return empty if the topic could not be read to its end in a moment
     * @throws RefusedException if this login may not read them
     * @throws dev.tandem.stream.kafka.BrokerAwayException if the broker cannot be reached
     */
    public static OptionalLong count(
            SyncedFile file, NodeContext context, KafkaSettings settings, Map<TopicPartition, Extent> reach) {
        Optional<Noted> noted = file.read("read", OpenLetters::noted);
        if (noted.isEmpty()) {
            return OptionalLong.of(0);
        }
        Optional<LastLook> last = lastLook(file).filter(LastLook::told);
        if (last.isPresent() && last.get().holds(reach, context.now())) {
            return OptionalLong.of(noted.get().letters());
        }
        LetterLog log = log(file, context, settings);
        return switch (look(log, context, settings, noted.get(), last, reach)) {
            case NOTHING_NEW -> OptionalLong.of(noted.get().letters());
            case NOT_ALL -> OptionalLong.empty();
            case ALL -> {
                Set<String> open = log.open();
                open.removeAll(log.settledBefore().keySet());
                yield OptionalLong.of(open.size());
            }
        };
    }

    /** The same as {@link #lookAgain(SyncedFile, NodeContext, KafkaSettings, Map)}, and asks how far the topic reaches. */
    public static Set<String> lookAgain(SyncedFile file, NodeContext context, KafkaSettings settings) {
        return file.read("read", OpenLetters::noted).isEmpty()
                ? Set.of()
                : lookAgain(file, context, settings, Waiting.letters(settings));
    }

    /**
     * Looks, where some were open and something may have become of them, and remembers how many are left. Of those whose record was
     * settled before, a trace goes to their topic that they are as well, unless that would bear no seal and count for nothing.
     *
     * @param reach how far their topic reaches; where that is not known, empty, a later sync looks
     * @return the letters that are settled by that, those that wait in the outbox among them
     */
    public static Set<String> lookAgain(
            SyncedFile file, NodeContext context, KafkaSettings settings, Map<TopicPartition, Extent> reach) {
        Optional<Noted> noted = file.read("read", OpenLetters::noted);
        Optional<LastLook> last = lastLook(file);
        if (noted.isEmpty()
                || reach.isEmpty()
                || (last.isPresent() && last.get().holds(reach, context.now()))) {
            return Set.of();
        }
        LetterLog log = log(file, context, settings);
        LastLook toldNothing = new LastLook(reach, false, context.now());
        Told told;
        try {
            told = look(log, context, settings, noted.get(), last.filter(LastLook::told), reach);
        } catch (RefusedException e) {
            remember(file, toldNothing);
            throw e;
        }
        if (told != Told.ALL) {
            remember(
                    file,
                    told == Told.NOTHING_NEW ? last.map(its -> its.upTo(reach)).orElse(toldNothing) : toldNothing);
            return Set.of();
        }
        Map<String, String> again = log.settledBefore();
        Set<String> open = log.open();
        open.removeAll(again.keySet());
        boolean counts = OperatorSeal.of(settings).isAtHand();
        file.write("note the open dead letters in", sql -> {
            Outbox outbox = new Outbox(sql, context.node());
            for (Map.Entry<String, String> letter : (counts ? again : Map.<String, String>of()).entrySet()) {
                DeadLetterSettled settled = new DeadLetterSettled(letter.getKey(), letter.getValue(), context.now());
                outbox.add(new Envelope(context.ids().next(), context.node().id(), context.now(), settled));
            }
            long left = open.size() + waiting(sql);
            if (left == 0) {
                none(sql);
            } else {
                new Noted(noted.get().since(), left).write(sql);
                new LastLook(reach, true, context.now()).write(sql);
            }
            return true;
        });
        return again.keySet();
    }

    private static void none(Sql sql) throws SQLException {
        Meta.SET_ASIDE.clear(sql);
        Meta.LETTERS_READ.clear(sql);
    }

    private static void remember(SyncedFile file, LastLook look) {
        file.write("note the open dead letters in", sql -> {
            look.write(sql);
            return true;
        });
    }

    /** None counts while a letter waits: what it is about may have been discarded before. */
    private static Optional<LastLook> lastLook(SyncedFile file) {
        return file.read("read", sql -> waiting(sql) > 0 ? Optional.empty() : LastLook.read(sql));
    }

    /** What the file remembers; empty where none was set aside, or none was left. */
    public static Optional<Noted> noted(Sql sql) throws SQLException {
        return Meta.SET_ASIDE.read(sql).map(Noted::parse);
    }

    /** How many letters wait in the outbox that nobody has settled. */
    public static long waiting(Sql sql) throws SQLException {
        Set<String> letters = new HashSet<>();
        Set<String> settled = new HashSet<>();
        outgoing(sql, (id, event) -> {
            if (event instanceof EventDeadLettered letter) {
                letters.add(letter.letter());
            } else if (event instanceof DeadLetterSettled settlement) {
                settled.add(settlement.letter());
            }
        });
        letters.removeAll(settled);
        return letters.size();
    }

    /** One after the other: each may be large, and there may be very many. */
    private static boolean outgoing(Sql sql, BiConsumer<UUID, TandemEvent> taker) throws SQLException {
        sql.all(
                "SELECT event, type, value FROM tandem_outbox WHERE topic = ?",
                row -> {
                    taker.accept(
                            UUID.fromString(row.getString(1)),
                            EventJson.read(
                                    EventType.ofCeType(row.getString(2)),
                                    row.getString(3).getBytes(StandardCharsets.UTF_8)));
                    return true;
                },
                Topic.DEAD_LETTERS.name());
        return true;
    }

    private static LetterLog log(SyncedFile file, NodeContext context, KafkaSettings settings) {
        LetterLog log = new LetterLog(
                file.read("read", sql -> {
                    Set<String> ids = new HashSet<>(Node.ids(sql));
                    ids.add(context.node().id());
                    return ids;
                }),
                context.node().role(),
                OperatorSeal.of(settings));
        file.read(
                "read",
                sql -> outgoing(sql, (id, event) -> {
                    if (event instanceof EventDeadLettered letter) {
                        log.waits(id, letter);
                    }
                }));
        return log;
    }

    /** What a look at the topic told. */
    private enum Told {
        /** That of what was appended since the last look nothing concerns this file's letters. */
        NOTHING_NEW,
        /** All that became of them. */
        ALL,
        /** Less: the topic could not be read to its end in a moment. */
        NOT_ALL
    }

    /** Reads what was appended since the last look that told, and all of it where that is needed; each may take its time. */
    private static Told look(
            LetterLog log,
            NodeContext context,
            KafkaSettings settings,
            Noted noted,
            Optional<LastLook> last,
            Map<TopicPartition, Extent> reach) {
        try (KafkaConsumer<String, byte[]> consumer =
                Clients.consumer(settings, settings.group(context.node()) + ".letters")) {
            if (last.isPresent()
                    && last.get().goesOnTo(reach)
                    && !log.isConcerned(
                            consumer, LastLook.ends(last.get().reach()), LastLook.ends(reach), inAMoment())) {
                return Told.NOTHING_NEW;
            }
            Instant from = noted.since().minus(CLOCKS_DIFFER);
            return log.read(consumer, settings.name(Topic.DEAD_LETTERS), from, inAMoment()) ? Told.ALL : Told.NOT_ALL;
        } catch (TopicAuthorizationException e) {
            throw new RefusedException(Clients.explain("read the dead letters", settings, e), e);
        } catch (KafkaException e) {
            throw Clients.explain("read the dead letters", settings, e);
        }
    }

    private static long inAMoment() {
        return System.nanoTime() + AT_MOST.toNanos();
    }
}
