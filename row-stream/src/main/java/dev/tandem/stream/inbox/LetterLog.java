package dev.tandem.stream.inbox;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.schema.event.OperationalEvent.DeadLetterSettled;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.seal.OperatorSeal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What became of one file's letters. A letter is open until it is settled after it was sent. A letter of another node's that was
 * discarded says of a record, and of what kept it from being applied, that nothing is to be done about it: whoever meets the same
 * has nothing new to tell. That one was redriven says so of its own node alone, which has the record then.
 */
final class LetterLog {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Set<String> nodes;
    private final OperatorSeal operators;
    private final Map<String, Long> sentAt = new HashMap<>();
    private final Map<String, Long> settledAt = new HashMap<>();
    private final Map<String, Matter> matters = new HashMap<>();
    private final Set<String> discarded = new HashSet<>();
    private final Set<UUID> events = new HashSet<>();
    private final Map<String, UUID> waiting = new HashMap<>();

    /** What a letter is about: a record, which another of a topic that was made anew does not share, and why it was set aside. */
    private record Matter(String topic, int partition, long offset, long appendedAt, String cause) {
        static Matter of(EventDeadLettered letter) {
            return new Matter(letter.topic(), letter.partition(), letter.offset(), letter.appendedAt(), letter.cause());
        }
    }

    /** Of a file that has had these ids; a note that bears no seal of an operator's counts only where none is known. */
    LetterLog(Set<String> nodes, OperatorSeal operators) {
        this.nodes = nodes;
        this.operators = operators;
    }

    /**
     * Reads the topic from a time on, and where a letter is open then, what was discarded before that as well.
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
        Set<Matter> wanted = mattersOf(unsettled());
        if (!wanted.isEmpty()) {
            matters.values().retainAll(wanted);
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
        matters.put(letter.letter(), Matter.of(letter));
        waiting.put(letter.letter(), event);
    }

    /** The letters of this file in the topic that nobody has settled. */
    Set<String> open() {
        return sentAt.keySet().stream().filter(this::isOpen).collect(Collectors.toSet());
    }

    /** Those of them, and of those that wait, whose matter was discarded already. */
    Set<String> discardedBefore() {
        Set<Matter> settled = mattersOf(discarded);
        Set<String> own = unsettled();
        own.retainAll(own.stream()
                .filter(letter -> settled.contains(matters.get(letter)))
                .toList());
        return own;
    }

    private Set<String> unsettled() {
        Set<String> own = new HashSet<>(open());
        waiting.forEach((letter, event) -> {
            if (!events.contains(event)) {
                own.add(letter);
            }
        });
        return own;
    }

    private boolean isOpen(String letter) {
        return sentAt.getOrDefault(letter, 0L) > settledAt.getOrDefault(letter, -1L);
    }

    private Set<Matter> mattersOf(Set<String> letters) {
        return letters.stream().filter(matters::containsKey).map(matters::get).collect(Collectors.toSet());
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

    /** What cannot be read of it in time discards nothing. */
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
                matters.put(letter.letter(), Matter.of(letter));
                // One that is sent again after its confirmation was lost is no new one.
                if (nodes.contains(letter.node()) && events.add(envelope.id())) {
                    sentAt.merge(letter.letter(), record.timestamp(), Math::max);
                }
            } else if (envelope.event() instanceof DeadLetterSettled settlement && operators.isTaken(record)) {
                settledAt.merge(settlement.letter(), record.timestamp(), Math::max);
                discarded(settlement);
            }
        } catch (MalformedEventException e) {
            // What nobody can read is no letter of this file's.
        }
    }

    private void takeEarlier(ConsumerRecord<String, byte[]> record, Set<Matter> wanted) {
        try {
            Envelope envelope = Records.toEnvelope(record);
            if (envelope.event() instanceof EventDeadLettered letter && wanted.contains(Matter.of(letter))) {
                matters.put(letter.letter(), Matter.of(letter));
            } else if (envelope.event() instanceof DeadLetterSettled settlement && operators.isTaken(record)) {
                discarded(settlement);
            }
        } catch (MalformedEventException e) {
            // Nor does it settle one.
        }
    }

    private void discarded(DeadLetterSettled settlement) {
        if (settlement.outcome().equals(DeadLetterSettled.DISCARDED)) {
            discarded.add(settlement.letter());
        }
    }
}
