package dev.tandem.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.system.Tandem.Running;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, killed without warning: what was acknowledged is there, once, on both sides. */
class KillTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PRODUCTS = 60;

    @TempDir
    Path folder;

    private final long seed = Long.getLong("tandem.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    @Test
    void kills_of_broker_service_and_sync_lose_and_repeat_nothing() throws Exception {
        System.out.println("KillTest: -Dtandem.seed=" + seed);
        int brokerPort = freePort();
        int servicePort = freePort();
        Path laptop = Laptop.adopted(folder, PRODUCTS).file();

        Running broker = startBroker(brokerPort);
        Running service = startService(servicePort, brokerPort);
        try {
            String token = Tandem.run(folder, "reviewers", "add", "Ada", "--data", "data")
                    .json()
                    .path("token")
                    .asText();
            Tandem.Answer first = sync(laptop, brokerPort);
            assertThat(first.exitCode()).as(first.said()).isZero();

            Map<String, String> acknowledged = new TreeMap<>();
            for (int i = 0; i < PRODUCTS; i++) {
                if (i == 15 || i == 40) {
                    service.kill();
                    service = startService(servicePort, brokerPort);
                }
                if (i == 25) {
                    broker.kill();
                }
                if (i == 35) {
                    broker = startBroker(brokerPort);
                    killASync(laptop, brokerPort);
                }
                tap(servicePort, token, i, acknowledged);
            }
            killASync(laptop, brokerPort);
            assertThat(acknowledged).hasSize(PRODUCTS);
            untilInStep(laptop, brokerPort);
            assertThat(verdicts(laptop)).isEqualTo(acknowledged);
            assertThat(verdicts(folder.resolve("data/server/products.db"))).isEqualTo(acknowledged);
        } finally {
            service.close();
            broker.close();
        }
    }

    private Running startBroker(int port) throws IOException {
        return Tandem.start(folder, "broker", "--broker-port", "" + port, "--data", "data");
    }

    private Running startService(int port, int brokerPort) throws IOException {
        return Tandem.start(
                folder,
                "service",
                "--port",
                "" + port,
                "--data",
                "data",
                "--bootstrap-servers",
                "127.0.0.1:" + brokerPort);
    }

    private Tandem.Answer sync(Path laptop, int brokerPort) throws Exception {
        return Tandem.run(
                folder,
                "sync",
                "--yes",
                "--database",
                laptop.toString(),
                "--bootstrap-servers",
                "127.0.0.1:" + brokerPort);
    }

    /** Starts a sync and kills it somewhere on its way. */
    private void killASync(Path laptop, int brokerPort) throws Exception {
        Process sync = new ProcessBuilder(
                        Path.of(System.getProperty("tandem.home"), "tandem").toString(),
                        "sync",
                        "--yes",
                        "--database",
                        laptop.toString(),
                        "--bootstrap-servers",
                        "127.0.0.1:" + brokerPort)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = sync.waitFor(300 + random.nextInt(1200), TimeUnit.MILLISECONDS);
        if (!ended) {
            sync.destroyForcibly().waitFor();
        }
    }

    private void untilInStep(Path laptop, int brokerPort) throws Exception {
        Instant deadline = Instant.now().plusSeconds(90);
        Tandem.Answer answer = sync(laptop, brokerPort);
        while (verdicts(laptop).size() < PRODUCTS && Instant.now().isBefore(deadline)) {
            answer = sync(laptop, brokerPort);
        }
        assertThat(answer.exitCode()).as(answer.said()).isZero();
    }

    /** A phone gives a verdict; only what is answered counts. */
    private void tap(int servicePort, String token, int product, Map<String, String> acknowledged) throws Exception {
        String decision = List.of("modest", "moderately_modest", "not_modest").get(random.nextInt(3));
        String body = JSON.createObjectNode()
                .put("id", UUID.randomUUID().toString())
                .put("productUrl", Laptop.product(product + 1))
                .put("reviewType", "modesty")
                .put("decision", decision)
                .put("clothingType", "dress")
                .put("assessedAt", Instant.now().toString())
                .toString();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + servicePort + "/api/assessments"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.path("status").asText()).as(response.body()).isIn("recorded", "duplicate");
        acknowledged.put(Laptop.product(product + 1), decision);
    }

    private static Map<String, String> verdicts(Path file) throws SQLException {
        Map<String, String> verdicts = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        SELECT p.url, p.modesty_status FROM products p
                          JOIN assessment_queue q ON q.product_url = p.url
                         WHERE q.status = 'reviewed' AND q.review_decision = p.modesty_status
                        """)) {
            while (row.next()) {
                if (verdicts.put(row.getString(1), row.getString(2)) != null) {
                    twice.add(row.getString(1));
                }
            }
        }
        assertThat(twice).isEmpty();
        return verdicts;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
