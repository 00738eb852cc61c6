package dev.tandem.stream.inbox;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.stream.adopt.Backup;
import dev.tandem.stream.adopt.SchemaGrowth;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.capture.Unnoticed;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.merge.Merge;
import dev.tandem.stream.merge.MergeResult;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.seal.Seals;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Merges a record that once went to the dead letters, after what kept it from being applied was mended. It has the version
 * that it had then, so that it overwrites nothing that is newer; no offset moves.
 */
public final class Redrive {
    private Redrive() {}

    /** It still cannot be applied; nothing has changed. */
    public static final class RefusedException extends StreamException {
        private static final long serialVersionUID = 1L;

        private final String reason;

        private RefusedException(String reason, Throwable e) {
            super(
                    "the record still cannot be applied: " + reason,
                    "mend what keeps it from being applied and redrive it again, or discard it; nothing was changed",
                    e);
            this.reason = reason;
        }

        /** Why, alone. */
        public String reason() {
            return reason;
        }
    }

    /**
     * Merges it, if it came by a topic that this node merges and bears the seal that is asked for there: who may write dead
     * letters may not write rows.
     *
     * @throws RefusedException if it still cannot be applied
     */
    public static MergeResult into(
            SyncedFile file, NodeContext context, ConsumerRecord<String, byte[]> record, KafkaSettings kafka) {
        Seals seals = Seals.askedBy(context.node().role(), kafka);
        seals.refresh();
        Envelope envelope;
        try {
            requireMerged(context.node().role(), record.topic(), kafka);
            envelope = Records.toEnvelope(record);
            seals.check(record);
        } catch (MalformedEventException e) {
            throw refused(String.valueOf(e.getMessage()), e);
        }
        Capture capture = new Capture(file, context);
        SchemaGrowth.makeRoomFor(
                file,
                List.of(envelope.event()),
                () -> Backup.make(file, "schema", context.clock().instant()));
        while (true) {
            Optional<MergeResult> result = file.write("redrive into", sql -> {
                if (!capture.before(sql, new Captured())) {
                    return Optional.<MergeResult>empty();
                }
                return Optional.of(merge(sql, context, envelope, record, seals));
            });
            if (result.isPresent()) {
                return result.get();
            }
            capture.run();
        }
    }

    private static void requireMerged(Role role, String topic, KafkaSettings kafka) {
        if (Inbox.topics(role).stream().map(kafka::name).noneMatch(topic::equals)) {
            throw new MalformedEventException(
                    "it names the topic " + topic + ", from which this database takes nothing");
        }
    }

    private static MergeResult merge(
            Sql sql, NodeContext context, Envelope envelope, ConsumerRecord<String, byte[]> record, Seals seals)
            throws SQLException {
        MergeResult[] result = new MergeResult[1];
        try {
            if (seals.areForgotten(sql)) {
                throw new MalformedEventException(
                        "this database asks for seals, and these settings do not say by which file"
                                + " they are known; run it with those of the service (TANDEM_SETTINGS)");
            }
            Optional<String> refusal = seals.refusal(sql, record, envelope.node());
            if (refusal.isPresent()) {
                throw new MalformedEventException(refusal.get());
            }
            long arrival = record.timestamp() * 1000;
            Unnoticed.run(sql, () -> {
                Optional<SQLException> broken =
                        sql.attempt(() -> result[0] = Merge.into(sql, context).apply(envelope, arrival));
                if (broken.isPresent()) {
                    throw refused(
                            "the row breaks a constraint of this database: "
                                    + broken.get().getMessage(),
                            broken.get());
                }
            });
        } catch (MalformedEventException | IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()), e);
        }
        return result[0];
    }

    private static StreamException refused(String cause, Throwable e) {
        return new RefusedException(cause, e);
    }
}
