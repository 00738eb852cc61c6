package dev.tandem.service.reviewers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import dev.tandem.service.TestService.Ran;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewersVerbTest {
    @TempDir
    Path data;

    @Test
    void adding_needs_no_service_and_prints_a_link_for_ten_minutes() throws Exception {
        Ran ran = verb("add", "Miriam", "--service-url", "http://server.example:8080", "--json");
        assertThat(ran.exitCode()).isZero();
        JsonNode added = TestClient.json(ran.out());
        assertThat(added.get("name").asText()).isEqualTo("Miriam");
        assertThat(added.get("url").asText()).startsWith("http://server.example:8080/pair#");
        assertThat(added.get("token").asText()).hasSizeGreaterThanOrEqualTo(43);
        assertThat(Duration.between(
                        Instant.now(), Instant.parse(added.get("expiresAt").asText())))
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }

    @Test
    void a_link_alone_leaves_no_token_behind() throws Exception {
        Ran ran = verb("add", "Miriam", "--link-only", "--json");
        assertThat(TestClient.json(ran.out()).get("url").asText()).contains("/pair#");
        assertThat(list().at("/0/devices")).isEmpty();
    }

    @Test
    void a_list_makes_nothing_where_no_server_ran() {
        assertThat(verb("list").err()).contains("No server has run with its data in " + data);
        assertThat(data.resolve("server")).doesNotExist();
    }

    @Test
    void the_link_leads_to_the_running_service() throws Exception {
        try (TestService service = TestService.start(data)) {
            assertThat(service.add("Miriam").get("url").asText())
                    .startsWith(service.running().url() + "/pair#");
        }
    }

    @Test
    void a_person_is_shown_the_link_and_its_qr_code() {
        Ran ran = verb("add", "Miriam");
        assertThat(ran.out()).contains("Miriam").contains("/pair#").contains("▀");
        assertThat(verb("list").out()).contains("Miriam").contains("not paired yet");
    }

    @Test
    void one_device_can_be_revoked_by_its_id() throws Exception {
        verb("add", "Miriam", "--json");
        verb("add", "Miriam", "--json");
        JsonNode devices = list().at("/0/devices");
        assertThat(devices).hasSize(2);

        Ran ran = verb("revoke", devices.at("/0/device").asText(), "--json");
        assertThat(TestClient.json(ran.out()).get("revoked").asInt()).isEqualTo(1);

        assertThat(list().at("/0/devices/0/revokedAt").isNull()).isFalse();
        assertThat(list().at("/0/devices/1/revokedAt").isNull()).isTrue();
    }

    @Test
    void revoking_a_reviewer_takes_back_open_links_too() throws Exception {
        verb("add", "Miriam", "--json");
        JsonNode revoked = TestClient.json(verb("revoke", "Miriam", "--json").out());
        assertThat(revoked.get("revoked").asInt()).isEqualTo(1);
        assertThat(revoked.get("links").asInt()).isEqualTo(1);
    }

    @Test
    void revoking_nobody_is_an_error_that_tells_what_to_do() {
        Ran ran = verb("revoke", "Nobody");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("no reviewer and no device Nobody").contains("tandem reviewers list");
    }

    @Test
    void a_name_must_fit_on_a_line() {
        assertThat(verb("add", " ").exitCode()).isEqualTo(2);
        assertThat(verb("add", "x".repeat(81)).exitCode()).isEqualTo(2);
        assertThat(verb("add", "two\nlines").exitCode()).isEqualTo(2);
    }

    private JsonNode list() throws Exception {
        return TestClient.json(verb("list", "--json").out()).get("reviewers");
    }

    private Ran verb(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "reviewers";
        System.arraycopy(args, 0, all, 1, args.length);
        return TestService.verb(data, all);
    }
}
