package dev.tandem.stream.rights;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.kafka.KafkaSettings;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What the rights of a node are, as Kafka's ACLs. Whatever is not named here a broker refuses. */
public final class Rights {
    private static final Set<Topic> LAPTOP_READS = Set.of(
            Topic.ASSESSMENTS,
            Topic.PRODUCTS,
            Topic.ASSESSMENT_QUEUE,
            Topic.ROWS,
            Topic.SYNC_RECEIPTS,
            Topic.CATALOG_RUNS,
            // A node reads its own last records before it publishes.
            Topic.CHANGES);

    private static final Set<Topic> LAPTOP_WRITES =
            Set.of(Topic.CHANGES, Topic.CATALOG_RUNS, Topic.SYNC_RECEIPTS, Topic.DEAD_LETTERS);

    private static final Set<Topic> SERVICE_WRITES = Set.of(
            Topic.ASSESSMENTS,
            Topic.PRODUCTS,
            Topic.ASSESSMENT_QUEUE,
            Topic.ROWS,
            Topic.SYNC_RECEIPTS,
            Topic.DEAD_LETTERS);

    private static final Set<Topic> OPERATOR_WRITES = Set.of(Topic.CHANGES, Topic.DEAD_LETTERS);

    private final KafkaSettings kafka;
    private final String principal;
    private final Set<AclBinding> all = new LinkedHashSet<>();

    private Rights(KafkaSettings kafka, String name) {
        this.kafka = kafka;
        this.principal = principal(name);
    }

    /** All rights of a node of that kind and name, and no more than it needs. */
    public static Set<AclBinding> of(NodeKind kind, String name, KafkaSettings kafka) {
        Rights rights = new Rights(kafka, name);
        switch (kind) {
            case LAPTOP -> rights.laptop(name);
            case SERVICE -> rights.service();
            case OPERATOR -> rights.operator();
        }
        return rights.all;
    }

    /** As whom a broker knows a login. */
    static String principal(String name) {
        return "User:" + name;
    }

    private void laptop(String name) {
        topics(LAPTOP_READS, READ);
        topics(LAPTOP_WRITES, WRITE);
        topics(Set.of(Topic.values()), DESCRIBE_CONFIGS);
        grant(ResourceType.GROUP, kafka.laptopGroups() + name + ".", PatternType.PREFIXED, READ);
        // It waits until the server has committed there, and could not pretend that the server has.
        grant(ResourceType.GROUP, kafka.serverGroup(), PatternType.LITERAL, DESCRIBE);
    }

    private void service() {
        topics(Set.of(Topic.values()), READ);
        topics(SERVICE_WRITES, WRITE);
        topics(Set.of(Topic.values()), DESCRIBE_CONFIGS);
        topics(Set.of(Topic.values()), CREATE);
        grant(ResourceType.GROUP, kafka.serverGroup(), PatternType.LITERAL, READ);
        grant(ResourceType.GROUP, kafka.serverGroup() + ".", PatternType.PREFIXED, READ);
    }

    private void operator() {
        grant(ResourceType.TOPIC, kafka.prefix() + ".", PatternType.PREFIXED, READ);
        grant(ResourceType.TOPIC, kafka.prefix() + ".", PatternType.PREFIXED, DESCRIBE_CONFIGS);
        topics(OPERATOR_WRITES, WRITE);
        grant(ResourceType.GROUP, kafka.prefix() + ".", PatternType.PREFIXED, DESCRIBE);
        grant(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL, DESCRIBE);
    }

    private void topics(Set<Topic> topics, AclOperation operation) {
        topics.forEach(topic -> grant(ResourceType.TOPIC, kafka.name(topic), PatternType.LITERAL, operation));
    }

    private void grant(ResourceType type, String name, PatternType pattern, AclOperation operation) {
        all.add(new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
    }
}
