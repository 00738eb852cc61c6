package dev.tandem.stream.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tandem.schema.event.EventType;
import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.seal.OperatorSeal;
import dev.tandem.stream.seal.Seal;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Outbox entries as Kafka records. An entry that was made in a former life of the file, and not sent in it, goes out in
 * the name of the node that the file is now; id, version and payload stay.
 */
final class Outgoing {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaSettings settings;
    private final String nodeId;
    private final Set<String> formerIds;
    private final Optional<Seal> seal;
    private final OperatorSeal operators;

    private Outgoing(KafkaSettings settings, String nodeId, Set<String> formerIds) {
        this.settings = settings;
        this.seal = Seal.of(settings);
        this.operators = OperatorSeal.of(settings);
        this.nodeId = nodeId;
        this.formerIds = formerIds;
    }

    /** In the name of the node that the file is now. */
    static Outgoing of(Sql sql, KafkaSettings settings) throws SQLException {
        String nodeId = Node.read(sql).map(Node::id).orElse("");
        return new Outgoing(settings, nodeId, Set.copyOf(Node.formerIds(sql)));
    }

    /** The same entry gives the same record, byte for byte. */
    ProducerRecord<String, byte[]> record(Outbox.Entry entry) {
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(entry.eventId())
                .withType(entry.ceType())
                .withSource(URI.create(Records.SOURCE + named(entry.node())))
                .withTime(OffsetDateTime.ofInstant(Timestamps.toInstant(entry.time()), ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withExtension("sequence", Long.toString(entry.sequence()))
                .withData(entry.value().getBytes(StandardCharsets.UTF_8));
        if (entry.answers() != null) {
            event.withExtension("answers", entry.answers());
        }
        ProducerRecord<String, byte[]> record = KafkaMessageFactory.<String>createWriter(
                        settings.name(entry.topic()), key(entry))
                .writeBinary(event.build());
        if (entry.topic() == Topic.CHANGES) {
            seal.ifPresent(its -> its.on(record));
        } else if (entry.ceType().equals(EventType.DEAD_LETTER_SETTLED.ceType())) {
            operators.on(record);
        }
        return record;
    }

    private String named(String node) {
        return formerIds.contains(node) ? nodeId : node;
    }

    @SuppressWarnings("NullAway") // Kafka takes a null key; the library's signature does not say so.
    private String key(Outbox.Entry entry) {
        String key = entry.key();
        boolean namesNode = key != null && entry.topic() == Topic.CHANGES && formerIds.contains(entry.node());
        return namesNode ? renamed(key) : key;
    }

    /** The key of a change begins with its node. */
    private String renamed(String key) {
        try {
            ArrayNode parts = (ArrayNode) JSON.readTree(key);
            parts.set(0, named(parts.get(0).asText()));
            return parts.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tandem_outbox was damaged: " + key, e);
        }
    }
}
