package dev.tandem.inspector.lag;

import dev.tandem.inspector.reading.TopicReader;
import dev.tandem.inspector.receipts.Receipts;
import dev.tandem.inspector.topics.Broker;
import dev.tandem.schema.event.OperationalEvent.OffsetRange;
import dev.tandem.schema.event.OperationalEvent.SyncCompleted;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Role;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that the broker knows by their consumer groups, and those that have left a receipt lately, with how far each has
 * come. Of the receipts only the last few thousand are looked through, and fewer once each group's node has been met: of a node
 * that was away for long the last receipt may not be found.
 */
final class Nodes {
    /** The name of the server where no receipt says its id: all servers have one group. */
    static final String SERVER = "server";

    private static final int GLANCE = 500;
    private static final int AT_MOST = 2500;

    private final KafkaSettings kafka;
    private final Map<String, Known> known = new LinkedHashMap<>();
    private final Map<String, Long> replacedAt = new HashMap<>();

    /** Whether a node will ever come again. */
    enum State {
        /** As far as is known it will. */
        LIVE,
        /** It goes on under another id: its file was found to be an old copy, or a twin. */
        REPLACED,
        /** No login that a consumer group of it names is a login any more. */
        REVOKED
    }

    /** A node. */
    static final class Known {
        final Role role;
        String id;
        State state = State.LIVE;

        @Nullable
        Long lastReceipt;

        final Map<TopicPartition, Position> positions = new HashMap<>();

        Known(String id, Role role) {
            this.id = id;
            this.role = role;
        }

        Position position(TopicPartition partition) {
            return positions.getOrDefault(partition, new Position(0, Position.Source.UNKNOWN));
        }
    }

    private Nodes(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    static Collection<Known> of(Broker broker, TopicReader reader, KafkaSettings kafka) {
        Nodes nodes = new Nodes(kafka);
        nodes.fromReceipts(reader, nodes.fromGroups(broker));
        nodes.known.values().forEach(nodes::lookWhetherReplaced);
        return nodes.known.values();
    }

    /** @return the names under which receipts of these nodes are awaited */
    private Set<String> fromGroups(Broker broker) {
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
                broker.committed(group -> group.equals(kafka.serverGroup()) || group.startsWith(kafka.laptopGroups()));
        committed.forEach((group, offsets) -> {
            boolean isServer = group.equals(kafka.serverGroup());
            String name = isServer ? SERVER : group.substring(group.lastIndexOf('.') + 1);
            Known node = known.computeIfAbsent(name, id -> new Known(id, isServer ? Role.SERVER : Role.LAPTOP));
            offsets.forEach((partition, at) -> node.positions.merge(
                    partition, new Position(at.offset(), Position.Source.GROUP), Position::further));
        });
        lookWhetherRevoked(broker, committed.keySet());
        return new HashSet<>(known.keySet());
    }

    /**
     * A group of a laptop that logs in names the login before the node, and one whose login was changed has several. A broker
     * knows the logins that are kept with it (SCRAM) and no others: where the login that asks is not among them, they are kept
     * elsewhere, and none is taken for revoked.
     */
    private void lookWhetherRevoked(Broker broker, Set<String> groups) {
        Map<String, Set<String>> logins = new HashMap<>();
        for (String group : groups) {
            int begin = kafka.laptopGroups().length();
            int end = group.lastIndexOf('.');
            if (group.startsWith(kafka.laptopGroups()) && end > begin) {
                logins.computeIfAbsent(group.substring(end + 1), node -> new HashSet<>())
                        .add(group.substring(begin, end));
            }
        }
        if (!logins.isEmpty()) {
            broker.logins()
                    .filter(there -> kafka.login().filter(there::contains).isPresent())
                    .ifPresent(there -> logins.forEach((node, its) -> {
                        Known one = known.get(node);
                        if (one != null && Collections.disjoint(there, its)) {
                            one.state = State.REVOKED;
                        }
                    }));
        }
    }

    /** One that has left a receipt since another said that it was this one is a twin that goes on. */
    private void lookWhetherReplaced(Known node) {
        Long at = replacedAt.get(node.id);
        if (at != null && (node.lastReceipt == null || node.lastReceipt < at)) {
            node.state = State.REPLACED;
        }
    }

    private void fromReceipts(TopicReader reader, Set<String> awaited) {
        int[] seen = {0};
        Receipts.newestFirst(reader, kafka, receipt -> {
            Role role = receipt.role().equals(Role.SERVER.text()) ? Role.SERVER : Role.LAPTOP;
            String name = role == Role.SERVER ? SERVER : receipt.node();
            take(known.computeIfAbsent(name, id -> new Known(id, role)), receipt);
            awaited.remove(name);
            receipt.formerly().forEach(id -> replacedAt.merge(id, receipt.completedAt(), Math::max));
            seen[0]++;
            return seen[0] < (awaited.isEmpty() ? GLANCE : AT_MOST);
        });
    }

    private static void take(Known node, SyncCompleted receipt) {
        if (node.lastReceipt == null) {
            node.lastReceipt = receipt.completedAt();
            node.id = receipt.node();
        }
        for (OffsetRange range : receipt.read()) {
            node.positions.putIfAbsent(
                    new TopicPartition(range.topic(), range.partition()),
                    new Position(range.to(), Position.Source.RECEIPT));
        }
    }
}
