package dev.tandem.stream.guarantee;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.guarantee.Step.Pull;
import dev.tandem.stream.guarantee.Step.Push;
import dev.tandem.stream.inbox.Gap;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.inbox.Offsets;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.relay.Relay;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A real broker, through the very connections that a laptop's {@code watch} and the service hold. How much is sent and
 * read at once, and in which order, the broker decides; it compacts when it likes. A lost confirmation is a node that is
 * halted after its records have arrived.
 */
final class RealKafka implements BrokerWire {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaSettings settings;
    private final Map<Who, Connection> connections = new EnumMap<>(Who.class);
    private final Map<Topic, List<ConsumerRecord<String, byte[]>>> deleted = new EnumMap<>(Topic.class);
    private boolean twins;

    /** With topics that no other history uses. */
    RealKafka(String bootstrapServers) {
        KafkaSettings one = KafkaSettings.of(bootstrapServers, "history-" + UUID.randomUUID());
        settings = new KafkaSettings(
                one.bootstrapServers(), one.prefix(), 2, one.replication(), one.uncompacted(), one.client());
        new Topics(settings).ensure();
    }

    /** What a node's process holds open. */
    private record Connection(NodeContext context, Relay relay, Inbox inbox) {
        void close() {
            relay.close();
            inbox.close();
        }
    }

    private Connection connected(Machine machine) {
        Connection open = connections.get(machine.who);
        if (open != null && !twins && open.context().equals(machine.context())) {
            return open;
        }
        halted(machine);
        Relay relay = Relay.connect(machine.file(), machine.context(), settings);
        try {
            machine.remember();
            Inbox inbox = Inbox.connect(machine.file(), machine.context(), settings);
            Connection connection = new Connection(machine.context(), relay, inbox);
            connections.put(machine.who, connection);
            return connection;
        } catch (RuntimeException e) {
            relay.close();
            throw e;
        }
    }

    @Override
    public KafkaSettings settings() {
        return settings;
    }

    @Override
    public void push(Machine machine, Push push) {
        Connection connection = connected(machine);
        machine.lookIntoOutbox();
        if (push.lost() > 0 && !machine.halting.isDue()) {
            machine.halting.after(0, false);
        }
        try {
            send(machine, connection);
        } finally {
            machine.lookIntoOutbox();
        }
    }

    /** As its process does: the service leaves what is confirmed in the outbox for a while. */
    private static void send(Machine machine, Connection connection) {
        if (machine.who.role == Role.SERVER) {
            connection.relay().send();
        } else {
            connection.relay().runOnce();
        }
    }

    @Override
    public void remove(Machine machine) {
        Connection open = connections.get(machine.who);
        if (open != null) {
            open.relay().removeConfirmed();
        }
    }

    @Override
    public Merged pull(Machine machine, Pull pull) {
        Connection connection = connected(machine);
        Merged merged = connection.inbox().runToEnd();
        if (machine.who.role == Role.SERVER) {
            machine.lookIntoOutbox();
            send(machine, connection);
        }
        connection.inbox().commitToGroup();
        return merged;
    }

    @Override
    public void compact() {
        // The broker compacts by itself, and nobody can ask it to.
    }

    @Override
    public void poison(Who reader, String value) {
        List<Topic> topics = Inbox.topics(reader.role);
        try (KafkaProducer<String, byte[]> producer = Clients.producer(settings)) {
            producer.send(new ProducerRecord<>(
                            settings.name(topics.get(topics.size() - 1)),
                            UUID.randomUUID().toString(),
                            value.getBytes(StandardCharsets.UTF_8)))
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void anew(Topic topic) {
        deleted.put(topic, log(topic));
        connections.values().forEach(Connection::close);
        connections.clear();
        try (Admin admin = Clients.admin(settings, PATIENCE)) {
            String name = settings.name(topic);
            admin.deleteTopics(List.of(name)).all().get();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (admin.listTopics().names().get().contains(name)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(name + " is still there");
                }
                Thread.onSpinWait();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        new Topics(settings).ensure();
    }

    @Override
    public Gap mark(Machine machine) {
        return Gap.mark(machine.file(), machine.context(), settings);
    }

    @Override
    public void haveTwins() {
        twins = true;
    }

    @Override
    public List<ConsumerRecord<String, byte[]>> log(Topic topic) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>(deleted.getOrDefault(topic, List.of()));
        try (KafkaConsumer<String, byte[]> consumer = Clients.consumer(settings, "log")) {
            List<TopicPartition> partitions = consumer.partitionsFor(settings.name(topic)).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    @Override
    public boolean hasReadAll(Machine machine) {
        Map<TopicPartition, Offsets.Position> positions = machine.file().read("read", Offsets::read);
        return connected(machine).inbox().ends().entrySet().stream().allMatch(end -> {
            Offsets.Position position = positions.get(end.getKey());
            return end.getValue() == 0 || (position != null && position.next() >= end.getValue());
        });
    }

    @Override
    public void halted(Machine machine) {
        Connection open = connections.remove(machine.who);
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        connections.values().forEach(Connection::close);
    }
}
