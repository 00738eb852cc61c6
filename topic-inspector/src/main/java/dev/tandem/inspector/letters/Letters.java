package dev.tandem.inspector.letters;

import dev.tandem.cli.error.UserError;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.schema.event.OperationalEvent.DeadLetterSettled;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.version.EventIds;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The topic of the dead letters, read one record at a time: of those that are settled and of those that were seen, only
 * eight bytes each are kept. A letter that was settled stays; an event says so.
 */
final class Letters {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long SILENCE_NANOS = Duration.ofSeconds(10).toNanos();

    private final KafkaSettings settings;

    Letters(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Gives each letter that nobody has settled, once, the oldest first. */
    void forEachOpen(Consumer<Letter> reader) {
        Set<Long> done = new HashSet<>();
        forEach(event -> {
            if (event instanceof DeadLetterSettled settled) {
                done.add(number(settled.letter()));
            }
        });
        forEach(event -> {
            if (event instanceof EventDeadLettered letter) {
                Letter it = Letter.of(letter);
                if (done.add(number(it.id()))) {
                    reader.accept(it);
                }
            }
        });
    }

    /** The letter of that id, or of that beginning of it. */
    Letter open(String id) {
        Letter[] found = new Letter[2];
        forEachOpen(letter -> {
            if (letter.id().startsWith(id)) {
                found[found[0] == null ? 0 : 1] = letter;
            }
        });
        if (found[0] == null) {
            throw UserError.failed(
                    "There is no open dead letter " + id + ".", "See which there are: ./tandem dead-letters list");
        }
        if (found[1] != null) {
            throw UserError.failed("More than one dead letter begins with " + id + ".", "Give more of its id.");
        }
        return found[0];
    }

    /** Whether a record has become a letter. */
    Optional<Letter> of(String topic, int partition, long offset) {
        Letter[] found = new Letter[1];
        forEachOpen(letter -> {
            EventDeadLettered event = letter.event();
            if (event.topic().equals(topic) && event.partition() == partition && event.offset() == offset) {
                found[0] = letter;
            }
        });
        return Optional.ofNullable(found[0]);
    }

    /** Leaves the trace that a letter was redriven or discarded. */
    void settle(Letter letter, String outcome) {
        long now = Timestamps.toMicros(Instant.now());
        Envelope envelope = new Envelope(
                EventIds.random().next(), letter.event().node(), now, new DeadLetterSettled(letter.id(), outcome, now));
        try (KafkaProducer<String, byte[]> producer = Clients.producer(settings)) {
            producer.send(Records.ofTool(settings.name(Topic.DEAD_LETTERS), letter.id(), envelope))
                    .get();
        } catch (ExecutionException | KafkaException e) {
            throw Clients.explain("note that a dead letter is settled", settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Clients.explain("note that a dead letter is settled", settings, e);
        }
    }

    private void forEach(Consumer<TandemEvent> reader) {
        try (KafkaConsumer<String, byte[]> consumer = Clients.consumer(settings, settings.prefix() + ".inspector")) {
            List<PartitionInfo> known = consumer.listTopics().get(settings.name(Topic.DEAD_LETTERS));
            if (known == null) {
                return;
            }
            List<TopicPartition> partitions = known.stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long heard = System.nanoTime();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    event(record).ifPresent(reader);
                    heard = System.nanoTime();
                }
                if (System.nanoTime() - heard > SILENCE_NANOS) {
                    throw new TimeoutException("it sends nothing");
                }
            }
        } catch (KafkaException e) {
            throw Clients.explain("read the dead letters", settings, e);
        }
    }

    /** What is no event of ours is not for us to judge. */
    private static Optional<TandemEvent> event(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(Records.toEnvelope(record).event());
        } catch (MalformedEventException e) {
            return Optional.empty();
        }
    }

    private static long number(String id) {
        try {
            return Long.parseUnsignedLong(id, 16);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
