package dev.tandem.stream.incarnation;

import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.merge.TestProducts;
import dev.tandem.stream.node.Meta;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.seal.Seal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a node has written since the position in its file, and tells apart what the file knows
 * and what it does not.
 *
 * <p>A record that was sent and whose confirmation was lost in a crash, or that was confirmed and not removed yet, still
 * stands in the outbox, under its sequence and id; one that the broker took twice has a sequence up to the confirmed one;
 * and what is said of the products of self tests is forgotten on purpose, wherever it stood. Any other has been written by
 * this node in another life: by a file of which this one is an old copy, or by a twin.
 */
final class OwnRecords {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long SILENCE_NANOS = Duration.ofSeconds(10).toNanos();

    private final SyncedFile file;
    private final Node node;
    private final Optional<Seal> seal;
    private final List<Long> known = new ArrayList<>();
    private long unknown;
    private long newest;
    private long newestAt;

    private OwnRecords(SyncedFile file, Node node, Optional<Seal> seal) {
        this.file = file;
        this.node = node;
        this.seal = seal;
    }

    /** Reads from and up to these offsets. */
    static OwnRecords read(
            SyncedFile file,
            Node node,
            KafkaSettings settings,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to) {
        OwnRecords records = new OwnRecords(file, node, Seal.of(settings));
        try (KafkaConsumer<String, byte[]> consumer = Clients.consumer(settings, settings.group(node))) {
            consumer.assign(from.keySet());
            from.forEach(consumer::seek);
            long heard = System.nanoTime();
            while (to.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                List<ConsumerRecord<String, byte[]>> page = new ArrayList<>();
                consumer.poll(POLL).forEach(page::add);
                if (!page.isEmpty()) {
                    records.look(page);
                    heard = System.nanoTime();
                } else if (System.nanoTime() - heard > SILENCE_NANOS) {
                    throw new TimeoutException("it sends nothing");
                }
            }
            return records;
        } catch (KafkaException e) {
            throw Clients.explain("read what this node has written", settings, e);
        }
    }

    private void look(List<ConsumerRecord<String, byte[]>> page) {
        file.read("read", sql -> {
            long confirmed = Math.max(number(sql, Meta.CONFIRMED_SEQUENCE), ofAdoption(sql));
            for (ConsumerRecord<String, byte[]> record : page) {
                long sequence = sequence(record);
                if (sequence < 0 || !isOwn(record)) {
                    continue;
                }
                if (isInOutbox(sql, sequence, text(record, "ce_id"))) {
                    known.add(sequence);
                } else if (sequence > confirmed && !TestProducts.isOfOne(record.key())) {
                    unknown++;
                    newest = Math.max(newest, sequence);
                    newestAt = Math.max(newestAt, record.timestamp());
                }
            }
            return true;
        });
    }

    /** What a laptop found on adopting may have been sent once, and then have given way to what the stream has. */
    private long ofAdoption(Sql sql) throws SQLException {
        return node.role() == Role.LAPTOP ? number(sql, Meta.ADOPTED_SEQUENCE) : 0;
    }

    private static long number(Sql sql, Meta meta) throws SQLException {
        return meta.read(sql).map(Long::parseLong).orElse(0L);
    }

    /**
     * The server alone writes its topics, and hands on what laptops made under their names. In the name of a laptop another could
     * write; where this one seals what it sends, only what bears its seal counts.
     */
    private boolean isOwn(ConsumerRecord<String, byte[]> record) {
        return node.role() == Role.SERVER
                || ((Records.SOURCE + node.id()).equals(text(record, "ce_source"))
                        && seal.map(its -> its.isOn(record)).orElse(true));
    }

    private static boolean isInOutbox(Sql sql, long sequence, @Nullable String id) throws SQLException {
        Optional<String> waits =
                sql.first("SELECT event FROM tandem_outbox WHERE seq = ?", row -> row.getString(1), sequence);
        return waits.isPresent() && waits.get().equals(id);
    }

    private static long sequence(ConsumerRecord<String, byte[]> record) {
        String text = text(record, "ce_sequence");
        return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }

    private static @Nullable String text(ConsumerRecord<String, byte[]> record, String header) {
        Header found = record.headers().lastHeader(header);
        byte[] value = found == null ? null : found.value();
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    /** The sequences of records that also wait in the outbox: sent, and not yet known to be confirmed. */
    List<Long> known() {
        return known;
    }

    /** How many records the file knows nothing of. */
    long unknown() {
        return unknown;
    }

    /** The greatest sequence among those. */
    long newest() {
        return newest;
    }

    /** When the newest of those was appended, in milliseconds. */
    long newestAt() {
        return newestAt;
    }
}
