package dev.tandem.stream.inbox;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.schema.event.OperationalEvent.DeadLetterSettled;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.seal.OperatorSeal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What became of one file's letters. A letter is open until it is settled after it was sent. A letter of another node's that was
 * discarded says of a record, and of what kept it from being applied, that nothing is to be done about it: whoever meets the same
 * has nothing new to tell. That one was redriven says so of its own node alone, which has the record then; after a restore a server
 * has it again, from its topics, and a laptop has not.
 */
final class LetterLog {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Set<String> nodes;
    private final Role role;
    private final OperatorSeal operators;
    private final Map<String, Long> sentAt = new HashMap<>();
    private final Map<String, Long> settledAt = new HashMap<>();
    private final Map<String, NavigableMap<Long, Matter>> matters = new HashMap<>();
    private final Set<String> own = new HashSet<>();
    private final List<Note> notes = new ArrayList<>();
    private final Set<UUID> events = new HashSet<>();
    private final Map<String, UUID> waiting = new HashMap<>();

    /** What a letter is about: a record, which another of a topic that was made anew does not share, and why it was set aside. */
    private record Matter(String topic, int partition, long offset, long appendedAt, String cause) {
        static Matter of(EventDeadLettered letter) {
            return new Matter(letter.topic(), letter.partition(), letter.offset(), letter.appendedAt(), letter.cause());
        }
    }

    /** That a letter was settled, and when the broker took that: it says nothing of what was set aside in the same place later. */
    private record Note(String letter, String outcome, long at) {}

    /** Of a file that has had these ids; a note that bears no seal of an operator's counts only where none is known. */
    LetterLog(Set<String> nodes, Role role, OperatorSeal operators) {
        this.nodes = nodes;
        this.role = role;
        this.operators = operators;
    }

    /**
     * Reads the topic from a time on, and where a letter is open then, what was settled before that as well.
     *
     * @param until when to stop, as {@link System#nanoTime} tells
     * @return whether it came to the end of the topic before that
     */
    boolean read(KafkaConsumer<String, byte[]> consumer, String topic, Instant from, long until) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> begins = new HashMap<>();
        Map<TopicPartition, Long> times =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> from.toEpochMilli()));
        consumer.offsetsForTimes(times)
                .forEach((partition, first) ->
                        begins.put(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset()));
        begins.forEach(consumer::seek);
        if (!read(consumer, ends, until)) {
            return false;
        }
        Set<Matter> wanted = unsettled().stream().map(this::matter).collect(Collectors.toSet());
        if (!wanted.isEmpty()) {
            matters.values().removeIf(its -> Collections.disjoint(its.values(), wanted));
            consumer.seekToBeginning(partitions);
            readEarlier(consumer, begins, wanted, until);
        }
        return true;
    }

    /**
     * Whether there may be news of this file's letters between two places: one of them, or that any letter was settled, as its record
     * may be that of one of them. What cannot be read in time may be news.
     */
    boolean isConcerned(
            KafkaConsumer<String, byte[]> consumer,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to,
            long until) {
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
        while (isBefore(consumer, to)) {
            if (System.nanoTime() > until) {
                return true;
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (isConcerned(record)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isConcerned(ConsumerRecord<String, byte[]> record) {
        try {
            TandemEvent event = Records.toEnvelope(record).event();
            return event instanceof EventDeadLettered letter
                    ? nodes.contains(letter.node())
                    : event instanceof DeadLetterSettled && operators.isTaken(record);
        } catch (MalformedEventException e) {
            return false;
        }
    }

    /** Is told of a letter of this file that is on its way to the topic, before that is read. */
    void waits(UUID event, EventDeadLettered letter) {
        noteMatter(letter, Long.MAX_VALUE);
        waiting.put(letter.letter(), event);
    }

    /** The letters of this file in the topic that nobody has settled. */
    Set<String> open() {
        return sentAt.keySet().stream().filter(this::isOpen).collect(Collectors.toSet());
    }

    /** Those of them, and of those that wait, whose matter was settled already; each with the outcome. */
    Map<String, String> settledBefore() {
        Set<Matter> discarded = settledAs(note -> note.outcome().equals(DeadLetterSettled.DISCARDED));
        Set<Matter> redriven = settledAs(note -> role == Role.SERVER
                && note.outcome().equals(DeadLetterSettled.REDRIVEN)
                && own.contains(note.letter()));
        Map<String, String> before = new HashMap<>();
        for (String letter : unsettled()) {
            Matter matter = matter(letter);
            if (discarded.contains(matter)) {
                before.put(letter, DeadLetterSettled.DISCARDED);
            } else if (redriven.contains(matter)) {
                before.put(letter, DeadLetterSettled.REDRIVEN);
            }
        }
        return before;
    }

    private Set<String> unsettled() {
        Set<String> all = new HashSet<>(open());
        waiting.forEach((letter, event) -> {
            if (!events.contains(event)) {
                all.add(letter);
            }
        });
        return all;
    }

    private boolean isOpen(String letter) {
        return sentAt.getOrDefault(letter, 0L) > settledAt.getOrDefault(letter, -1L);
    }

    /** What a letter is about that nobody has settled. */
    private Matter matter(String letter) {
        return Objects.requireNonNull(
                        Objects.requireNonNull(matters.get(letter)).lastEntry())
                .getValue();
    }

    private Set<Matter> settledAs(Predicate<Note> outcome) {
        return notes.stream()
                .filter(outcome)
                .flatMap(note ->
                        Optional.ofNullable(matters.get(note.letter())).map(its -> its.floorEntry(note.at())).stream())
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    private void noteMatter(EventDeadLettered letter, long at) {
        matters.computeIfAbsent(letter.letter(), any -> new TreeMap<>()).put(at, Matter.of(letter));
    }

    private boolean read(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends, long until) {
        while (isBefore(consumer, ends)) {
            if (System.nanoTime() > until) {
                return false;
            }
            consumer.poll(POLL).forEach(this::take);
        }
        return true;
    }

    /** What cannot be read of it in time settles nothing. */
    private void readEarlier(
            KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends, Set<Matter> wanted, long until) {
        while (isBefore(consumer, ends) && System.nanoTime() < until) {
            consumer.poll(POLL).forEach(record -> takeEarlier(record, wanted));
        }
    }

    private static boolean isBefore(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        try {
            Envelope envelope = Records.toEnvelope(record);
            if (envelope.event() instanceof EventDeadLettered letter) {
                noteMatter(letter, record.timestamp());
                noteOwn(letter);
                // One that is sent again after its confirmation was lost is no new one.
                if (nodes.contains(letter.node()) && events.add(envelope.id())) {
                    sentAt.merge(letter.letter(), record.timestamp(), Math::max);
                }
            } else if (envelope.event() instanceof DeadLetterSettled settlement && operators.isTaken(record)) {
                settledAt.merge(settlement.letter(), record.timestamp(), Math::max);
                notes.add(new Note(settlement.letter(), settlement.outcome(), record.timestamp()));
            }
        } catch (MalformedEventException e) {
            // What nobody can read is no letter of this file's.
        }
    }

    private void takeEarlier(ConsumerRecord<String, byte[]> record, Set<Matter> wanted) {
        try {
            Envelope envelope = Records.toEnvelope(record);
            if (envelope.event() instanceof EventDeadLettered letter
                    && (wanted.contains(Matter.of(letter)) || matters.containsKey(letter.letter()))) {
                noteMatter(letter, record.timestamp());
                noteOwn(letter);
            } else if (envelope.event() instanceof DeadLetterSettled settlement && operators.isTaken(record)) {
                notes.add(new Note(settlement.letter(), settlement.outcome(), record.timestamp()));
            }
        } catch (MalformedEventException e) {
            // Nor does it settle one.
        }
    }

    private void noteOwn(EventDeadLettered letter) {
        if (nodes.contains(letter.node())) {
            own.add(letter.letter());
        }
    }
}
