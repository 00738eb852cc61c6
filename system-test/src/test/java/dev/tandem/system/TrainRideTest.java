package dev.tandem.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.phone.NeedsChromium;
import dev.tandem.phone.Phone;
import dev.tandem.phone.Served;
import dev.tandem.system.Tandem.Running;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts given in a real browser without a connection, on their way to the laptop's file. */
@NeedsChromium
class TrainRideTest {
    private static final int PRODUCTS = 12;

    @TempDir
    Path folder;

    @Test
    void ten_verdicts_reach_the_laptops_file_once_each_with_the_time_of_the_tap() throws Exception {
        Laptop laptop = Laptop.adopted(folder, PRODUCTS);
        try (Running up = Tandem.start(folder, "up", "--port", "0", "--broker-port", "0", "--data", "data");
                Phone phone = Phone.paired(new Service(folder, up), "Ada")) {
            laptop.sync(up);
            phone.reload();
            phone.untilOfflineReady();
            Map<String, Instant> taps = assessTenOffline(phone);
            assertThat(laptop.verdictsBy("Ada")).isEmpty();

            // The answers are lost on their way, so the phone has to send all of it again.
            phone.wire().mendWithoutAnswers();
            phone.until(
                    "the server has them",
                    () -> Laptop.in(folder.resolve("data/server/products.db"))
                                    .verdictsBy("Ada")
                                    .size()
                            == 10);
            assertThat(phone.text("#progress")).contains("10 unsent");
            phone.wire().cut();
            phone.wire().mend();
            phone.until("all are answered", () -> phone.text("#progress").equals("10 today"));

            assertThat(laptop.sync(up)).as("merged").isEqualTo(20);
            assertThat(laptop.verdictsBy("Ada")).isEqualTo(taps);
            assertThat(records("tandem.assessments", up)).isEqualTo(10);
            assertThat(laptop.sync(up)).as("merged again").isZero();
        }
    }

    @Test
    void over_https_a_page_under_a_name_of_its_own_works_without_a_connection() throws Exception {
        int port = freePort();
        Files.writeString(
                folder.resolve("tandem.properties"), "service.public-url = https://tandem.example:" + port + "\n");
        Laptop laptop = Laptop.adopted(folder, PRODUCTS);
        try (Running up =
                Tandem.start(folder, "up", "--tls", "--port", "" + port, "--broker-port", "0", "--data", "data")) {
            Path authority = folder.resolve("data/server/tls/authority.crt");
            assertThat(fetch("https://127.0.0.1:" + port + "/health", authority))
                    .contains("UP");
            laptop.sync(up);
            try (Phone phone = Phone.trusting(authority, new Service(folder, up))) {
                phone.pair("Ada");
                assertThat(phone.is("return location.protocol === 'https:' && location.hostname === 'tandem.example'"))
                        .isTrue();
                phone.untilOfflineReady();
                Map<String, Instant> taps = assessTenOffline(phone);
                phone.wire().mend();
                phone.until("all are sent", () -> phone.text("#progress").equals("10 today"));
                laptop.sync(up);
                assertThat(laptop.verdictsBy("Ada")).isEqualTo(taps);
            }
        }
    }

    /** Five, then the page is started anew, then five more; each product with the time of its tap. */
    private static Map<String, Instant> assessTenOffline(Phone phone) throws IOException {
        phone.wire().cut();
        decideFive(phone);
        phone.reload();
        assertThat(phone.title()).isEqualTo("Dress 6");
        decideFive(phone);
        assertThat(phone.text("#progress")).contains("10 today", "10 unsent");
        Map<String, Instant> taps = new TreeMap<>();
        ((List<?>) phone.ask("""
                const done = arguments[0];
                indexedDB.open("tandem").onsuccess = ({ target: { result } }) => {
                  result.transaction("verdicts").objectStore("verdicts").getAll().onsuccess = ({ target }) =>
                    done(target.result.map(({ productUrl, assessedAt }) => [productUrl, assessedAt]));
                };
                """)).forEach(kept -> {
            List<?> tap = (List<?>) kept;
            taps.put(String.valueOf(tap.get(0)), Instant.parse(String.valueOf(tap.get(1))));
        });
        assertThat(taps).hasSize(10);
        return taps;
    }

    private static void decideFive(Phone phone) {
        for (int i = 0; i < 5; i++) {
            phone.decide(i % 2 == 0 ? "modest" : "not_modest");
        }
    }

    private long records(String topic, Running up) throws Exception {
        JsonNode topics = Tandem.run(
                        folder,
                        "topics",
                        "--bootstrap-servers",
                        up.ready().path("bootstrapServers").asText())
                .json()
                .path("topics");
        for (JsonNode one : topics) {
            if (one.path("name").asText().equals(topic)) {
                return one.path("records").asLong();
            }
        }
        throw new AssertionError("no " + topic + " in " + topics);
    }

    private static String fetch(String url, Path authority) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var in = Files.newInputStream(authority)) {
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .sslContext(tls)
                .build()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** What {@code up} has started, as phones find it. */
    private record Service(Path folder, Running up) implements Served {
        @Override
        public String url() {
            return up.ready().path("serviceUrl").asText();
        }

        @Override
        public String pairingLink(String reviewer) throws IOException {
            try {
                return Tandem.run(folder, "reviewers", "add", reviewer, "--data", "data")
                        .json()
                        .path("url")
                        .asText();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
