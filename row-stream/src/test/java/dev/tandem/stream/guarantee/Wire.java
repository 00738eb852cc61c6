package dev.tandem.stream.guarantee;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.guarantee.Step.Pull;
import dev.tandem.stream.guarantee.Step.Push;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.kafka.KafkaSettings;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is between the nodes. */
interface Wire extends AutoCloseable {
    /** Sends what waits in a node's outbox. */
    void push(Machine machine, Push push);

    /** Has a node merge what it finds. */
    Merged pull(Machine machine, Pull pull);

    /** Takes out of each topic what a later record of its key makes needless. */
    void compact();

    /** Writes something that is no event to a topic that this node reads. */
    void poison(Who reader, String value);

    /** All records that were ever appended to a topic, in the order of each partition. */
    List<ConsumerRecord<String, byte[]>> log(Topic topic);

    /** What the topics are called. */
    KafkaSettings settings();

    /** Whether a node has read everything. */
    boolean hasReadAll(Machine machine);

    /** Has a node remove what it has kept in its outbox since it was confirmed, where it keeps anything. */
    default void remove(Machine machine) {}

    /** A node's process is gone, and with it its connections. */
    default void halted(Machine machine) {}

    @Override
    void close();
}
