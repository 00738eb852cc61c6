package dev.tandem.service.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.cli.settings.KafkaLogin;
import dev.tandem.cli.settings.SettingsFile;
import dev.tandem.service.TestService;
import dev.tandem.service.TestService.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins at Kafka; over a real broker, {@code Logins} makes them. */
class NodesVerbTest {
    @TempDir
    Path data;

    @Test
    void what_a_kafka_in_a_container_needs_is_written_once_and_its_passwords_are_kept() {
        Path kafka = data.resolve("kafka");
        Map<String, String> first = prepare(kafka);
        Map<String, String> again = prepare(kafka);
        assertThat(KafkaLogin.password(again)).isPresent().isEqualTo(KafkaLogin.password(first));
        assertThat(again.get("kafka.ssl.truststore.certificates"))
                .isEqualTo(first.get("kafka.ssl.truststore.certificates"));
        Map<String, String> ofKafka = SettingsFile.read(kafka.resolve("server.properties"));
        assertThat(ofKafka)
                .containsEntry("ssl.keystore.location", "/mnt/broker.p12")
                .containsEntry("sasl.enabled.mechanisms", "SCRAM-SHA-512")
                .containsKeys(
                        "listener.name.host.scram-sha-512.sasl.jaas.config",
                        "listener.name.service.scram-sha-512.sasl.jaas.config")
                .containsEntry("listener.name.inside.sasl.enabled.mechanisms", "PLAIN");
        assertThat(ofKafka.get("listener.name.controller.plain.sasl.jaas.config"))
                .contains(KafkaLogin.password(first).orElseThrow());
        for (Path secret : new Path[] {kafka.resolve("server.properties"), kafka.resolve("broker.p12")}) {
            assertThat(secret)
                    .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void a_login_needs_an_administrator_a_name_and_a_role() {
        assertThat(TestService.verb(data, "nodes", "add", "ada", "--role", "laptop"))
                .satisfies(ran -> assertThat(ran.exitCode()).isEqualTo(1))
                .satisfies(ran -> assertThat(ran.err()).contains("how Kafka's administrator comes in", "--admin"));
        prepare(data.resolve("kafka"));
        assertThat(TestService.verb(data, "nodes", "add", "tandem-admin", "--role", "laptop"))
                .satisfies(ran -> assertThat(ran.exitCode()).isEqualTo(2))
                .satisfies(ran -> assertThat(ran.err()).contains("small letters"));
        assertThat(TestService.verb(data, "nodes", "add", "ada", "--role", "king"))
                .satisfies(ran -> assertThat(ran.exitCode()).isEqualTo(2))
                .satisfies(ran -> assertThat(ran.err()).contains("laptop, service, operator"));
    }

    @Test
    void the_nodes_of_a_login_can_be_freed_when_it_is_revoked() throws Exception {
        Files.createDirectories(data.resolve("server"));
        try (Connection server = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("server/products.db"));
                Statement statement = server.createStatement()) {
            statement.executeUpdate("CREATE TABLE tandem_meta (name TEXT PRIMARY KEY, value TEXT)");
            statement.executeUpdate("INSERT INTO tandem_meta VALUES ('signer.1', 'ada'), ('signer.2', 'bob')");
            assertThat(TestService.verb(data, "nodes", "revoke", "ada").exitCode())
                    .isEqualTo(1);
            Ran ran = TestService.verb(data, "nodes", "revoke", "ada", "--free", "--json");
            assertThat(ran.exitCode()).as(ran.err()).isZero();
            assertThat(ran.out()).contains("\"freed\":1");
            assertThat(statement.executeQuery("SELECT value FROM tandem_meta").getString(1))
                    .isEqualTo("bob");
        }
    }

    @Test
    void a_list_says_that_kafka_did_not_answer_and_goes_on() {
        prepare(data.resolve("kafka"));
        Ran ran = TestService.verb(data, "nodes", "list", "--json");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("\"nodes\":[]").doesNotContain("logins");
        assertThat(ran.err()).contains("not listed", "localhost:1");
    }

    private Map<String, String> prepare(Path kafka) {
        Ran ran = TestService.verb(
                data,
                "nodes",
                "prepare",
                "--kafka",
                kafka.toString(),
                "--mounted-at",
                "/mnt",
                "--listener",
                "INSIDE",
                "--nodes",
                "HOST,SERVICE",
                "--names",
                "kafka-secure,localhost",
                "--bootstrap-servers",
                "localhost:1");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        Map<String, String> administrator = SettingsFile.read(data.resolve("broker/secure/admin.properties"));
        assertThat(ran.out() + ran.err())
                .doesNotContain(KafkaLogin.password(administrator).orElseThrow());
        return administrator;
    }
}
