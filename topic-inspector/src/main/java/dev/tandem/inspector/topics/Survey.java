package dev.tandem.inspector.topics;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.kafka.KafkaSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** Asks about all of Tandem's topics at once, in a handful of requests, however many records they hold. */
final class Survey {
    private final KafkaSettings settings;
    private final Clock clock;

    Survey(KafkaSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** The state of each topic, in the order of the design. */
    List<TopicState> take() {
        List<String> names = Arrays.stream(Topic.values()).map(settings::name).toList();
        try (Broker broker = Broker.connect(settings)) {
            Map<String, TopicDescription> found = broker.describe(names);
            List<TopicPartition> partitions = found.values().stream()
                    .flatMap(topic -> partitions(topic).stream())
                    .toList();
            Answers answers = new Answers(
                    broker.offsets(partitions, OffsetSpec.earliest()),
                    broker.offsets(partitions, OffsetSpec.latest()),
                    broker.offsets(partitions, OffsetSpec.maxTimestamp()),
                    broker.configs(found.keySet()),
                    broker.bytes());
            return names.stream()
                    .map(name -> Optional.ofNullable(found.get(name))
                            .map(topic -> state(topic, answers))
                            .orElseGet(() -> TopicState.absent(name)))
                    .toList();
        }
    }

    private record Answers(
            Map<TopicPartition, ListOffsetsResultInfo> beginnings,
            Map<TopicPartition, ListOffsetsResultInfo> ends,
            Map<TopicPartition, ListOffsetsResultInfo> newest,
            Map<String, Config> configs,
            Optional<Map<String, Long>> bytes) {}

    private TopicState state(TopicDescription topic, Answers answers) {
        long records = 0;
        long newest = -1;
        for (TopicPartition partition : partitions(topic)) {
            records += of(answers.ends(), partition).offset()
                    - of(answers.beginnings(), partition).offset();
            newest = Math.max(newest, of(answers.newest(), partition).timestamp());
        }
        Optional<Config> config = Optional.ofNullable(answers.configs().get(topic.name()));
        String cleanup = value(config, TopicConfig.CLEANUP_POLICY_CONFIG);
        String retention = value(
                config,
                TopicConfig.CLEANUP_POLICY_COMPACT.equals(cleanup)
                        ? TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG
                        : TopicConfig.RETENTION_MS_CONFIG);
        Instant newestAt = newest < 0 ? null : Instant.ofEpochMilli(newest);
        return new TopicState(
                topic.name(),
                true,
                topic.partitions().size(),
                topic.partitions().get(0).replicas().size(),
                records,
                answers.bytes().map(all -> all.getOrDefault(topic.name(), 0L)).orElse(null),
                cleanup,
                retention == null ? null : Long.valueOf(retention),
                newestAt,
                newestAt == null ? null : age(newestAt));
    }

    private long age(Instant newest) {
        return Math.max(0, Duration.between(newest, clock.instant()).toSeconds());
    }

    private static ListOffsetsResultInfo of(
            Map<TopicPartition, ListOffsetsResultInfo> offsets, TopicPartition partition) {
        return Optional.ofNullable(offsets.get(partition)).orElseThrow();
    }

    private static @Nullable String value(Optional<Config> config, String name) {
        return config.map(c -> c.get(name)).map(ConfigEntry::value).orElse(null);
    }

    private static List<TopicPartition> partitions(TopicDescription topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        topic.partitions().forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
        return partitions;
    }
}
