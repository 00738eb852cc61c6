package dev.tandem.schema.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What operators want to know; no database merges these. Times are microseconds UTC. */
public sealed interface OperationalEvent extends TandemEvent {
    /** A pass over a retailer's catalog is done. */
    record CatalogRunCompleted(
            String runId,
            String retailer,
            String category,
            long startedAt,
            long completedAt,
            int scanned,
            int existing,
            int added,
            int suspectedDuplicates,
            int rejected)
            implements OperationalEvent {
        @Override
        public EventType type() {
            return EventType.CATALOG_RUN_COMPLETED;
        }
    }

    /**
     * A node took in or gave out something: the receipt for it.
     *
     * @param digest what all its rows added up to then, as 16 hexadecimal digits; null in receipts of older nodes
     * @param formerly the ids that the node had before it found its file to be an old copy, or a twin; older nodes do not say
     */
    record SyncCompleted(
            String node,
            String role,
            long completedAt,
            List<OffsetRange> read,
            int applied,
            int superseded,
            int conflicts,
            int deadLettered,
            int sent,
            @Nullable String digest,
            List<String> formerly)
            implements OperationalEvent {
        /** Copies the lists. */
        public SyncCompleted {
            read = List.copyOf(read);
            formerly = List.copyOf(formerly);
        }

        /** Of a node that has always been who it is. */
        public SyncCompleted(
                String node,
                String role,
                long completedAt,
                List<OffsetRange> read,
                int applied,
                int superseded,
                int conflicts,
                int deadLettered,
                int sent,
                @Nullable String digest) {
            this(node, role, completedAt, read, applied, superseded, conflicts, deadLettered, sent, digest, List.of());
        }

        @Override
        public EventType type() {
            return EventType.SYNC_COMPLETED;
        }
    }

    /** Records of a partition that a node has read, from inclusive, to exclusive. */
    record OffsetRange(String topic, int partition, long from, long to) {}

    /**
     * A record that could not be applied and would not be at another try, as it was found.
     *
     * @param cause why, in one sentence
     * @param key the record's key, if it had one
     * @param value the record's value as Base64, if it had one
     */
    record EventDeadLettered(
            String node,
            String cause,
            String topic,
            int partition,
            long offset,
            long appendedAt,
            @Nullable String key,
            Map<String, String> headers,
            @Nullable String value)
            implements OperationalEvent {
        /** Copies the headers. */
        public EventDeadLettered {
            headers = Map.copyOf(headers);
        }

        /** The letter's id: that of the place it was found in, so that a letter that was sent twice is one. */
        public String letter() {
            String place = node + "/" + topic + "/" + partition + "/" + offset;
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(place.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(hash, 0, 6);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java runtime has SHA-256", e);
            }
        }

        @Override
        public EventType type() {
            return EventType.EVENT_DEAD_LETTERED;
        }
    }

    /**
     * Somebody has taken care of a dead letter.
     *
     * @param letter the letter's id: that of the place it was found in
     * @param outcome {@link #REDRIVEN} or {@link #DISCARDED}
     * @param settledAt when
     */
    record DeadLetterSettled(String letter, String outcome, long settledAt) implements OperationalEvent {
        /** It was applied after all by the node whose letter it is, or was known there to be of no more use. */
        public static final String REDRIVEN = "redriven";

        /** Nothing is to be done about the record. */
        public static final String DISCARDED = "discarded";

        @Override
        public EventType type() {
            return EventType.DEAD_LETTER_SETTLED;
        }
    }
}
