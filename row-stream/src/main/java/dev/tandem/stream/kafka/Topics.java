package dev.tandem.stream.kafka;

import dev.tandem.schema.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Tandem's topics on a broker. */
public final class Topics {
    /** Bytes of the largest record: a row may hold pictures or pages in its columns. */
    static final int LARGEST_RECORD = 16 * 1024 * 1024;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final KafkaSettings settings;

    /** On this broker. */
    public Topics(KafkaSettings settings) {
        this.settings = settings;
    }

    /**
     * Looks the topics up and makes those that are not there.
     *
     * @return what the broker says of each
     */
    public Map<Topic, TopicDescription> ensure() {
        try (Admin admin = Clients.admin(settings, TIMEOUT)) {
            return ensure(admin);
        }
    }

    /** The same, over a connection that is there. */
    public Map<Topic, TopicDescription> ensure(Admin admin) {
        try {
            Map<Topic, TopicDescription> found = describe(admin);
            if (found.size() < Topic.values().length) {
                create(admin, found);
                for (int attempt = 0; found.size() < Topic.values().length && attempt < 100; attempt++) {
                    Thread.sleep(50);
                    found = describe(admin);
                }
            }
            return found;
        } catch (ExecutionException e) {
            throw Clients.explain("look up the topics", settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Clients.explain("look up the topics", settings, e);
        }
    }

    /** Looks the topics up and makes none; those that are not there are left out. */
    public Map<Topic, TopicDescription> find(Admin admin) {
        try {
            return describe(admin);
        } catch (ExecutionException e) {
            throw Clients.explain("look up the topics", settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Clients.explain("look up the topics", settings, e);
        }
    }

    private Map<Topic, TopicDescription> describe(Admin admin) throws ExecutionException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            names.add(settings.name(topic));
        }
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(names).topicNameValues();
        Map<Topic, TopicDescription> found = new EnumMap<>(Topic.class);
        for (Topic topic : Topic.values()) {
            try {
                found.put(
                        topic,
                        Objects.requireNonNull(answers.get(settings.name(topic)))
                                .get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    private void create(Admin admin, Map<Topic, TopicDescription> found)
            throws ExecutionException, InterruptedException {
        List<NewTopic> missing = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            if (!found.containsKey(topic)) {
                missing.add(new NewTopic(settings.name(topic), settings.partitions(), settings.replication())
                        .configs(config(topic)));
            }
        }
        for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
            try {
                created.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    /** The settings that a topic is made with. */
    public Map<String, String> config(Topic topic) {
        Map<String, String> config = new HashMap<>();
        config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LARGEST_RECORD));
        config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        String millis = Long.toString(settings.uncompacted().toMillis());
        if (topic.compacted()) {
            config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            config.put(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, millis);
            // A removal is an event with a value and has to stay; there are no tombstones.
        } else {
            config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            config.put(
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(settings.uncompacted().multipliedBy(12).toMillis()));
        }
        return config;
    }
}
