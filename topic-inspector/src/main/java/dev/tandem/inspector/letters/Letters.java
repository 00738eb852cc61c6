package dev.tandem.inspector.letters;

import dev.tandem.cli.error.UserError;
import dev.tandem.inspector.reading.Backwards;
import dev.tandem.inspector.reading.Places;
import dev.tandem.inspector.reading.TopicReader;
import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.schema.event.OperationalEvent.DeadLetterSettled;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.seal.OperatorSeal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The topic of the dead letters, read from its end backwards: a letter that is met before an event that settles it is open.
 * Of those that were met only a number each is kept. A letter that was settled stays in the topic.
 */
final class Letters implements AutoCloseable {
    private static final int WHOLE_ID = 12;

    private final TopicReader reader;
    private final String topic;
    private final OperatorSeal operators;
    private final List<TopicPartition> partitions;

    /** What is kept of a record: the letter it is or settles, and of an open one what was asked for. */
    private record Met<T>(long number, @Nullable T letter, boolean settles) {}

    private Letters(TopicReader reader, String topic, OperatorSeal operators) {
        this.operators = operators;
        this.reader = reader;
        this.topic = topic;
        this.partitions = reader.partitions(topic);
    }

    static Letters connect(KafkaSettings kafka) {
        return new Letters(TopicReader.connect(kafka), kafka.name(Topic.DEAD_LETTERS), OperatorSeal.of(kafka));
    }

    /**
     * Gives each letter that nobody has settled, once, the newest first.
     *
     * @param chosen what to keep of one; empty for one that is not wanted
     */
    <T> void open(Function<Letter, Optional<T>> chosen, Predicate<T> taker) {
        openAt((letter, place) -> chosen.apply(letter), taker);
    }

    private interface Choice<T> {
        Optional<T> of(Letter letter, long place);
    }

    private <T> void openAt(Choice<T> chosen, Predicate<T> taker) {
        Numbers done = new Numbers();
        new Backwards<Met<T>>(reader, partitions, record -> met(record, chosen)).read(met -> {
            boolean isNew = done.add(met.number());
            T letter = met.letter();
            return met.settles() || !isNew || letter == null || taker.test(letter);
        });
    }

    private <T> Optional<Met<T>> met(ConsumerRecord<String, byte[]> record, Choice<T> chosen) {
        Optional<TandemEvent> event = event(record);
        if (event.isPresent() && event.get() instanceof DeadLetterSettled settled) {
            return operators.isTaken(record)
                    ? Optional.of(new Met<T>(number(settled.letter()), null, true))
                    : Optional.empty();
        }
        if (event.isPresent() && event.get() instanceof EventDeadLettered lettered) {
            Letter letter = Letter.of(lettered);
            T wanted = chosen.of(letter, Places.of(record)).orElse(null);
            return Optional.of(new Met<>(number(letter.id()), wanted, false));
        }
        return Optional.empty();
    }

    /** Where the open letters are that are wanted. */
    Places places(Predicate<Letter> wanted) {
        LongStream.Builder places = LongStream.builder();
        openAt((letter, place) -> wanted.test(letter) ? Optional.of(place) : Optional.<Long>empty(), place -> {
            places.add(place);
            return true;
        });
        return new Places(reader, topic, places.build());
    }

    /** The letters that stand at these places. */
    static List<Letter> read(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .map(Letters::event)
                .flatMap(Optional::stream)
                .flatMap(event ->
                        event instanceof EventDeadLettered letter ? Stream.of(Letter.of(letter)) : Stream.empty())
                .toList();
    }

    /** The letter of that id, or of that beginning of it. */
    Letter open(String id) {
        LongStream.Builder places = LongStream.builder();
        openAt((letter, place) -> letter.id().startsWith(id) ? Optional.of(place) : Optional.<Long>empty(), place -> {
            places.add(place);
            return id.length() < WHOLE_ID;
        });
        Places found = new Places(reader, topic, places.build());
        if (found.size() == 0) {
            throw UserError.failed(
                    "There is no open dead letter " + id + ".", "See which there are: ./tandem dead-letters list");
        }
        if (found.size() > 1) {
            throw UserError.failed("More than one dead letter begins with " + id + ".", "Give more of its id.");
        }
        return read(found.take(1, Long.MAX_VALUE)).get(0);
    }

    /** What is no event of ours is not for us to judge. */
    private static Optional<TandemEvent> event(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(Records.toEnvelope(record).event());
        } catch (MalformedEventException e) {
            return Optional.empty();
        }
    }

    /** Never 0, which stands for none. */
    private static long number(String id) {
        try {
            return Long.parseUnsignedLong(id, 16) | Long.MIN_VALUE;
        } catch (NumberFormatException e) {
            return Long.MIN_VALUE;
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
