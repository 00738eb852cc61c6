package dev.tandem.inspector.reading;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records from the end of a topic backwards, the newest first, as far as somebody wants to look. Kafka reads forwards only, so
 * each partition is read in windows, the last one first; of a window only what a glance at each record has made of it is kept.
 *
 * @param <T> what is kept of a record: small, for a window of it is held
 */
public final class Backwards<T> {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long FIRST_WINDOW = 250;
    private static final long LARGEST_WINDOW = 8000;

    private final TopicReader reader;
    private final Function<ConsumerRecord<String, byte[]>, Optional<T>> glance;
    private final List<Partition<T>> partitions;

    private record Seen<T>(long at, T what) {}

    private static final class Partition<T> {
        final TopicPartition name;
        final long beginning;
        final Deque<Seen<T>> newest = new ArrayDeque<>();
        long low;
        long window = FIRST_WINDOW;

        Partition(TopicPartition name, long beginning, long end) {
            this.name = name;
            this.beginning = beginning;
            this.low = end;
        }
    }

    /**
     * From where the partitions end now.
     *
     * @param glance what is kept of a record; empty for one that does not matter
     */
    public Backwards(
            TopicReader reader,
            Collection<TopicPartition> partitions,
            Function<ConsumerRecord<String, byte[]>, Optional<T>> glance) {
        this.reader = reader;
        this.glance = glance;
        Map<TopicPartition, Long> beginnings = reader.beginnings(partitions);
        Map<TopicPartition, Long> ends = reader.ends(partitions);
        this.partitions = partitions.stream()
                .map(p -> new Partition<T>(p, beginnings.getOrDefault(p, 0L), ends.getOrDefault(p, 0L)))
                .toList();
    }

    /** Hands out one after the other, until there are no more or the taker wants no more. */
    public void read(Predicate<T> taker) {
        Optional<Partition<T>> next = next();
        while (next.isPresent()) {
            if (!taker.test(next.get().newest.remove().what())) {
                return;
            }
            next = next();
        }
    }

    private Optional<Partition<T>> next() {
        Optional<Partition<T>> latest = Optional.empty();
        long at = Long.MIN_VALUE;
        for (Partition<T> partition : partitions) {
            while (partition.newest.isEmpty() && partition.low > partition.beginning) {
                readWindow(partition);
            }
            Seen<T> newest = partition.newest.peek();
            if (newest != null && (latest.isEmpty() || newest.at() > at)) {
                latest = Optional.of(partition);
                at = newest.at();
            }
        }
        return latest;
    }

    private void readWindow(Partition<T> partition) {
        long high = partition.low;
        partition.low = Math.max(partition.beginning, high - partition.window);
        partition.window = Math.min(LARGEST_WINDOW, 2 * partition.window);
        reader.goTo(Map.of(partition.name, partition.low));
        while (reader.position(partition.name) < high) {
            boolean any = false;
            for (ConsumerRecord<String, byte[]> record : reader.poll(POLL)) {
                any = true;
                if (record.offset() < high) {
                    glance.apply(record)
                            .ifPresent(seen -> partition.newest.addFirst(new Seen<>(record.timestamp(), seen)));
                }
            }
            if (!any) {
                reader.requireSound();
            }
        }
    }
}
