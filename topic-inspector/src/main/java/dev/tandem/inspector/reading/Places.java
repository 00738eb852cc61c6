package dev.tandem.inspector.reading;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Places in one topic, eight bytes each, and the records that stand there. */
public final class Places {
    private static final int OFFSET_BITS = 48;
    private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;
    private static final Duration POLL = Duration.ofMillis(250);

    /** Beyond that it is quicker to go there than to read on. */
    private static final long NEAR = 1000;

    private final TopicReader reader;
    private final String topic;
    private final long[] sorted;
    private final Deque<ConsumerRecord<String, byte[]>> ahead = new ArrayDeque<>();
    private int next;

    /** Places as {@link #of} has them, in any order. */
    public Places(TopicReader reader, String topic, LongStream places) {
        this.reader = reader;
        this.topic = topic;
        this.sorted = places.sorted().toArray();
    }

    /** A place as a number; the numbers of a partition are in the order of its log. */
    public static long of(ConsumerRecord<String, byte[]> record) {
        return ((long) record.partition() << OFFSET_BITS) | record.offset();
    }

    /** The first so many of them, partition by partition, the oldest first. */
    public Places first(int count) {
        return new Places(reader, topic, Arrays.stream(sorted, 0, Math.min(count, sorted.length)));
    }

    /** How many there are. */
    public int size() {
        return sorted.length;
    }

    /**
     * The records at the next places, the oldest first; none once all have been given. One that is no longer there is passed
     * over.
     *
     * @param atMost how many
     * @param bytes with how large values together; one that is larger comes alone
     */
    public List<ConsumerRecord<String, byte[]>> take(int atMost, long bytes) {
        List<ConsumerRecord<String, byte[]>> taken = new ArrayList<>();
        long size = 0;
        while (next < sorted.length && taken.size() < atMost) {
            seek(sorted[next]);
            ConsumerRecord<String, byte[]> record = ahead.peek();
            if (record == null || of(record) > sorted[next]) {
                next++;
            } else {
                size += Math.max(0, record.serializedValueSize());
                if (!taken.isEmpty() && size > bytes) {
                    return taken;
                }
                taken.add(ahead.remove());
                next++;
            }
        }
        return taken;
    }

    /** Reads on until what is ahead begins at that place, or behind it if nothing stands there. */
    private void seek(long place) {
        TopicPartition partition = new TopicPartition(topic, (int) (place >>> OFFSET_BITS));
        long offset = place & OFFSET_MASK;
        boolean isFar = ahead.isEmpty()
                || ahead.peek().partition() != partition.partition()
                || ahead.peek().offset() > offset
                || ahead.peek().offset() < offset - NEAR;
        if (isFar) {
            ahead.clear();
            reader.goTo(Map.of(partition, offset));
        }
        while (!ahead.isEmpty() && ahead.peek().offset() < offset) {
            ahead.remove();
        }
        while (ahead.isEmpty() && reader.position(partition) <= offset) {
            for (ConsumerRecord<String, byte[]> record : reader.poll(POLL)) {
                if (record.offset() >= offset) {
                    ahead.add(record);
                }
            }
            reader.requireSound();
        }
    }
}
