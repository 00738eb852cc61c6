package dev.tandem.stream.relay;

import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Outbox;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The very records that the relay would send, for a stream that a test keeps itself, and the relay at a time of the test's. */
public final class Sending {
    private Sending() {}

    /** An entry as it goes to Kafka. */
    public static ProducerRecord<String, byte[]> record(Sql sql, KafkaSettings settings, Outbox.Entry entry)
            throws SQLException {
        return Outgoing.of(sql, settings).record(entry);
    }

    /** The relay itself, with a clock in nanoseconds that a test keeps. */
    public static Relay relay(SyncedFile file, NodeContext context, KafkaSettings settings, LongSupplier nanos) {
        return relay(file, context, settings, nanos, () -> Clients.producer(settings));
    }

    /** The same, over a producer that a test opens. */
    public static Relay relay(
            SyncedFile file,
            NodeContext context,
            KafkaSettings settings,
            LongSupplier nanos,
            Supplier<KafkaProducer<String, byte[]>> producer) {
        try (Admin admin = Clients.admin(settings, Duration.ofSeconds(10))) {
            return Relay.over(file, context, settings, admin, producer, nanos);
        }
    }
}
