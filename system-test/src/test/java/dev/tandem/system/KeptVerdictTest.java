package dev.tandem.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.system.Tandem.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two reviewers differ, and the owner decides: what was kept is what the laptop's file shows. */
class KeptVerdictTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NEEDS_ATTENTION = 3;
    private static final String PRODUCT = Laptop.product(1);

    @TempDir
    Path folder;

    private String serviceUrl = "";

    @Test
    void a_verdict_that_the_owner_keeps_reaches_the_laptops_file_with_the_time_of_its_tap() throws Exception {
        Files.writeString(folder.resolve("tandem.properties"), "conflict.policy = review\n");
        Laptop laptop = Laptop.adopted(folder, 1);
        try (Running up = Tandem.start(folder, "up", "--port", "0", "--broker-port", "0", "--data", "data")) {
            serviceUrl = up.ready().path("serviceUrl").asText();
            laptop.sync(up);
            Instant ada = Instant.parse("2026-01-05T08:00:00Z");
            Instant bea = Instant.parse("2026-01-05T09:00:00Z");
            assess("Ada", "modest", ada);
            assess("Bea", "not_modest", bea);
            laptop.sync(up, NEEDS_ATTENTION);
            assertThat(laptop.verdictsBy("Bea")).isEqualTo(Map.of(PRODUCT, bea));

            Api owner = api("owner", "link");
            JsonNode conflict = owner.get("/api/owner/conflicts").path("items").path(0);
            assertThat(conflict.at("/ours/reviewer").asText()).isEqualTo("Ada");
            owner.post(
                    "/api/owner/conflicts/" + conflict.path("id").asText() + "/keep",
                    JSON.createObjectNode().put("side", "ours"));

            laptop.sync(up);
            assertThat(laptop.verdictsBy("Ada")).isEqualTo(Map.of(PRODUCT, ada));
            assertThat(laptop.verdictsBy("Bea")).isEmpty();
        }
    }

    private void assess(String reviewer, String decision, Instant at) throws Exception {
        JsonNode verdict = JSON.createObjectNode()
                .put("id", UUID.randomUUID().toString())
                .put("productUrl", PRODUCT)
                .put("reviewType", "modesty")
                .put("decision", decision)
                .put("clothingType", "dress")
                .put("assessedAt", at.toString());
        assertThat(api("reviewers", "add", reviewer)
                        .post("/api/assessments", verdict)
                        .path("status")
                        .asText())
                .isEqualTo("recorded");
    }

    /** With the credential that a verb gives. */
    private Api api(String... verb) throws Exception {
        String[] all =
                Stream.concat(Stream.of(verb), Stream.of("--data", "data")).toArray(String[]::new);
        return new Api(serviceUrl, Tandem.run(folder, all).json().path("token").asText());
    }
}
