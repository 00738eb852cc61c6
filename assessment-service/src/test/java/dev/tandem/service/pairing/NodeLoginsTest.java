package dev.tandem.service.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.service.TestClient;
import dev.tandem.service.TestDatabase;
import dev.tandem.service.TestService;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.seal.Seal;
import dev.tandem.stream.seal.Seals;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A laptop that is paired under the name of a login is that login's, before it has sent anything. */
class NodeLoginsTest {
    @TempDir
    Path data;

    private TestService service;

    @BeforeEach
    void startWithSeals() throws Exception {
        Path seals = data.resolve("seals.properties");
        Files.writeString(
                seals,
                "ada = " + Seal.Keys.make().open() + "\nbob = "
                        + Seal.Keys.make().open() + "\n");
        KafkaSettings nowhere = TestService.NOWHERE;
        KafkaSettings sealed = new KafkaSettings(
                nowhere.bootstrapServers(),
                nowhere.prefix(),
                nowhere.partitions(),
                nowhere.replication(),
                nowhere.uncompacted(),
                Map.of(Seals.FILE, seals.toString()));
        TestDatabase database = TestDatabase.create(data.resolve("server/products.db"));
        service = TestService.start(data, database, sealed);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void who_is_paired_first_has_the_node_and_another_login_is_refused_it() throws Exception {
        assertThat(pair(code("ada"), "node-a").statusCode()).isEqualTo(200);

        String bobs = code("bob");
        HttpResponse<String> taken = pair(bobs, "node-a");
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(taken.body()).contains("belongs to the login ada", "--free");

        assertThat(pair(bobs, "node-b").statusCode())
                .as("the link was not used up")
                .isEqualTo(200);
        assertThat(pair(bobs, "node-b").statusCode()).as("now it is").isEqualTo(403);
        assertThat(pair(code("Carol's laptop"), "node-a").statusCode())
                .as("a laptop without a login may compare itself all the same")
                .isEqualTo(200);
    }

    @Test
    void while_a_script_holds_the_products_a_laptop_waits_and_a_phone_is_paired() throws Exception {
        String adas = code("ada");
        String phone = service.pairingLink("Miriam").split("#", 2)[1];
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Connection script = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("server/products.db"));
                Statement statement = script.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            Future<Integer> laptop = threads.submit(() -> pair(adas, "node-a").statusCode());
            awaitUseOf("ada");

            assertThat(service.client()
                            .post("/pair", "{\"code\": \"" + phone + "\"}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(laptop).isNotDone();

            statement.execute("ROLLBACK");
            assertThat(laptop.get()).isEqualTo(200);
        } finally {
            threads.shutdownNow();
        }
    }

    /** The laptop's request has come as far as to the products once its link is used. */
    private void awaitUseOf(String name) throws SQLException {
        long deadline = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        try (Connection access = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("server/access.db"));
                Statement statement = access.createStatement()) {
            while (System.nanoTime() < deadline) {
                try (ResultSet used = statement.executeQuery(
                        "SELECT count(*) FROM node_links WHERE name = '" + name + "' AND used_at IS NOT NULL")) {
                    if (used.getInt(1) > 0) {
                        return;
                    }
                }
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("the link was not used while the products were held");
    }

    private String code(String name) throws IOException {
        String url = TestClient.json(
                        TestService.verb(data, "nodes", "add", name, "--json").out())
                .get("url")
                .asText();
        return url.substring(url.indexOf('#') + 1);
    }

    private HttpResponse<String> pair(String code, String node) throws Exception {
        return service.client().post("/pair/node", "{\"code\": \"" + code + "\", \"node\": \"" + node + "\"}");
    }
}
