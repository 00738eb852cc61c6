package dev.tandem.stream.kafka;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.Role;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.SaslConfigs;

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

    private static final Pattern USER = Pattern.compile("\\busername=\"?([A-Za-z0-9_-]+)\"?");

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

    /**
     * The consumer group under which operators' tools see a node's lag; the server's is the same for every server. That of a
     * laptop that logs in names its login, so that a broker can keep others from committing there.
     */
    public String group(Node node) {
        return node.role() == Role.SERVER
                ? serverGroup()
                : laptopGroups() + login().map(name -> name + ".").orElse("") + node.id();
    }

    /** What the names of all laptops' groups begin with; the node's id is what follows their last dot. */
    public String laptopGroups() {
        return prefix + ".laptop.";
    }

    /** Under which name a broker knows this client, if it says one in its settings. */
    public Optional<String> login() {
        Matcher user = USER.matcher(client.getOrDefault(SaslConfigs.SASL_JAAS_CONFIG, ""));
        return user.find() ? Optional.of(user.group(1)) : Optional.empty();
    }

    /** The server's consumer group: what it has committed there, it has merged and answered. */
    public String serverGroup() {
        return prefix + ".server";
    }
}
