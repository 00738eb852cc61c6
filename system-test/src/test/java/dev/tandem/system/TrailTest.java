package dev.tandem.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.system.Tandem.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With {@code log-format = json} one id leads through the logs of all processes, and tells of no person and no product. */
@Timeout(300)
class TrailTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TAP = "0195a1c2-7d3e-7f00-8a1b-2c3d4e5f6a7b";

    @TempDir
    Path folder;

    @Test
    void a_tap_is_followed_by_its_id_from_the_service_to_the_laptop() throws Exception {
        Laptop laptop = Laptop.adopted(folder, 2);
        Files.writeString(folder.resolve("tandem.properties"), "log-format = json\n");
        try (Running up = Tandem.start(folder, "up", "--port", "0", "--broker-port", "0", "--data", "data")) {
            laptop.sync(up);
            String kafka = up.ready().path("bootstrapServers").asText();
            try (Running watch = Tandem.start(
                    folder, "watch", "--database", laptop.file().toString(), "--bootstrap-servers", kafka)) {
                assertThat(watch.ready().path("event").asText()).isEqualTo("connected");
                tap(up.ready().path("serviceUrl").asText());
                assertThat(watch.next("verdict").path("reviewer").asText()).isEqualTo("Ada Lovelace");
            }
        }
        List<JsonNode> ofServer = log("up");
        List<JsonNode> ofLaptop = log("watch");
        assertThat(steps(ofServer)).containsSubsequence("tap", "published");
        assertThat(steps(ofLaptop)).contains("merged");
        assertThat(ofServer.get(0).fieldNames())
                .toIterable()
                .contains("timestamp", "level", "loggerName", "formattedMessage");
        assertThat(ofServer + "" + ofLaptop).doesNotContain("Lovelace", "shop.example", "Dress", "A nice one");
    }

    private void tap(String serviceUrl) throws Exception {
        String token = Tandem.run(folder, "reviewers", "add", "Ada Lovelace", "--data", "data")
                .json()
                .path("token")
                .asText();
        ObjectNode verdict = JSON.createObjectNode()
                .put("id", TAP)
                .put("productUrl", Laptop.product(1))
                .put("reviewType", "modesty")
                .put("decision", "modest")
                .put("clothingType", "dress")
                .put("notes", "A nice one")
                .put("assessedAt", Instant.now().toString());
        new Api(serviceUrl, token).post("/api/assessments", verdict);
    }

    private List<JsonNode> log(String verb) throws IOException {
        List<JsonNode> lines = Files.readAllLines(folder.resolve(verb + ".log")).stream()
                // The launcher speaks first, where it builds.
                .dropWhile(line -> line.startsWith("tandem: "))
                .map(TrailTest::line)
                .toList();
        assertThat(lines).as(verb).isNotEmpty();
        return lines;
    }

    private static JsonNode line(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("no JSON object: " + text, e);
        }
    }

    private static List<String> steps(List<JsonNode> log) {
        return log.stream()
                .filter(line -> StreamSupport.stream(line.path("kvpList").spliterator(), false)
                        .anyMatch(pair -> pair.path("event").asText().equals(TAP)))
                .map(line -> line.path("formattedMessage").asText())
                .toList();
    }
}
