package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.inbox.Waiting;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.node.Role;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class WaitingTest {
    @TempDir
    Path folder;

    private TestBroker broker;
    private KafkaSettings kafka;
    private TestNode laptop;

    @BeforeEach
    void start(TestInfo test) {
        broker = TestBroker.of(test, folder.resolve("broker"));
        kafka = KafkaSettings.of(broker.bootstrapServers(), "tandem");
        new Topics(kafka).ensure();
        laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, new SettableClock("2025-11-25T10:00:00"));
    }

    @AfterEach
    void stop() {
        laptop.close();
        broker.close();
    }

    @Test
    void dead_letters_without_a_leader_stop_nobody() {
        try (Admin admin = Clients.admin(kafka, Duration.ofSeconds(10))) {
            assertThat(look(admin).letters()).hasSize(1);

            Waiting waiting = look(withoutLeader(admin, kafka.name(Topic.DEAD_LETTERS)));

            assertThat(waiting.letters()).isEmpty();
            assertThat(waiting.events()).isZero();
        }
    }

    private Waiting look(Admin admin) {
        return Waiting.look(laptop.file, laptop.context, kafka, admin);
    }

    /** The same connection, over which nobody tells how far that topic reaches. */
    private static Admin withoutLeader(Admin admin, String topic) {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(admin, arguments);
                    return answer instanceof ListOffsetsResult offsets
                            ? without(offsets, ((Map<?, ?>) arguments[0]).keySet(), topic)
                            : answer;
                });
    }

    private static ListOffsetsResult without(ListOffsetsResult offsets, Set<?> asked, String topic) {
        Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> answers = new HashMap<>();
        for (Object each : asked) {
            TopicPartition partition = (TopicPartition) each;
            KafkaFutureImpl<ListOffsetsResultInfo> none = new KafkaFutureImpl<>();
            none.completeExceptionally(new LeaderNotAvailableException("there is no leader"));
            answers.put(partition, partition.topic().equals(topic) ? none : offsets.partitionResult(partition));
        }
        return new ListOffsetsResult(answers);
    }
}
