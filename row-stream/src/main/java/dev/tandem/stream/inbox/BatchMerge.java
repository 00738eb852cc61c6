package dev.tandem.stream.inbox;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.stream.adopt.SchemaGrowth;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.capture.Unnoticed;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.file.TransactionGoneException;
import dev.tandem.stream.inbox.Arrivals.Arrival;
import dev.tandem.stream.merge.Merge;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.seal.Seals;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Merges records and moves the offsets in one transaction: after a crash, either both happened or neither, so each
 * record is applied exactly once. What other programs changed gets its version first, in the same transaction.
 */
public final class BatchMerge {
    /** How long a transaction may hold the user's file, commit included, as far as the last commit tells: below a second. */
    private static final Duration HOLDING = Duration.ofMillis(800);

    /** How long it takes records in at least, however long a commit takes. */
    private static final Duration TAKING = Duration.ofMillis(100);

    private static final int NONE = -1;

    private final SyncedFile file;
    private final NodeContext context;
    private final Seals seals;
    private final Capture capture;
    private long commitNanos = HOLDING.toNanos() / 2;

    /** Into this file, as this node. */
    public BatchMerge(SyncedFile file, NodeContext context) {
        this(file, context, Seals.NONE);
    }

    /** The same, where each record has to be sealed by who may send it. */
    public BatchMerge(SyncedFile file, NodeContext context, Seals seals) {
        this.file = file;
        this.context = context;
        this.seals = seals;
        this.capture = new Capture(file, context);
    }

    /**
     * Merges records in as few transactions as their length allows, after making room for columns and tables that the
     * file lacks.
     *
     * @param beforeGrowth what comes before the user's schema is changed, such as a copy of the file
     * @param taken is given the records of each transaction once it is committed
     */
    public Merged applyAll(
            List<ConsumerRecord<String, byte[]>> records,
            Map<TopicPartition, String> topicIds,
            Runnable beforeGrowth,
            Consumer<List<ConsumerRecord<String, byte[]>>> taken) {
        seals.refresh();
        Arrivals arrivals = new Arrivals(records, seals);
        Merged merged = new Merged();
        int poison = NONE;
        int from = 0;
        while (from < arrivals.size()) {
            if (SchemaGrowth.makeRoomFor(file, arrivals.eventsBeside(from), beforeGrowth)) {
                // A table of the user's may have been taken in: what stands in it gets its versions first.
                capture.run();
            }
            try {
                Taken part = take(arrivals, from, poison, topicIds);
                merged.add(part.merged());
                taken.accept(records.subList(from, part.end()));
                from = part.end();
            } catch (PoisonException e) {
                poison = e.at();
                if (e.tookAll()) {
                    merged.add(deadLetterAlone(arrivals.get(from).record(), e.constraint(), topicIds));
                    taken.accept(records.subList(from, from + 1));
                    from++;
                }
            }
        }
        return merged;
    }

    /** What a transaction took: the records before this index. */
    private record Taken(Merged merged, int end) {}

    /**
     * Merges what comes next in one transaction.
     *
     * @param poison a record that breaks a constraint: a transaction ends before it, and the next takes it alone, so that
     *     it takes no other with it
     * @throws PoisonException if another record breaks a constraint; then nothing was merged
     */
    private Taken take(Arrivals arrivals, int from, int poison, Map<TopicPartition, String> topicIds) {
        Captured earlier = new Captured();
        long[] mergedAt = {0};
        while (true) {
            Merged merged = new Merged();
            int end = file.write("merge into", sql -> {
                if (!capture.before(sql, merged.captured())) {
                    return NONE;
                }
                Map<TopicPartition, Offsets.Position> positions = Offsets.read(sql);
                int[] next = {from};
                Unnoticed.run(sql, () -> {
                    Merge merge = Merge.into(sql, context);
                    if (from == poison) {
                        alone(sql, merge, arrivals, next[0]++, merged, positions);
                    } else {
                        next[0] = together(sql, merge, arrivals, from, poison, merged, positions);
                    }
                });
                for (Map.Entry<TopicPartition, Long> read : merged.ends().entrySet()) {
                    String topicId = topicIds.getOrDefault(read.getKey(), "");
                    Offsets.write(sql, read.getKey(), new Offsets.Position(topicId, read.getValue()));
                }
                mergedAt[0] = System.nanoTime();
                return next[0];
            });
            if (end != NONE) {
                commitNanos = System.nanoTime() - mergedAt[0];
                merged.captured().add(earlier);
                return new Taken(merged, end);
            }
            earlier.add(merged.captured());
            earlier.add(capture.run());
        }
    }

    private int together(
            Sql sql,
            Merge merge,
            Arrivals arrivals,
            int from,
            int poison,
            Merged merged,
            Map<TopicPartition, Offsets.Position> positions)
            throws SQLException {
        long until = System.nanoTime() + Math.max(TAKING.toNanos(), HOLDING.toNanos() - commitNanos);
        int i = from;
        do {
            boolean turnsPage = i == from || arrivals.isFirstOfPage(i);
            if (turnsPage && i > from && !SchemaGrowth.hasRoomFor(sql, arrivals.eventsBeside(i))) {
                return i;
            }
            if (turnsPage) {
                merge.expect(arrivals.eventsBeside(i));
            }
            try {
                one(sql, merge, arrivals.get(i), merged, positions);
            } catch (SQLException e) {
                if (Sql.breaksConstraint(e)) {
                    throw new PoisonException(i, e);
                }
                throw e;
            }
            i++;
        } while (i < arrivals.size() && i != poison && System.nanoTime() < until);
        return i;
    }

    private void alone(
            Sql sql,
            Merge merge,
            Arrivals arrivals,
            int at,
            Merged merged,
            Map<TopicPartition, Offsets.Position> positions)
            throws SQLException {
        Arrival arrival = arrivals.get(at);
        try {
            Optional<SQLException> broken = sql.attempt(() -> one(sql, merge, arrival, merged, positions));
            if (broken.isPresent()) {
                deadLetter(sql, arrival.record(), cause(broken.get()), merged);
            }
        } catch (TransactionGoneException e) {
            throw new PoisonException(at, e.constraint(), true);
        }
    }

    private static String cause(Throwable e) {
        return "the row breaks a constraint of this database: " + e.getMessage();
    }

    /** In a transaction of its own, with its offset, since merging it would roll back that too. */
    private Merged deadLetterAlone(
            ConsumerRecord<String, byte[]> record, Throwable why, Map<TopicPartition, String> topicIds) {
        Merged merged = new Merged();
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        file.write("set a record aside in", sql -> {
            Offsets.Position position = Offsets.read(sql).get(partition);
            if (position == null || record.offset() >= position.next()) {
                merged.read(partition, record.offset());
                deadLetter(sql, record, cause(why), merged);
                String topicId = topicIds.getOrDefault(partition, "");
                Offsets.write(sql, partition, new Offsets.Position(topicId, record.offset() + 1));
            }
            return true;
        });
        return merged;
    }

    /** Merges a record, unless another process has merged it into this file since it was read. */
    private void one(
            Sql sql, Merge merge, Arrival arrival, Merged merged, Map<TopicPartition, Offsets.Position> positions)
            throws SQLException {
        ConsumerRecord<String, byte[]> record = arrival.record();
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Offsets.Position position = positions.get(partition);
        if (position != null && record.offset() < position.next()) {
            return;
        }
        merged.read(partition, record.offset());
        Envelope envelope = arrival.envelope();
        if (envelope == null) {
            deadLetter(sql, record, arrival.trouble(), merged);
            return;
        }
        Optional<String> refusal = seals.refusal(sql, record, envelope.node());
        if (refusal.isPresent()) {
            deadLetter(sql, record, refusal.get(), merged);
            return;
        }
        try {
            long appendedAt = record.timestamp() * 1000;
            merged.merged(envelope, merge.apply(envelope, appendedAt), appendedAt);
        } catch (MalformedEventException | IllegalArgumentException e) {
            deadLetter(sql, record, String.valueOf(e.getMessage()), merged);
        }
    }

    /** Through the outbox, in the offset's transaction: what cannot be applied is never lost either. */
    private void deadLetter(Sql sql, ConsumerRecord<String, byte[]> record, String cause, Merged merged)
            throws SQLException {
        EventDeadLettered letter = SetAside.letter(context.node().id(), record, cause);
        new Outbox(sql, context.node())
                .add(new Envelope(context.ids().next(), context.node().id(), context.now(), letter));
        OpenLetters.note(sql, context.now());
        merged.deadLetter(letter.letter());
    }
}
