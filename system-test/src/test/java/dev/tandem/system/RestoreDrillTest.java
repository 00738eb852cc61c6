package dev.tandem.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.system.Tandem.Answer;
import dev.tandem.system.Tandem.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The restore of docs/operations.md, step by step, with a server's database that is lost after its backup was made. */
@Timeout(300)
class RestoreDrillTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant BEFORE = Instant.parse("2026-01-05T08:00:00Z");
    private static final Instant AFTER = Instant.parse("2026-01-06T08:00:00Z");

    @TempDir
    Path folder;

    @Test
    void a_server_whose_backup_is_put_back_has_what_came_after_it() throws Exception {
        Laptop laptop = Laptop.adopted(folder, 2);
        Path database = folder.resolve("data/server/products.db");
        Path backup = folder.resolve("backup.db");
        try (Running up = up()) {
            laptop.sync(up);
            assess(up, Laptop.product(1), BEFORE);
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                    var statement = connection.createStatement()) {
                statement.executeUpdate("VACUUM INTO '" + backup + "'");
            }
            assess(up, Laptop.product(2), AFTER);
            laptop.sync(up);
        }
        for (String lost : new String[] {"products.db", "products.db-wal", "products.db-shm"}) {
            Files.deleteIfExists(database.resolveSibling(lost));
        }
        Files.copy(backup, database);
        try (Running up = up()) {
            laptop.sync(up);
            Answer verified = Tandem.run(
                    folder,
                    "verify",
                    "--data",
                    "data",
                    "--database",
                    laptop.file().toString(),
                    "--service-url",
                    up.ready().path("serviceUrl").asText(),
                    "--bootstrap-servers",
                    up.ready().path("bootstrapServers").asText());
            assertThat(verified.json().path("identical").asBoolean())
                    .as(verified.said() + verified.json())
                    .isTrue();
            assertThat(Laptop.in(database).verdictsBy("Ada"))
                    .isEqualTo(Map.of(Laptop.product(1), BEFORE, Laptop.product(2), AFTER));
        }
    }

    private Running up() throws Exception {
        return Tandem.start(folder, "up", "--port", "0", "--broker-port", "0", "--data", "data");
    }

    private void assess(Running up, String product, Instant at) throws Exception {
        String token = Tandem.run(folder, "reviewers", "add", "Ada", "--data", "data")
                .json()
                .path("token")
                .asText();
        JsonNode verdict = JSON.createObjectNode()
                .put("id", UUID.randomUUID().toString())
                .put("productUrl", product)
                .put("reviewType", "modesty")
                .put("decision", "modest")
                .put("clothingType", "dress")
                .put("assessedAt", at.toString());
        assertThat(new Api(up.ready().path("serviceUrl").asText(), token)
                        .post("/api/assessments", verdict)
                        .path("status")
                        .asText())
                .isEqualTo("recorded");
    }
}
