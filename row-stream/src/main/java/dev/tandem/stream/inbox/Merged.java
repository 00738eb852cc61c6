package dev.tandem.stream.inbox;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.OperationalEvent.OffsetRange;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.merge.MergeResult;
import dev.tandem.stream.trail.Trail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What came of records that were read. */
public final class Merged {
    private int applied;
    private int superseded;
    private int confirmed;
    private int passedOver;
    private int conflicts;
    private final List<String> letters = new ArrayList<>();
    private final Captured captured = new Captured();
    private final List<Item> items = new ArrayList<>();
    private final Map<TopicPartition, long[]> ranges = new HashMap<>();

    /**
     * One event and what came of it.
     *
     * @param appendedAt when the broker had it, in microseconds UTC
     */
    public record Item(Envelope envelope, MergeResult result, long appendedAt) {}

    /** Events that were newer than what stood. */
    public int applied() {
        return applied;
    }

    /** Events that were not, and were made elsewhere. */
    public int superseded() {
        return superseded;
    }

    /** Events that were known already. */
    public int confirmed() {
        return confirmed;
    }

    /** Events of tables that this node does not take from the stream. */
    public int passedOver() {
        return passedOver;
    }

    /** New conflicts, less those that have come to nothing. */
    public int conflicts() {
        return conflicts;
    }

    /** Records that can never be applied. */
    public int deadLettered() {
        return letters.size();
    }

    /** The ids of the letters that were made of them. */
    public List<String> letters() {
        return letters;
    }

    /** What other programs did to the file meanwhile. */
    public Captured captured() {
        return captured;
    }

    /** The events, in the order in which they were merged. */
    public List<Item> items() {
        return items;
    }

    /** How many records were read. */
    public int records() {
        return applied + superseded + confirmed + passedOver + letters.size();
    }

    /** Which records were read. */
    public List<OffsetRange> ranges() {
        List<OffsetRange> all = new ArrayList<>();
        ranges.forEach((partition, range) ->
                all.add(new OffsetRange(partition.topic(), partition.partition(), range[0], range[1])));
        return all;
    }

    /** Notes in the log what came of each event. */
    void leaveTrail() {
        if (Trail.isKept()) {
            for (Item item : items) {
                String type = item.envelope().event().type().ceType();
                Trail.merged(
                        item.envelope().id().toString(), type, item.result().outcome());
            }
            letters.forEach(Trail::setAside);
        }
    }

    /** Adds what came of further records. */
    public void add(Merged other) {
        applied += other.applied;
        superseded += other.superseded;
        confirmed += other.confirmed;
        passedOver += other.passedOver;
        conflicts += other.conflicts;
        letters.addAll(other.letters);
        captured.add(other.captured);
        items.addAll(other.items);
        other.ranges.forEach((partition, range) -> extend(partition, range[0], range[1]));
    }

    /** The offsets behind what was read. */
    Map<TopicPartition, Long> ends() {
        Map<TopicPartition, Long> ends = new HashMap<>();
        ranges.forEach((partition, range) -> ends.put(partition, range[1]));
        return ends;
    }

    void merged(Envelope envelope, MergeResult result, long appendedAt) {
        switch (result.outcome()) {
            case APPLIED -> applied++;
            case SUPERSEDED -> superseded++;
            case CONFIRMED, CAPTURED, ASKED, RESTORED, CAPPED -> confirmed++;
            case PASSED_OVER -> passedOver++;
        }
        conflicts += result.conflicts();
        items.add(new Item(envelope, result, appendedAt));
    }

    void deadLetter(String letter) {
        letters.add(letter);
    }

    void read(TopicPartition partition, long offset) {
        extend(partition, offset, offset + 1);
    }

    private void extend(TopicPartition partition, long from, long to) {
        long[] range = ranges.computeIfAbsent(partition, p -> new long[] {from, to});
        range[0] = Math.min(range[0], from);
        range[1] = Math.max(range[1], to);
    }
}
