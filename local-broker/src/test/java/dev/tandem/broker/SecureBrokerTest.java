package dev.tandem.broker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.settings.SettingsFile;
import dev.tandem.cli.tls.KeyFile;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SecureBrokerTest {
    @TempDir
    Path folder;

    @Test
    void its_administrator_comes_in_and_goes_on_to_after_a_restart() throws Exception {
        Map<String, String> administrator;
        try (var broker = LocalBroker.startSecure(folder, 0)) {
            administrator = SettingsFile.read(broker.administrator());
            assertThat(administrator).containsEntry("bootstrap-servers", broker.bootstrapServers());
            makeTopic(client(administrator, broker), "one");
        }
        try (var broker = LocalBroker.startSecure(folder, 0)) {
            makeTopic(client(administrator, broker), "two");
            assertThat(topics(client(SettingsFile.read(broker.administrator()), broker)))
                    .contains("one", "two");
        }
    }

    @Test
    void nodes_are_given_the_name_and_the_port_that_go_together_and_its_administrator_its_own_door() throws Exception {
        var doors = new Doors("0.0.0.0", 0, "tandem.example.org", 19_092, true);
        try (var broker = LocalBroker.start(folder, doors, locked -> {})) {
            assertThat(SettingsFile.read(broker.administrator()))
                    .containsEntry("bootstrap-servers", "127.0.0.1:" + broker.port())
                    .containsEntry("nodes.bootstrap-servers", "tandem.example.org:19092");
        }
    }

    @Test
    void it_is_taken_under_the_name_that_clients_are_told_and_under_no_address_that_its_certificate_has_not()
            throws Exception {
        var doors = new Doors("0.0.0.0", 0, "tandem.example.org", 0, true);
        try (var broker = LocalBroker.start(folder, doors, locked -> {})) {
            var keys = KeyStore.getInstance(KeyFile.TYPE);
            try (var in = Files.newInputStream(broker.administrator().resolveSibling("broker.p12"))) {
                keys.load(in, KeyFile.PASSWORD.toCharArray());
            }
            var certificate =
                    (X509Certificate) keys.getCertificate(keys.aliases().nextElement());
            assertThat(certificate.getSubjectAlternativeNames().toString())
                    .contains("tandem.example.org", "127.0.0.1", "localhost")
                    .doesNotContain("127.0.0.2");

            var elsewhere = client(SettingsFile.read(broker.administrator()), broker);
            assumeTrue(
                    InetAddress.getByName("127.0.0.2").isReachable(1_000), "this machine has but one loopback address");
            elsewhere.put("bootstrap.servers", "127.0.0.2:" + broker.port());
            assertThatThrownBy(() -> topics(elsewhere)).hasRootCauseInstanceOf(CertificateException.class);
        }
    }

    @Test
    void who_has_a_wrong_password_is_refused_at_once() throws Exception {
        try (var broker = LocalBroker.startSecure(folder, 0)) {
            var wrong = client(SettingsFile.read(broker.administrator()), broker);
            wrong.computeIfPresent(
                    "sasl.jaas.config", (key, jaas) -> jaas.toString().replace(" password=\"", " password=\"x"));
            assertThatThrownBy(() -> topics(wrong)).hasRootCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void who_has_a_login_and_no_right_may_do_nothing() throws Exception {
        try (var broker = LocalBroker.startSecure(folder, 0)) {
            var administrator = client(SettingsFile.read(broker.administrator()), broker);
            makeTopic(administrator, "letters");
            addUser(administrator, "ada", "of-ada");
            var ada = new HashMap<>(administrator);
            ada.put(
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"ada\""
                            + " password=\"of-ada\";");
            assertThat(topics(ada)).isEmpty();
            assertThatThrownBy(() -> makeTopic(ada, "hers")).hasRootCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void nobody_comes_in_without_tls_or_by_the_doors_that_the_node_keeps_for_itself() throws Exception {
        try (var broker = LocalBroker.startSecure(folder, 0)) {
            assertThatThrownBy(() -> topics(plain(broker.bootstrapServers())))
                    .hasRootCauseInstanceOf(TimeoutException.class);
            for (var door : broker.ownDoors()) {
                var guess = plain(Doors.LOOPBACK + ":" + door.getPort());
                guess.put("security.protocol", "SASL_PLAINTEXT");
                guess.put("sasl.mechanism", "PLAIN");
                guess.put(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                + " username=\"tandem-broker\" password=\"guess\";");
                assertThatThrownBy(() -> topics(guess)).hasRootCauseInstanceOf(SaslAuthenticationException.class);
            }
        }
    }

    @Test
    void its_secrets_are_for_its_owner_alone() throws Exception {
        try (var broker = LocalBroker.startSecure(folder, 0)) {
            var secure = broker.administrator().getParent();
            try (Stream<Path> files = Files.list(secure)) {
                assertThat(files.filter(file -> !file.endsWith("authority.crt")))
                        .hasSize(3)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void what_was_guarded_is_not_opened_by_leaving_a_flag_out() throws Exception {
        LocalBroker.startSecure(folder, 0).close();
        assertThatThrownBy(() -> LocalBroker.start(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("open to every program");
        Files.move(folder.resolve("secure"), folder.resolve("aside"));
        try (var broker = LocalBroker.start(folder)) {
            assertThat(new Clients(broker.bootstrapServers()).topics()).isEmpty();
        }
    }

    @Test
    void data_that_were_open_are_guarded_from_then_on() throws Exception {
        try (var broker = LocalBroker.start(folder)) {
            new Clients(broker.bootstrapServers()).createTopic();
        }
        try (var broker = LocalBroker.startSecure(folder, 0)) {
            assertThat(topics(client(SettingsFile.read(broker.administrator()), broker)))
                    .containsExactly(Clients.TOPIC);
        }
    }

    private static Map<String, Object> plain(String bootstrapServers) {
        return new HashMap<>(Map.of(
                "bootstrap.servers", bootstrapServers, "default.api.timeout.ms", 2000, "request.timeout.ms", 1000));
    }

    private static Map<String, Object> client(Map<String, String> settings, LocalBroker broker) {
        Map<String, Object> client = new HashMap<>();
        settings.forEach((key, value) -> {
            if (key.startsWith("kafka.")) {
                client.put(key.substring("kafka.".length()), value);
            }
        });
        client.put("bootstrap.servers", broker.bootstrapServers());
        return client;
    }

    private static void makeTopic(Map<String, Object> client, String name) throws Exception {
        try (var admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get(30, SECONDS);
        }
    }

    private static java.util.Set<String> topics(Map<String, Object> client)
            throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
        try (var admin = Admin.create(client)) {
            return admin.listTopics().names().get(30, SECONDS);
        }
    }

    private static void addUser(Map<String, Object> client, String name, String password) throws Exception {
        try (var admin = Admin.create(client)) {
            var credential = new UserScramCredentialUpsertion(
                    name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password);
            admin.alterUserScramCredentials(List.of(credential)).all().get(30, SECONDS);
        }
    }
}
