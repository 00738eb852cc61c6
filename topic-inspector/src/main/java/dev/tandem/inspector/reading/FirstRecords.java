package dev.tandem.inspector.reading;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** When the first records at certain places were appended: one is read at each place, of all partitions at once. */
public final class FirstRecords {
    private static final Duration POLL = Duration.ofMillis(50);

    private final TopicReader reader;
    private final long until;
    private final Map<Place, Long> times = new HashMap<>();

    /** A place in a topic. */
    public record Place(TopicPartition partition, long offset) {}

    private FirstRecords(TopicReader reader, Duration atMost) {
        this.reader = reader;
        this.until = System.nanoTime() + atMost.toNanos();
    }

    /** The times in milliseconds, of those places that could be read in time. */
    public static Map<Place, Long> times(TopicReader reader, Collection<Place> places, Duration atMost) {
        FirstRecords first = new FirstRecords(reader, atMost);
        Map<TopicPartition, NavigableSet<Long>> left = new HashMap<>();
        places.forEach(place ->
                left.computeIfAbsent(place.partition(), p -> new TreeSet<>()).add(place.offset()));
        while (!left.isEmpty() && System.nanoTime() < first.until) {
            Map<TopicPartition, Long> round = new HashMap<>();
            left.forEach((partition, offsets) ->
                    Optional.ofNullable(offsets.pollFirst()).ifPresent(offset -> round.put(partition, offset)));
            left.values().removeIf(Collection::isEmpty);
            first.read(round);
        }
        return first.times;
    }

    private void read(Map<TopicPartition, Long> round) {
        reader.goTo(round);
        Map<TopicPartition, Long> open = new HashMap<>(round);
        while (!open.isEmpty() && System.nanoTime() < until) {
            for (ConsumerRecord<String, byte[]> record : reader.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                Long offset = open.remove(partition);
                if (offset != null) {
                    times.put(new Place(partition, offset), record.timestamp());
                    reader.pause(List.of(partition));
                }
            }
        }
    }
}
