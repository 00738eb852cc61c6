package dev.tandem.service.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.broker.LocalBroker;
import dev.tandem.cli.settings.SettingsFile;
import dev.tandem.service.TestService;
import dev.tandem.service.TestService.Ran;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class RevokeNodeTest {
    @TempDir
    Path data;

    @Test
    void an_id_takes_the_login_of_its_laptop_as_its_name_would() throws Exception {
        try (LocalBroker broker = LocalBroker.startSecure(data.resolve("broker"), 0)) {
            assertThat(broker.administrator()).exists();
            succeeds("nodes", "add", "ada", "--role", "laptop");
            pair("k7mw3xqd", "ada");
            assertThat(seals()).containsKey("ada");

            Ran revoked = succeeds("nodes", "revoke", "k7mw3xqd");

            assertThat(revoked.out()).contains("Revoked the access of k7mw3xqd, and its login ada at Kafka.");
            assertThat(seals()).doesNotContainKey("ada");
            assertThat(succeeds("nodes", "list", "--json").out()).contains("\"logins\":[]");
        }
    }

    @Test
    void what_a_laptops_login_may_not_do_is_said_with_who_may_and_leaves_nothing_behind() throws Exception {
        try (LocalBroker broker = LocalBroker.startSecure(data.resolve("broker"), 0)) {
            assertThat(broker.administrator()).exists();
            String hers = data.resolve("ada.properties").toString();
            succeeds("nodes", "add", "ada", "--role", "laptop", "--settings", hers);
            Path laptop = data.resolve("laptop");
            for (String[] verb : new String[][] {
                {"nodes", "add", "eve", "--role", "operator"},
                {"nodes", "add", "eve", "--role", "operator", "--renew"},
                {"nodes", "revoke", "eve"}
            }) {
                Ran refused = TestService.verb(
                        laptop,
                        Stream.concat(Stream.of(verb), Stream.of("--admin", hers))
                                .toArray(String[]::new));
                assertThat(refused.exitCode()).as(refused.err()).isEqualTo(1);
                assertThat(refused.err())
                        .contains("the login ada may not do that; Kafka's administrator may", "--admin FILE", "--data")
                        .doesNotContain("Request", "uthorization failed");
            }
            assertThat(TestService.verb(laptop, "nodes", "list", "--admin", hers)
                            .err())
                    .contains("not listed", "the login ada may not do that", "--admin FILE")
                    .doesNotContain("Request");
            assertThat(laptop).doesNotExist();
        }
    }

    @Test
    void where_kafka_is_away_what_was_done_and_what_was_left_are_both_told() throws Exception {
        SettingsFile.write(
                data.resolve("broker/secure/admin.properties"), "", Map.of("bootstrap-servers", "localhost:1"));
        pair("k7mw3xqd", "ada");
        SealBook.in(data.resolve("server")).put("ada", "key");

        Ran half = TestService.verb(data, "nodes", "revoke", "k7mw3xqd");

        assertThat(half.exitCode()).isEqualTo(1);
        assertThat(half.err())
                .contains(
                        "The service takes nothing from ada any more",
                        "its login at Kafka may be there still",
                        "localhost:1",
                        "nodes revoke ada");
        assertThat(seals()).isEmpty();
        assertThat(succeeds("nodes", "list").out()).contains("revoked");
    }

    @Test
    void settings_that_cannot_be_read_are_told_before_anything_is_revoked() throws Exception {
        pair("k7mw3xqd", "ada");
        String away = data.resolve("away.properties").toString();
        assertThat(TestService.verb(data, "nodes", "revoke", "ada", "--admin", away)
                        .exitCode())
                .isNotZero();
        assertThat(succeeds("nodes", "revoke", "ada").out()).contains("Revoked the access of ada.");
    }

    private Map<String, String> seals() {
        return SettingsFile.read(data.resolve("server/nodes/seals.properties"));
    }

    private Ran succeeds(String... args) {
        Ran ran = TestService.verb(data, args);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return ran;
    }

    /** As a laptop that has used its link. */
    private void pair(String id, String name) throws Exception {
        NodeBook.open(data.resolve("server")).close();
        try (Connection access = DriverManager.getConnection(
                        "jdbc:sqlite:" + data.resolve("server").resolve("access.db"));
                Statement insert = access.createStatement()) {
            insert.executeUpdate("INSERT INTO nodes (id, name, node, token_hash, added_at) VALUES ('" + id + "', '"
                    + name + "', 'node', 'hash', 0)");
        }
    }
}
