package dev.tandem.service.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The owner sees what is paired, and revokes it. */
class DevicesTest {
    private TestService service;
    private TestClient owner;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        service = TestService.start(data);
        owner = service.ownersClient();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void all_that_is_paired_is_listed_with_the_one_that_asks() throws Exception {
        service.pairedClient("Miriam");
        JsonNode devices = owner.getJson("/api/owner/devices").get("devices");
        assertThat(devices.findValuesAsText("role")).containsExactly("reviewer", "owner");
        assertThat(devices.findValuesAsText("name")).containsExactly("Miriam", "null");
        assertThat(devices.findValuesAsText("asking")).containsExactly("false", "true");
        assertThat(devices.toString()).doesNotContain("oken_hash", "okenHash");
    }

    @Test
    void a_device_that_is_revoked_is_refused_with_its_next_request() throws Exception {
        TestClient phone = service.pairedClient("Miriam");
        assertThat(phone.get("/api/queue").statusCode()).isEqualTo(200);
        String id = owner.getJson("/api/owner/devices").at("/devices/0/id").asText();
        assertThat(owner.delete("/api/owner/devices/" + id).statusCode()).isEqualTo(204);
        assertThat(phone.get("/api/queue").statusCode()).isEqualTo(401);
        JsonNode revoked = owner.getJson("/api/owner/devices").at("/devices/0/revokedAt");
        assertThat(revoked.isTextual()).isTrue();
        assertThat(owner.delete("/api/owner/devices/" + id).statusCode()).isEqualTo(204);
        assertThat(owner.getJson("/api/owner/devices").at("/devices/0/revokedAt"))
                .isEqualTo(revoked);
    }

    @Test
    void what_is_not_there_is_not_found() throws Exception {
        assertThat(owner.delete("/api/owner/devices/none").statusCode()).isEqualTo(404);
    }
}
