package dev.tandem.inspector.lag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.broker.LocalBroker;
import dev.tandem.inspector.reading.TopicReader;
import dev.tandem.inspector.topics.Broker;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which laptops are taken for revoked, by the logins that their consumer groups name. */
@Timeout(120)
class RevokedTest {
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(20);
    private static final TopicPartition PRODUCTS = new TopicPartition("tandem.products", 0);

    @TempDir
    Path folder;

    private LocalBroker broker;
    private Admin admin;
    private KafkaSettings operator;

    @BeforeEach
    void start() {
        broker = LocalBroker.start(folder.resolve("broker"));
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers(), "tandem");
        new Topics(kafka).ensure();
        operator = new KafkaSettings(
                kafka.bootstrapServers(),
                kafka.prefix(),
                kafka.partitions(),
                kafka.replication(),
                kafka.uncompacted(),
                Map.of("sasl.jaas.config", "org.example.Login required username=\"operator\" password=\"secret\";"));
    }

    @AfterEach
    void close() {
        admin.close();
        broker.close();
    }

    @Test
    void a_laptop_whose_login_is_gone_is_revoked() throws Exception {
        makeLogins("operator", "ben");
        commit("tandem.laptop.ada.here", 1);
        commit("tandem.laptop.ben.there", 1);
        assertThat(nodes()).extracting(node -> node.id + " " + node.state).contains("here REVOKED", "there LIVE");
    }

    @Test
    void where_logins_are_kept_elsewhere_nobody_is_taken_for_revoked() throws Exception {
        commit("tandem.laptop.ada.here", 1);
        assertThat(nodes()).extracting(node -> node.state).containsExactly(Nodes.State.LIVE);
    }

    @Test
    void a_broker_that_does_not_know_the_login_that_asks_does_not_know_all() throws Exception {
        makeLogins("ben");
        commit("tandem.laptop.ada.here", 1);
        assertThat(nodes()).extracting(node -> node.state).containsExactly(Nodes.State.LIVE);
    }

    @Test
    void laptops_that_have_changed_their_login_are_live_and_have_come_as_far_as_under_any() throws Exception {
        makeLogins("operator", "zoe");
        for (int i = 0; i < 10; i++) {
            commit("tandem.laptop.ada.laptop-" + i, i);
            commit("tandem.laptop.zoe.laptop-" + i, 9 - i);
        }
        assertThat(nodes()).hasSize(10).allSatisfy(node -> {
            int i = Integer.parseInt(node.id.substring("laptop-".length()));
            assertThat(node.state).isEqualTo(Nodes.State.LIVE);
            assertThat(node.position(PRODUCTS).offset()).isEqualTo(Math.max(i, 9 - i));
        });
    }

    private void makeLogins(String... names) throws Exception {
        ScramCredentialInfo scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
        for (String name : names) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(name, scram, "secret")))
                    .all()
                    .get();
        }
        long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
        while (!logins().containsAll(List.of(names)) && System.nanoTime() < deadline) {
            // Each look asks the broker, which answers in its own time.
        }
        assertThat(logins()).contains(names);
    }

    private Set<String> logins() throws Exception {
        return admin.describeUserScramCredentials().all().get().keySet();
    }

    private void commit(String group, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(group, Map.of(PRODUCTS, new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    private Collection<Nodes.Known> nodes() {
        try (Broker asked = Broker.connect(operator);
                TopicReader reader = TopicReader.connect(operator)) {
            return Nodes.of(asked, reader, operator);
        }
    }
}
