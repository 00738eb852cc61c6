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
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
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
            awaitLaptopAtTheProducts(laptop);

            assertThat(service.client()
                            .post("/pair", "{\"code\": \"" + phone + "\"}")
                            .statusCode())
                    .isEqualTo(200);

            statement.execute("ROLLBACK");
            assertThat(laptop.get() == 200 || pair(adas, "node-a").statusCode() == 200)
                    .as("on a slow machine the laptop gives up in between, and its link can be used still")
                    .isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_link_that_could_not_give_a_token_can_be_used_still() throws Exception {
        String adas = code("ada");
        try (Connection access = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("server/access.db"));
                Statement statement = access.createStatement()) {
            statement.execute(
                    "CREATE TRIGGER no BEFORE INSERT ON nodes BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
            assertThat(pair(adas, "node-a").statusCode()).isEqualTo(500);
            statement.execute("DROP TRIGGER no");
        }

        assertThat(pair(adas, "node-a").statusCode()).isEqualTo(200);
    }

    /** The service runs in this process. */
    private static void awaitLaptopAtTheProducts(Future<Integer> laptop) {
        while (!laptop.isDone()) {
            boolean there = Thread.getAllStackTraces().values().stream()
                    .flatMap(Stream::of)
                    .anyMatch(frame -> frame.getClassName().equals(NodeLogins.class.getName()));
            if (there) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("the laptop did not wait while the products were held");
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
