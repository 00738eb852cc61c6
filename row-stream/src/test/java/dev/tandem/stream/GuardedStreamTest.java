package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.inbox.LastReceipt;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.outbox.Answer;
import dev.tandem.stream.relay.Relay;
import dev.tandem.stream.rights.Logins;
import dev.tandem.stream.rights.NodeKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over a broker that asks who comes in: what each kind of node may do there. */
@Timeout(120)
class GuardedStreamTest {
    @TempDir
    static Path brokerFolder;

    static GuardedBroker guarded;
    static KafkaSettings server;
    static KafkaSettings ada;

    @TempDir
    Path folder;

    @BeforeAll
    static void startBroker() {
        guarded = new GuardedBroker(brokerFolder);
        server = guarded.login("server", NodeKind.SERVICE);
        ada = guarded.login("ada", NodeKind.LAPTOP);
        new Topics(server).ensure();
    }

    @AfterAll
    static void stopBroker() {
        guarded.close();
    }

    @Test
    void a_laptop_and_the_server_come_in_step_with_the_rights_of_their_kinds() {
        SettableClock clock = new SettableClock("2026-11-26T10:00:00");
        try (TestNode laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock);
                TestNode theServer = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock)) {
            laptop.script("INSERT INTO products (url, title) VALUES ('https://a.example/1', 'Blue dress')");
            Relay.Sent sent = send(laptop, ada);
            pull(theServer, server);
            assertThat(Answer.await(ada, sent.ends(), Duration.ofSeconds(20))).isZero();
            theServer.script("UPDATE products SET title = 'Bluer dress'");
            send(theServer, server);
            pull(laptop, ada);
            assertThat(laptop.one("SELECT title FROM products")).isEqualTo("Bluer dress");
            LastReceipt.note(laptop.file, laptop.context, ada);
        }
    }

    @Test
    void each_kind_writes_and_reads_what_is_its_own_and_no_more() throws Exception {
        Set<Topic> servers = Set.of(Topic.ASSESSMENTS, Topic.PRODUCTS, Topic.ASSESSMENT_QUEUE, Topic.ROWS);
        KafkaSettings operator = guarded.login("op", NodeKind.OPERATOR);
        assertThat(allowed(ada, AclOperation.WRITE))
                .containsExactly(Topic.CHANGES, Topic.CATALOG_RUNS, Topic.SYNC_RECEIPTS, Topic.DEAD_LETTERS);
        assertThat(allowed(ada, AclOperation.READ))
                .containsAll(servers)
                .contains(Topic.SYNC_RECEIPTS)
                .doesNotContain(Topic.DEAD_LETTERS);
        assertThat(allowed(server, AclOperation.WRITE))
                .containsAll(servers)
                .contains(Topic.SYNC_RECEIPTS, Topic.DEAD_LETTERS)
                .doesNotContain(Topic.CHANGES, Topic.CATALOG_RUNS);
        assertThat(allowed(operator, AclOperation.READ)).containsExactly(Topic.values());
        assertThat(allowed(operator, AclOperation.WRITE)).containsExactly(Topic.CHANGES, Topic.DEAD_LETTERS);
        for (KafkaSettings any : List.of(ada, server, operator)) {
            assertThat(allowed(any, AclOperation.DELETE)).isEmpty();
            assertThat(allowed(any, AclOperation.ALTER)).isEmpty();
            assertThat(allowed(any, AclOperation.ALTER_CONFIGS)).isEmpty();
        }
    }

    @Test
    void a_laptop_that_tries_is_refused() {
        for (Topic topic : List.of(Topic.ASSESSMENTS, Topic.PRODUCTS)) {
            assertThatThrownBy(() -> write(ada, topic)).hasRootCauseInstanceOf(TopicAuthorizationException.class);
        }
        assertThatThrownBy(() -> read(ada, Topic.DEAD_LETTERS)).isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> {
                    try (Logins logins = Logins.connect(ada)) {
                        logins.put("eve", "x", NodeKind.OPERATOR);
                    }
                })
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("the login ada may not do that; Kafka's administrator may");
    }

    @Test
    void a_laptop_cannot_say_in_anothers_place_how_far_it_has_read() {
        for (String group : List.of("tandem.server", "tandem.laptop.bob.7", "tandem.laptop.ada")) {
            assertThatThrownBy(() -> commit(ada, group)).hasRootCauseInstanceOf(GroupAuthorizationException.class);
        }
        commitOwn();
    }

    private static void commitOwn() {
        try {
            commit(ada, "tandem.laptop.ada.7");
        } catch (Exception e) {
            throw new AssertionError("its own group is its own", e);
        }
    }

    private static Relay.Sent send(TestNode node, KafkaSettings kafka) {
        node.capture();
        try (Relay relay = Relay.connect(node.file, node.context, kafka)) {
            return relay.runOnce();
        }
    }

    /** As the service does: what won is sent, then the group is told. */
    private static void pull(TestNode node, KafkaSettings kafka) {
        try (Inbox inbox = Inbox.connect(node.file, node.context, kafka)) {
            inbox.runToEnd();
            send(node, kafka);
            inbox.commitToGroup();
        }
    }

    private static Set<Topic> allowed(KafkaSettings who, AclOperation operation) throws Exception {
        Set<Topic> allowed = new TreeSet<>();
        try (Admin admin = Clients.admin(who, Duration.ofSeconds(20))) {
            for (Topic topic : Topic.values()) {
                var description = admin.describeTopics(
                                List.of(who.name(topic)), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                        .allTopicNames()
                        .get()
                        .get(who.name(topic));
                if (description != null && description.authorizedOperations().contains(operation)) {
                    allowed.add(topic);
                }
            }
        }
        return allowed;
    }

    private static void write(KafkaSettings who, Topic topic) throws Exception {
        try (KafkaProducer<String, byte[]> producer = Clients.producer(who)) {
            producer.send(GuardedBroker.nothing(topic)).get();
        }
    }

    private static void read(KafkaSettings who, Topic topic) {
        TopicPartition partition = new TopicPartition(who.name(topic), 0);
        try (KafkaConsumer<String, byte[]> consumer = Clients.consumer(who, "tandem.laptop.ada.7")) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            consumer.poll(Duration.ofSeconds(20));
        }
    }

    private static void commit(KafkaSettings who, String group) throws Exception {
        try (Admin admin = Clients.admin(who, Duration.ofSeconds(20))) {
            admin.alterConsumerGroupOffsets(
                            group, Map.of(new TopicPartition("tandem.changes", 0), new OffsetAndMetadata(1)))
                    .all()
                    .get();
        }
    }
}
