package dev.tandem.laptop;

import dev.tandem.broker.LocalBroker;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A test with a real broker, whose topics are gone after each test. */
public abstract class BrokerTest {
    @TempDir
    static Path brokerFolder;

    private static LocalBroker broker;

    @TempDir
    protected Path folder;

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start(brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    /** Takes the broker away. */
    protected static void takeBrokerAway() {
        broker.close();
    }

    /** Brings it back where it was, with all that it had. */
    protected static void bringBrokerBack() {
        broker = LocalBroker.start(brokerFolder, broker.port());
    }

    /** Where Kafka is. */
    protected static KafkaSettings kafka() {
        return KafkaSettings.of(broker.bootstrapServers(), "tandem");
    }

    /** How far a laptop has told its group that it has read. */
    protected static Map<TopicPartition, OffsetAndMetadata> readBy(String node) {
        try (Admin admin = Clients.admin(kafka(), Duration.ofSeconds(10))) {
            return admin.listConsumerGroupOffsets(kafka().group(new Node(node, Role.LAPTOP)))
                    .partitionsToOffsetAndMetadata()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A verb on a database, with this broker. */
    protected static Verb verb(Database database, String verb, String... further) {
        return Verb.run(args(database, verb, further));
    }

    /** The arguments of a verb on a database, with this broker. */
    protected static String[] args(Database database, String verb, String... further) {
        List<String> args = new ArrayList<>(List.of(verb));
        args.addAll(Arrays.asList(further));
        args.addAll(List.of("--database", database.toString()));
        args.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
        args.addAll(List.of("--service-url", "http://localhost:1"));
        return args.toArray(String[]::new);
    }

    /** How many records a topic has had. */
    protected static long records(Topic topic) {
        TopicPartition partition = new TopicPartition(kafka().name(topic), 0);
        try (Admin admin = Clients.admin(kafka(), Duration.ofSeconds(10))) {
            return admin.listOffsets(java.util.Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes all topics out, as a broker whose disk was lost would have. */
    @AfterEach
    protected void deleteTopics() {
        try (Admin admin = Clients.admin(kafka(), Duration.ofSeconds(10))) {
            admin.deleteTopics(tandems(admin)).all().get();
            while (!tandems(admin).isEmpty()) {
                Thread.onSpinWait();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> tandems(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> names = admin.listTopics().names().get();
        names.removeIf(name -> !name.startsWith("tandem."));
        return names;
    }
}
