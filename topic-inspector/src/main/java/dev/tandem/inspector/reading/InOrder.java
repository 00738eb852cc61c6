package dev.tandem.inspector.reading;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records of several partitions in the order of time, as the broker stamped them. Within a partition the order is always
 * that of its log. Between partitions it is exact up to where they ended at the beginning: a record is held back until
 * each partition has shown its next one. What is appended afterwards comes in the order of time of each round.
 */
public final class InOrder {
    private static final int HELD_RECORDS = 500;
    private static final long HELD_BYTES = 1 << 20;

    private final TopicReader reader;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, Held> held = new HashMap<>();

    private static final class Held {
        final Deque<ConsumerRecord<String, byte[]>> records = new ArrayDeque<>();
        long bytes;

        void add(ConsumerRecord<String, byte[]> record) {
            records.add(record);
            bytes += Math.max(0, record.serializedValueSize());
        }

        ConsumerRecord<String, byte[]> take() {
            ConsumerRecord<String, byte[]> record = records.remove();
            bytes -= Math.max(0, record.serializedValueSize());
            return record;
        }

        boolean isFull() {
            return records.size() >= HELD_RECORDS || bytes >= HELD_BYTES;
        }
    }

    /**
     * Goes to where reading begins.
     *
     * @param ends where the partitions end now
     */
    public InOrder(TopicReader reader, Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
        this.reader = reader;
        this.ends = Map.copyOf(ends);
        starts.keySet().forEach(partition -> held.put(partition, new Held()));
        reader.goTo(starts);
    }

    /** The next records, waiting for at most this long; none if that was too short. */
    public List<ConsumerRecord<String, byte[]>> next(Duration wait) {
        for (ConsumerRecord<String, byte[]> record : reader.poll(wait)) {
            of(new TopicPartition(record.topic(), record.partition())).add(record);
        }
        List<ConsumerRecord<String, byte[]>> ready = new ArrayList<>();
        Optional<Held> earliest = earliest();
        while (earliest.isPresent()) {
            ready.add(earliest.get().take());
            earliest = earliest();
        }
        reader.pause(partitions(true));
        reader.resume(partitions(false));
        if (ready.isEmpty() && !isAtEnd()) {
            reader.requireSound();
        }
        return ready;
    }

    /** Whether all has been given that was there at the beginning. */
    public boolean isAtEnd() {
        return held.entrySet().stream()
                .noneMatch(one -> !one.getValue().records.isEmpty() || isBeforeEnd(one.getKey()));
    }

    /** Whether a record was there at the beginning. */
    public boolean wasThere(ConsumerRecord<String, byte[]> record) {
        return record.offset() < end(new TopicPartition(record.topic(), record.partition()));
    }

    /** The partition with the earliest record; none while a partition that has more has not shown it. */
    private Optional<Held> earliest() {
        Optional<Held> earliest = Optional.empty();
        long at = Long.MAX_VALUE;
        for (Map.Entry<TopicPartition, Held> one : held.entrySet()) {
            ConsumerRecord<String, byte[]> first = one.getValue().records.peek();
            if (first == null && isBeforeEnd(one.getKey())) {
                return Optional.empty();
            }
            if (first != null && (earliest.isEmpty() || first.timestamp() < at)) {
                earliest = Optional.of(one.getValue());
                at = first.timestamp();
            }
        }
        return earliest;
    }

    private boolean isBeforeEnd(TopicPartition partition) {
        return reader.position(partition) < end(partition);
    }

    private long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    private Held of(TopicPartition partition) {
        return held.computeIfAbsent(partition, p -> new Held());
    }

    private Collection<TopicPartition> partitions(boolean full) {
        return held.entrySet().stream()
                .filter(one -> one.getValue().isFull() == full)
                .map(Map.Entry::getKey)
                .toList();
    }
}
