package dev.tandem.stream.kafka;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.Role;
import java.time.Duration;
import java.util.Map;

/**
 * Where Kafka is and how the topics are made.
 *
 * @param bootstrapServers {@code host:port}, several with commas
 * @param prefix the first part of every topic's name
 * @param partitions of a topic that has to be made
 * @param replication replicas of a topic that has to be made
 * @param uncompacted how long records stay readable before compaction or deletion may take them
 * @param client further settings for Kafka's clients, such as security
 */
public record KafkaSettings(
        String bootstrapServers,
        String prefix,
        int partitions,
        short replication,
        Duration uncompacted,
        Map<String, String> client) {
    /** How long records stay readable where no setting says otherwise. */
    public static final Duration DEFAULT_UNCOMPACTED = Duration.ofDays(30);

    /** Copies the client's settings. */
    public KafkaSettings {
        client = Map.copyOf(client);
    }

    /** One broker, one partition a topic. */
    public static KafkaSettings of(String bootstrapServers, String prefix) {
        return new KafkaSettings(bootstrapServers, prefix, 1, (short) 1, DEFAULT_UNCOMPACTED, Map.of());
    }

    /** The topic's full name. */
    public String name(Topic topic) {
        return topic.name(prefix);
    }

    /** The consumer group under which operators' tools see a node's lag; the server's is the same for every server. */
    public String group(Node node) {
        return node.role() == Role.SERVER ? serverGroup() : prefix + ".laptop." + node.id();
    }

    /** The server's consumer group: what it has committed there, it has merged and answered. */
    public String serverGroup() {
        return prefix + ".server";
    }
}
