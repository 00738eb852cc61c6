package dev.tandem.stream.inbox;

import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.schema.event.OperationalEvent.DeadLetterSettled;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.node.Meta;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.NodeContext;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * Records that this file could not apply and that nobody has taken care of since. The file remembers since when there may be some,
 * and how many there were at the last look; what became of them stands in their topic.
 */
public final class OpenLetters {
    private static final Duration AT_MOST = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(200);

    /** A clock here may be behind the broker's: by less than this, or {@code doctor} speaks of it. */
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    /** This login may not read the dead letters: what became of those of this file only others can tell. */
    public static final class RefusedException extends StreamException {
        private static final long serialVersionUID = 1L;

        private RefusedException(StreamException told, Throwable e) {
            super(String.valueOf(told.getMessage()), told.hint(), e);
        }
    }

    private final Set<String> nodes;
    private final Set<String> open = new HashSet<>();

    private OpenLetters(Set<String> nodes) {
        this.nodes = nodes;
    }

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
            Meta.SET_ASIDE.clear(sql);
        }
        return true;
    }

    /**
     * How many letters of this file are open in their topic; those that wait in the outbox are none of them.
     *
     * @return empty if the topic could not be read to its end in a moment
     * @throws RefusedException if this login may not read them
     * @throws dev.tandem.stream.kafka.BrokerAwayException if the broker cannot be reached
     */
    public static OptionalLong count(SyncedFile file, NodeContext context, KafkaSettings settings) {
        Optional<Noted> noted = file.read("read", OpenLetters::noted);
        if (noted.isEmpty()) {
            return OptionalLong.of(0);
        }
        Set<String> nodes = file.read("read", sql -> {
            Set<String> ids = new HashSet<>(Node.formerIds(sql));
            ids.add(context.node().id());
            return ids;
        });
        OpenLetters letters = new OpenLetters(nodes);
        try (KafkaConsumer<String, byte[]> consumer =
                Clients.consumer(settings, settings.group(context.node()) + ".letters")) {
            boolean whole = letters.read(
                    consumer,
                    settings.name(Topic.DEAD_LETTERS),
                    noted.get().since().minus(CLOCKS_DIFFER));
            return whole ? OptionalLong.of(letters.open.size()) : OptionalLong.empty();
        } catch (TopicAuthorizationException e) {
            throw new RefusedException(Clients.explain("read the dead letters", settings, e), e);
        } catch (KafkaException e) {
            throw Clients.explain("read the dead letters", settings, e);
        }
    }

    /** Looks, and remembers how many are left, where some were. */
    public static void lookAgain(SyncedFile file, NodeContext context, KafkaSettings settings) {
        Optional<Noted> noted = file.read("read", OpenLetters::noted);
        if (noted.isEmpty()) {
            return;
        }
        OptionalLong open = count(file, context, settings);
        if (open.isPresent() && open.getAsLong() != noted.get().letters()) {
            file.write("note the open dead letters in", sql -> {
                long left = open.getAsLong() + waiting(sql);
                if (left == 0) {
                    Meta.SET_ASIDE.clear(sql);
                } else {
                    new Noted(noted.get().since(), left).write(sql);
                }
                return true;
            });
        }
    }

    /** What the file remembers; empty where none was set aside, or none was left. */
    public static Optional<Noted> noted(Sql sql) throws SQLException {
        return Meta.SET_ASIDE.read(sql).map(Noted::parse);
    }

    private static long waiting(Sql sql) throws SQLException {
        return sql.number("SELECT count(*) FROM tandem_outbox WHERE topic = ?", Topic.DEAD_LETTERS.name());
    }

    /** Whether it came to the end of the topic. */
    private boolean read(KafkaConsumer<String, byte[]> consumer, String topic, Instant from) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> times =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> from.toEpochMilli()));
        consumer.offsetsForTimes(times)
                .forEach((partition, first) ->
                        consumer.seek(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset()));
        long until = System.nanoTime() + AT_MOST.toNanos();
        Set<String> settled = new HashSet<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > until) {
                return false;
            }
            consumer.poll(POLL).forEach(record -> take(record, settled));
        }
        open.removeAll(settled);
        return true;
    }

    private void take(ConsumerRecord<String, byte[]> record, Set<String> settled) {
        try {
            TandemEvent event = Records.toEnvelope(record).event();
            if (event instanceof EventDeadLettered letter && nodes.contains(letter.node())) {
                open.add(letter.letter());
            } else if (event instanceof DeadLetterSettled settlement) {
                settled.add(settlement.letter());
            }
        } catch (MalformedEventException e) {
            // What nobody can read is no letter of this file's.
        }
    }
}
