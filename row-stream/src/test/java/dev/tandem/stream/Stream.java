package dev.tandem.stream;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.relay.Relay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.PolicyViolationException;

/** The streams between nodes over a real broker, and what may befall them. */
record Stream(KafkaSettings kafka) {
    /** Sends what waits. */
    Relay.Sent send(TestNode node) {
        try (Relay relay = Relay.connect(node.file, node.context, kafka)) {
            return relay.runOnce();
        }
    }

    /** Reads to the end; a server also sends what won, and only then tells its group. */
    Merged pull(TestNode node) {
        try (Inbox inbox = Inbox.connect(node.file, node.context, kafka)) {
            Merged merged = inbox.runToEnd();
            if (node.context.node().role() == Role.SERVER) {
                send(node);
            }
            inbox.commitToGroup();
            return merged;
        }
    }

    /** The whole way of what changed on a laptop: to the server and back. */
    void walk(TestNode laptop, TestNode server) {
        laptop.capture();
        send(laptop);
        server.capture();
        pull(server);
        pull(laptop);
    }

    /** Deletes a topic; the next that connects makes it anew. */
    void remake(Topic topic) {
        String name = kafka.name(topic);
        try (Admin admin = Clients.admin(kafka, Duration.ofSeconds(10))) {
            admin.deleteTopics(List.of(name)).all().get();
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (admin.listTopics().names().get().contains(name)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(name + " is still there");
                }
                Thread.onSpinWait();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes all records before that offset, as an operator may who lets a topic delete. */
    void expire(Topic topic, long before) {
        try (Admin admin = Clients.admin(kafka, Duration.ofSeconds(10))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, kafka.name(topic)),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("cleanup.policy", "delete"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (!deletes(admin, topic, before)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(kafka.name(topic) + " still does not let its records be deleted");
                }
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A broker that has not heard of the topic's new setting yet refuses. */
    private boolean deletes(Admin admin, Topic topic, long before) throws ExecutionException, InterruptedException {
        try {
            admin.deleteRecords(Map.of(new TopicPartition(kafka.name(topic), 0), RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PolicyViolationException) {
                return false;
            }
            throw e;
        }
    }

    /** The key of each record of a topic, in order. */
    List<String> keys(Topic topic) {
        return records(topic).stream().map(ConsumerRecord::key).toList();
    }

    /** All records of a topic, in order. */
    List<ConsumerRecord<String, byte[]>> records(Topic topic) {
        TopicPartition partition = new TopicPartition(kafka.name(topic), 0);
        try (KafkaConsumer<String, byte[]> consumer = Clients.consumer(kafka, "test")) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }
}
