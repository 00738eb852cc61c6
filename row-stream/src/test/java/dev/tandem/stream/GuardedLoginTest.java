package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.broker.LocalBroker;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.kafka.BrokerAwayException;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.kafka.WrongDoorException;
import dev.tandem.stream.rights.Logins;
import dev.tandem.stream.rights.NodeKind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over a broker that asks who comes in: how logins come and go, and what who cannot come in is told. */
@Timeout(120)
class GuardedLoginTest {
    @TempDir
    static Path brokerFolder;

    static GuardedBroker guarded;
    static KafkaSettings ada;

    @BeforeAll
    static void startBroker() {
        guarded = new GuardedBroker(brokerFolder);
        ada = guarded.login("ada", NodeKind.LAPTOP);
        new Topics(guarded.login("server", NodeKind.SERVICE)).ensure();
    }

    @AfterAll
    static void stopBroker() {
        guarded.close();
    }

    @Test
    void who_was_revoked_may_do_nothing_on_the_connection_it_has_and_gets_no_other() throws Exception {
        KafkaSettings lost = guarded.login("lost", NodeKind.LAPTOP);
        try (KafkaProducer<String, byte[]> producer = Clients.producer(lost);
                Logins logins = Logins.connect(guarded.administrator)) {
            producer.send(GuardedBroker.nothing(Topic.SYNC_RECEIPTS)).get();
            assertThat(logins.list()).contains(new Logins.Login("lost", Optional.of(NodeKind.LAPTOP)));
            assertThat(logins.revoke("lost")).isTrue();
            assertThatThrownBy(() -> producer.send(GuardedBroker.nothing(Topic.SYNC_RECEIPTS))
                            .get())
                    .hasRootCauseInstanceOf(TopicAuthorizationException.class);
            assertThat(logins.list()).extracting(Logins.Login::name).doesNotContain("lost");
            assertThat(logins.revoke("lost")).isFalse();
        }
        assertThatThrownBy(() -> new Topics(lost).ensure())
                .isInstanceOf(StreamException.class)
                .isNotInstanceOf(BrokerAwayException.class)
                .hasMessageContaining("the password of lost is wrong, or its login was revoked");
    }

    @Test
    void a_login_keeps_its_kind_and_takes_a_new_password() {
        guarded.login("carol", NodeKind.LAPTOP);
        KafkaSettings renewed = guarded.login("carol", NodeKind.LAPTOP);
        assertThat(new Topics(renewed).ensure()).hasSize(Topic.values().length);
        assertThatThrownBy(() -> guarded.login("carol", NodeKind.OPERATOR))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("no operator's");
    }

    @Test
    void a_wrong_password_is_told_and_not_shown() {
        KafkaSettings wrong =
                GuardedBroker.with(ada, "sasl.jaas.config", jaas -> jaas.replace(" password=\"", " password=\"wrong"));
        assertThatThrownBy(() -> new Topics(wrong).ensure())
                .isInstanceOf(StreamException.class)
                .isNotInstanceOf(BrokerAwayException.class)
                .hasMessageContaining("the password of ada is wrong")
                .hasMessageNotContaining("wrong\"");
    }

    @Test
    void a_certificate_that_nothing_leads_to_is_told() {
        Map<String, String> client = new HashMap<>(ada.client());
        client.remove("ssl.truststore.certificates");
        client.remove("ssl.truststore.type");
        assertThatThrownBy(() -> new Topics(GuardedBroker.settings(ada.bootstrapServers(), client)).ensure())
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("its certificate is not trusted");
    }

    @Test
    void settings_that_kafkas_client_does_not_take_are_told_without_what_is_secret_in_them() {
        KafkaSettings half =
                GuardedBroker.with(ada, "sasl.jaas.config", jaas -> "ScramLoginModule required password=\"s3cret");
        assertThatThrownBy(() -> new Topics(half).ensure())
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("does not take these settings")
                .hasMessageNotContaining("s3cret");
        KafkaSettings misspelled = GuardedBroker.with(ada, "security.protocol", protocol -> "SASL_SLL");
        assertThatThrownBy(() -> new Topics(misspelled).ensure()).isInstanceOf(StreamException.class);
    }

    @Test
    void one_that_speaks_tls_and_one_that_does_not_are_told_of_each_other(@TempDir Path other) {
        KafkaSettings plain = KafkaSettings.of(guarded.broker.bootstrapServers(), "tandem");
        assertThatThrownBy(() -> new Topics(plain).ensure())
                .isInstanceOf(WrongDoorException.class)
                .hasMessageContaining("it speaks TLS, and this client plain text");
        try (LocalBroker open = LocalBroker.start(other)) {
            assertThatThrownBy(() -> new Topics(GuardedBroker.settings(open.bootstrapServers(), ada.client())).ensure())
                    .isInstanceOf(WrongDoorException.class)
                    .hasMessageContaining("it speaks no TLS, and this client does");
        }
    }
}
