package dev.tandem.inspector.topics;

import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a broker answers about topics. It only asks: no topic is made, no record read. */
public final class Broker implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final KafkaSettings settings;
    private final Admin admin;

    private Broker(KafkaSettings settings, Admin admin) {
        this.settings = settings;
        this.admin = admin;
    }

    /** Connects. */
    public static Broker connect(KafkaSettings settings) {
        return new Broker(settings, Clients.admin(settings, TIMEOUT));
    }

    /** The topics of these names that exist. */
    public Map<String, TopicDescription> describe(Collection<String> names) {
        return describe(admin.describeTopics(names));
    }

    private Map<String, TopicDescription> describe(DescribeTopicsResult answers) {
        Map<String, TopicDescription> found = new HashMap<>();
        answers.topicNameValues().forEach((name, answer) -> {
            try {
                found.put(name, answer.get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failed(e);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        });
        return found;
    }

    /** Offsets of all these partitions, and the times of records where that is what is asked for. */
    public Map<TopicPartition, ListOffsetsResultInfo> offsets(Collection<TopicPartition> partitions, OffsetSpec which) {
        return get(admin.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), p -> which)))
                .all());
    }

    /** The settings of a topic; empty if this user may not see them. */
    Map<String, Config> configs(Collection<String> names) {
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, Config> configs = new HashMap<>();
        admin.describeConfigs(resources)
                .values()
                .forEach((resource, answer) ->
                        ifAllowed(answer).ifPresent(config -> configs.put(resource.name(), config)));
        return configs;
    }

    /** How many bytes each topic takes on the brokers' disks; empty if this user may not see all of them. */
    Optional<Map<String, Long>> bytes() {
        List<Integer> brokers =
                get(admin.describeCluster().nodes()).stream().map(Node::id).toList();
        return ifAllowed(admin.describeLogDirs(brokers).allDescriptions())
                .map(all -> all.values().stream()
                        .flatMap(folders -> folders.values().stream())
                        .map(LogDirDescription::replicaInfos)
                        .flatMap(replicas -> replicas.entrySet().stream())
                        .collect(Collectors.groupingBy(
                                replica -> replica.getKey().topic(),
                                Collectors.summingLong(
                                        replica -> replica.getValue().size()))));
    }

    /** How far the consumer groups of these names have come; only of those that this user may see. */
    public Map<String, Map<TopicPartition, OffsetAndMetadata>> committed(Predicate<String> names) {
        Map<String, ListConsumerGroupOffsetsSpec> groups = get(
                        admin.listGroups().all())
                .stream()
                .map(GroupListing::groupId)
                .filter(names)
                .collect(Collectors.toMap(Function.identity(), group -> new ListConsumerGroupOffsetsSpec()));
        return groups.isEmpty()
                ? Map.of()
                : get(admin.listConsumerGroupOffsets(groups).all());
    }

    /** Those of these topics that this user may not write to; a topic that does not exist is none of them. */
    public List<String> notWritable(Collection<String> names) {
        DescribeTopicsOptions withRights = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        return describe(admin.describeTopics(names, withRights)).values().stream()
                .filter(topic -> topic.authorizedOperations() != null
                        && !topic.authorizedOperations().contains(AclOperation.WRITE))
                .map(TopicDescription::name)
                .sorted()
                .toList();
    }

    /** The names of the logins that are kept with the broker, which are those of SCRAM; empty if this user may not see them. */
    public Optional<Set<String>> logins() {
        return ifAllowed(admin.describeUserScramCredentials().all()).map(all -> Set.copyOf(all.keySet()));
    }

    private <T> Optional<T> ifAllowed(KafkaFuture<T> answer) {
        try {
            return Optional.of(answer.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ClusterAuthorizationException
                    || e.getCause() instanceof TopicAuthorizationException) {
                return Optional.empty();
            }
            throw failed(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private RuntimeException failed(ExecutionException e) {
        return Clients.explain("look into the topics", settings, e);
    }

    private RuntimeException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return Clients.explain("look into the topics", settings, e);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
