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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A laptop that is paired under the name of a login is that login's, before it has sent anything. */
class NodeLoginsTest {
    @TempDir
    Path data;

    @Test
    void who_is_paired_first_has_the_node_and_another_login_is_refused_it() throws Exception {
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
        try (TestService service = TestService.start(data, database, sealed)) {
            assertThat(pair(service, code("ada"), "node-a").statusCode()).isEqualTo(200);

            String bobs = code("bob");
            HttpResponse<String> taken = pair(service, bobs, "node-a");
            assertThat(taken.statusCode()).isEqualTo(409);
            assertThat(taken.body()).contains("belongs to the login ada", "--free");

            assertThat(pair(service, bobs, "node-b").statusCode())
                    .as("the link was not used up")
                    .isEqualTo(200);
            assertThat(pair(service, code("Carol's laptop"), "node-a").statusCode())
                    .as("a laptop without a login may compare itself all the same")
                    .isEqualTo(200);
        }
    }

    private String code(String name) throws IOException {
        String url = TestClient.json(
                        TestService.verb(data, "nodes", "add", name, "--json").out())
                .get("url")
                .asText();
        return url.substring(url.indexOf('#') + 1);
    }

    private static HttpResponse<String> pair(TestService service, String code, String node) throws Exception {
        return service.client().post("/pair/node", "{\"code\": \"" + code + "\", \"node\": \"" + node + "\"}");
    }
}
