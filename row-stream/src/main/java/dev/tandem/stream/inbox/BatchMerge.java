package dev.tandem.stream.inbox;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.stream.adopt.SchemaGrowth;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.capture.Unnoticed;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.merge.Merge;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Outbox;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Merges records and moves the offsets in one transaction: after a crash, either both happened or neither, so each
 * record is applied exactly once. What other programs changed gets its version first, in the same transaction.
 */
public final class BatchMerge {
    /** Few enough that a transaction of them holds the user's file for much less than a second. */
    private static final int BATCH = 500;

    /** A dead letter carries the record that it is about; one larger than this only says where it is. */
    private static final int LARGEST_KEPT = 4 * 1024 * 1024;

    private final SyncedFile file;
    private final NodeContext context;
    private final Capture capture;

    /** Into this file, as this node. */
    public BatchMerge(SyncedFile file, NodeContext context) {
        this.file = file;
        this.context = context;
        this.capture = new Capture(file, context);
    }

    /**
     * Merges records in batches, after making room for columns and tables that the file lacks.
     *
     * @param beforeGrowth what comes before the user's schema is changed, such as a copy of the file
     * @param taken is given each batch once it is committed
     */
    public Merged applyAll(
            List<ConsumerRecord<String, byte[]>> records,
            Map<TopicPartition, String> topicIds,
            Runnable beforeGrowth,
            Consumer<List<ConsumerRecord<String, byte[]>>> taken) {
        SchemaGrowth.makeRoomFor(file, events(records), beforeGrowth);
        Merged merged = new Merged();
        for (int from = 0; from < records.size(); from += BATCH) {
            List<ConsumerRecord<String, byte[]>> batch = records.subList(from, Math.min(from + BATCH, records.size()));
            merged.add(apply(batch, topicIds));
            taken.accept(batch);
        }
        return merged;
    }

    /** Merges a batch. A record that breaks a constraint is taken alone, so that it takes no other with it. */
    private Merged apply(List<ConsumerRecord<String, byte[]>> batch, Map<TopicPartition, String> topicIds) {
        while (true) {
            Merged merged = new Merged();
            boolean done = file.write("merge into", sql -> {
                if (!capture.before(sql, merged.captured())) {
                    return false;
                }
                List<ConsumerRecord<String, byte[]>> unread = unread(sql, batch);
                Unnoticed.run(sql, () -> {
                    if (!tryAll(sql, unread, merged)) {
                        oneByOne(sql, unread, merged);
                    }
                });
                for (ConsumerRecord<String, byte[]> record : unread) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    merged.read(partition, record.offset());
                    String topicId = topicIds.getOrDefault(partition, "");
                    Offsets.write(sql, partition, new Offsets.Position(topicId, record.offset() + 1));
                }
                return true;
            });
            if (done) {
                return merged;
            }
            capture.run();
        }
    }

    /** Without what another process has merged into this file since it was read. */
    private static List<ConsumerRecord<String, byte[]>> unread(Sql sql, List<ConsumerRecord<String, byte[]>> batch)
            throws SQLException {
        Map<TopicPartition, Offsets.Position> positions = Offsets.read(sql);
        return batch.stream()
                .filter(record -> {
                    Offsets.Position position = positions.get(new TopicPartition(record.topic(), record.partition()));
                    return position == null || record.offset() >= position.next();
                })
                .toList();
    }

    private static List<TandemEvent> events(List<ConsumerRecord<String, byte[]>> records) {
        List<TandemEvent> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                events.add(Records.toEnvelope(record).event());
            } catch (MalformedEventException e) {
                // The merge makes a dead letter of it.
            }
        }
        return events;
    }

    private boolean tryAll(Sql sql, List<ConsumerRecord<String, byte[]>> batch, Merged merged) throws SQLException {
        Merged attempt = new Merged();
        sql.script("SAVEPOINT batch");
        try {
            Merge merge = Merge.into(sql, context);
            for (ConsumerRecord<String, byte[]> record : batch) {
                one(sql, merge, record, attempt);
            }
            sql.script("RELEASE batch");
            merged.add(attempt);
            return true;
        } catch (SQLException e) {
            if (!Sql.breaksConstraint(e)) {
                throw e;
            }
            sql.script("ROLLBACK TO batch");
            sql.script("RELEASE batch");
            return false;
        }
    }

    private void oneByOne(Sql sql, List<ConsumerRecord<String, byte[]>> batch, Merged merged) throws SQLException {
        Merge merge = Merge.into(sql, context);
        for (ConsumerRecord<String, byte[]> record : batch) {
            sql.script("SAVEPOINT one");
            try {
                one(sql, merge, record, merged);
                sql.script("RELEASE one");
            } catch (SQLException e) {
                if (!Sql.breaksConstraint(e)) {
                    throw e;
                }
                sql.script("ROLLBACK TO one");
                sql.script("RELEASE one");
                deadLetter(sql, record, "the row breaks a constraint of this database: " + e.getMessage(), merged);
            }
        }
    }

    private void one(Sql sql, Merge merge, ConsumerRecord<String, byte[]> record, Merged merged) throws SQLException {
        Envelope envelope;
        try {
            envelope = Records.toEnvelope(record);
            merged.merged(envelope, merge.apply(envelope, record.timestamp() * 1000));
        } catch (MalformedEventException | IllegalArgumentException e) {
            deadLetter(sql, record, String.valueOf(e.getMessage()), merged);
        }
    }

    /** Through the outbox, in the offset's transaction: what cannot be applied is never lost either. */
    private void deadLetter(Sql sql, ConsumerRecord<String, byte[]> record, String cause, Merged merged)
            throws SQLException {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            byte[] value = header.value();
            headers.put(header.key(), value == null ? "" : new String(value, StandardCharsets.UTF_8));
        }
        byte[] value = record.value();
        EventDeadLettered letter = new EventDeadLettered(
                context.node().id(),
                cause,
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp() * 1000,
                record.key(),
                headers,
                value == null || value.length > LARGEST_KEPT
                        ? null
                        : Base64.getEncoder().encodeToString(value));
        new Outbox(sql, context.node())
                .add(new Envelope(context.ids().next(), context.node().id(), context.now(), letter));
        merged.deadLetter();
    }
}
