package dev.tandem.service.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.service.Tap;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DigestControllerTest {
    private static final String URL = "https://shop.example/1";

    private TestService service;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        service = TestService.start(data);
        service.database().queue(URL, "{\"title\": \"A dress\"}");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void a_node_reads_digests_and_counts_and_gives_no_verdicts() throws Exception {
        TestClient node = localNode();
        assertThat(node.get("/api/digest").statusCode()).isEqualTo(200);
        assertThat(node.get("/api/stats").statusCode()).isEqualTo(200);
        assertThat(node.post(
                                "/api/assessments",
                                Tap.on(URL, "modest", "2026-01-05T08:00:00Z").toString())
                        .statusCode())
                .isEqualTo(403);
        assertThat(node.get("/api/queue").statusCode()).isEqualTo(403);
    }

    @Test
    void a_reviewer_reads_no_digests() throws Exception {
        TestClient reviewer = service.pairedClient("Miriam");
        assertThat(reviewer.get("/api/digest").statusCode()).isEqualTo(403);
        assertThat(reviewer.get("/api/digest/rows?table=products&bucket=0").statusCode())
                .isEqualTo(403);
        assertThat(reviewer.post("/api/digest/events", "{}").statusCode()).isEqualTo(403);
        assertThat(service.client().get("/api/digest").statusCode()).isEqualTo(401);
    }

    @Test
    void only_the_owner_may_read_the_local_token() throws Exception {
        Path token = service.data().resolve("server/node.token");
        assumeTrue(token.getFileSystem().supportedFileAttributeViews().contains("posix"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_link_pairs_one_laptop_which_can_be_revoked() throws Exception {
        String url = TestClient.json(TestService.verb(service.data(), "nodes", "add", "Ada's laptop", "--json")
                        .out())
                .get("url")
                .asText();
        String code = url.substring(url.indexOf('#') + 1);
        String body = "{\"code\": \"" + code + "\", \"node\": \"some-node\"}";
        HttpResponse<String> paired = service.client().post("/pair/node", body);
        assertThat(paired.statusCode()).as(paired.body()).isEqualTo(200);
        assertThat(service.client().post("/pair/node", body).statusCode()).isEqualTo(403);

        TestClient laptop = service.client()
                .withToken(TestClient.json(paired.body()).get("token").asText());
        assertThat(laptop.get("/api/digest").statusCode()).isEqualTo(200);
        assertThat(TestService.verb(service.data(), "nodes", "list", "--json").out())
                .contains("some-node");
        assertThat(TestService.verb(service.data(), "nodes", "revoke", "Ada's laptop")
                        .exitCode())
                .isZero();
        assertThat(laptop.get("/api/digest").statusCode()).isEqualTo(401);
    }

    @Test
    void a_phones_link_gives_no_node_and_a_nodes_link_no_phone() throws Exception {
        String phones = service.add("Miriam").get("url").asText();
        String code = phones.substring(phones.indexOf('#') + 1);
        assertThat(service.client()
                        .post("/pair/node", "{\"code\": \"" + code + "\", \"node\": \"n\"}")
                        .statusCode())
                .isEqualTo(403);
        String nodes = TestClient.json(TestService.verb(service.data(), "nodes", "add", "Eve", "--json")
                        .out())
                .get("url")
                .asText();
        assertThat(service.client()
                        .post("/pair", "{\"code\": \"" + nodes.substring(nodes.indexOf('#') + 1) + "\"}")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void what_a_script_wrote_counts_at_once_and_is_found_by_bucket_and_row() throws Exception {
        service.database().queue("https://shop.example/written", "{\"title\": \"Written by a script\"}");
        TestClient node = localNode();
        JsonNode digest = node.getJson("/api/digest");
        assertThat(digest.get("root").asText()).matches("[0-9a-f]{16}");
        boolean found = false;
        for (JsonNode table : digest.get("tables")) {
            for (JsonNode bucket : table.get("buckets")) {
                JsonNode rows = node.getJson("/api/digest/rows?table="
                                + table.get("table").asText() + "&bucket="
                                + bucket.get("bucket").asInt())
                        .get("rows");
                assertThat(rows.size()).isEqualTo(bucket.get("rows").asInt());
                String ids = "[\"" + String.join("\", \"", (Iterable<String>) rows::fieldNames) + "\"]";
                HttpResponse<String> events = node.post(
                        "/api/digest/events",
                        "{\"table\": \"" + table.get("table").asText() + "\", \"ids\": " + ids + "}");
                assertThat(TestClient.json(events.body()).get("rows").size()).isEqualTo(rows.size());
                found |= events.body().contains("Written by a script");
            }
        }
        assertThat(found).isTrue();
    }

    @Test
    void a_digest_that_is_known_is_not_sent_again() throws Exception {
        TestClient node = localNode();
        String tag = node.get("/api/digest").headers().firstValue("ETag").orElseThrow();
        assertThat(node.with("If-None-Match", tag).get("/api/digest").statusCode())
                .isEqualTo(304);
    }

    private TestClient localNode() throws Exception {
        return service.client()
                .withToken(Files.readString(service.data().resolve("server/node.token"))
                        .strip());
    }
}
