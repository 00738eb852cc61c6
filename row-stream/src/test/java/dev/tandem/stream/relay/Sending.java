package dev.tandem.stream.relay;

import dev.tandem.stream.file.Sql;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.outbox.Outbox;
import java.sql.SQLException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The very records that the relay would send, for a stream that a test keeps itself. */
public final class Sending {
    private Sending() {}

    /** An entry as it goes to Kafka. */
    public static ProducerRecord<String, byte[]> record(Sql sql, KafkaSettings settings, Outbox.Entry entry)
            throws SQLException {
        return Outgoing.of(sql, settings).record(entry);
    }
}
