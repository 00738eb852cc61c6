package dev.tandem.laptop.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.broker.LocalBroker;
import dev.tandem.cli.settings.KafkaLogin;
import dev.tandem.cli.settings.Settings;
import dev.tandem.cli.settings.SettingsFile;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Verb;
import dev.tandem.laptop.connection.Kafka;
import dev.tandem.laptop.outlook.Outlook;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.rights.Logins;
import dev.tandem.stream.rights.NodeKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a laptop out is told as what it is, and not as a broker that is away. */
@Timeout(120)
class RefusedTest {
    private static final String JAAS = "TANDEM_KAFKA_SASL_JAAS_CONFIG";
    private static final String AUTHORITY = "TANDEM_KAFKA_SSL_TRUSTSTORE_CERTIFICATES";

    @TempDir
    static Path brokerFolder;

    private static LocalBroker broker;
    private static Map<String, String> ada = Map.of();
    private static Map<String, String> stranger = Map.of();

    @TempDir
    Path folder;

    private Database laptop = new Database(Path.of(""));

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.startSecure(brokerFolder, 0);
        Map<String, String> administrator = SettingsFile.read(broker.administrator());
        try (Logins logins = Logins.connect(Kafka.of(settings(variables(administrator))))) {
            Map<String, String> server = login(logins, administrator, "server", NodeKind.SERVICE);
            new Topics(Kafka.of(settings(server))).ensure();
            ada = login(logins, administrator, "ada", NodeKind.LAPTOP);
            stranger = login(logins, administrator, "stranger", NodeKind.LAPTOP);
            logins.revoke("stranger");
        }
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void adopt() {
        laptop = Database.tiny(folder.resolve("products.db"));
        assertThat(Verb.run("adopt", laptop.toString()).exitCode()).isZero();
    }

    @Test
    void the_right_login_is_let_in() {
        assertThat(outlook(ada).trouble()).isNull();
    }

    @Test
    void a_wrong_password_and_a_revoked_login_name_the_login_and_the_broker() {
        Map<String, String> wrong = new HashMap<>(ada);
        wrong.computeIfPresent(JAAS, (name, value) -> value.replace(" password=\"", " password=\"x"));
        assertRefused(wrong, "the password of ada is wrong, or its login was revoked");
        assertRefused(stranger, "the password of stranger is wrong, or its login was revoked");
    }

    @Test
    void a_certificate_that_nothing_leads_to_is_told() {
        Map<String, String> untrusting = new HashMap<>(ada);
        untrusting.remove(AUTHORITY);
        untrusting.remove("TANDEM_KAFKA_SSL_TRUSTSTORE_TYPE");
        assertRefused(untrusting, "its certificate is not trusted");
    }

    @Test
    void plain_text_to_a_broker_that_speaks_tls_is_told() {
        assertRefused(Map.of(), "it speaks TLS, and this client plain text");
    }

    @Test
    void a_login_without_the_right_to_the_topics_is_told_so() {
        Map<String, String> elsewhere = new HashMap<>(ada);
        elsewhere.put("TANDEM_TOPIC_PREFIX", "other");
        assertRefused(elsewhere, "the login ada may not do that with these topics");
    }

    @Test
    void a_sync_that_is_refused_at_the_look_ends_there_unasked() {
        // The broker of the secure kind wants TLS; without --yes somebody at a terminal would be asked.
        Verb sync = Verb.typing(
                "y\n", "sync", "--database", laptop.toString(), "--bootstrap-servers", broker.bootstrapServers());
        assertThat(sync.exitCode()).isEqualTo(1);
        assertThat(sync.err())
                .contains("it speaks TLS, and this client plain text")
                .doesNotContain("[y/N]");
    }

    @Test
    void one_that_says_nothing_is_not_known_to_be_away() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Outlook outlook = Outlook.of(
                    laptop.path(),
                    Settings.of(
                            Map.of("--bootstrap-servers", "127.0.0.1:" + silent.getLocalPort()),
                            Map.of(),
                            List.of(),
                            List.of()),
                    path -> {});
            assertThat(Advice.on(outlook, Optional.empty())).startsWith("Slow, or no answer: ");
            assertThat(outlook.server().reachable()).isFalse();
        }
    }

    private void assertRefused(Map<String, String> variables, String... words) {
        Outlook outlook = outlook(variables);
        String advice = Advice.on(outlook, Optional.empty());
        assertThat(advice).startsWith("A sync would fail: ").contains(words).contains(broker.bootstrapServers());
        assertThat(StatusAnswer.of(outlook, advice).trouble()).isEqualTo("refused");
    }

    private Outlook outlook(Map<String, String> variables) {
        return Outlook.of(laptop.path(), settings(variables), path -> {});
    }

    private static Settings settings(Map<String, String> variables) {
        Map<String, String> flags =
                Map.of("--bootstrap-servers", broker.bootstrapServers(), "--service-url", "http://localhost:1");
        return Settings.of(flags, variables, List.of(), List.of());
    }

    private static Map<String, String> login(
            Logins logins, Map<String, String> administrator, String name, NodeKind kind) {
        String password = KafkaLogin.newPassword();
        logins.put(name, password, kind);
        String authority = administrator.getOrDefault("kafka.ssl.truststore.certificates", "");
        return variables(KafkaLogin.settings(name, password, authority));
    }

    /** As the environment gives them. */
    private static Map<String, String> variables(Map<String, String> file) {
        Map<String, String> variables = new HashMap<>();
        file.forEach((key, value) -> {
            if (key.startsWith("kafka.")) {
                variables.put("TANDEM_" + key.replace('.', '_').toUpperCase(java.util.Locale.ROOT), value);
            }
        });
        return variables;
    }
}
