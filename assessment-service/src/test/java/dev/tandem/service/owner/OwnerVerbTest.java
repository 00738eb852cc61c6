package dev.tandem.service.owner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import dev.tandem.service.TestService.Ran;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerVerbTest {
    @TempDir
    Path data;

    @Test
    void a_link_needs_no_service_and_lives_for_ten_minutes() throws Exception {
        Ran ran = verb("link", "--service-url", "http://server.example:8080", "--json");
        assertThat(ran.exitCode()).isZero();
        JsonNode link = TestClient.json(ran.out());
        assertThat(link.get("url").asText()).startsWith("http://server.example:8080/pair#");
        assertThat(link.get("token").asText()).hasSizeGreaterThanOrEqualTo(43);
        assertThat(Duration.between(
                        Instant.now(), Instant.parse(link.get("expiresAt").asText())))
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }

    @Test
    void a_link_alone_leaves_no_token_behind() throws Exception {
        assertThat(verb("link", "--link-only", "--json").out()).contains("/pair#");
        assertThat(list()).isEmpty();
        assertThat(verb("list").out()).contains("tandem owner link");
    }

    @Test
    void one_device_is_revoked_by_its_id_and_all_at_once() throws Exception {
        verb("link", "--json");
        verb("link", "--json");
        verb("link", "--json");
        Ran one = verb("revoke", list().at("/0/device").asText(), "--json");
        assertThat(TestClient.json(one.out()).get("revoked").asInt()).isEqualTo(1);
        assertThat(list().at("/0/revokedAt").isNull()).isFalse();
        assertThat(list().at("/1/revokedAt").isNull()).isTrue();
        Ran all = verb("revoke", "--all", "--json");
        assertThat(TestClient.json(all.out()).get("revoked").asInt()).isEqualTo(2);
    }

    @Test
    void revoking_what_is_not_there_is_an_error_that_tells_what_to_do() {
        Ran ran = verb("revoke", "nothing");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("no device nothing").contains("tandem owner list");
        assertThat(verb("revoke").exitCode()).isEqualTo(2);
        assertThat(verb("revoke", "one", "--all").exitCode()).isEqualTo(2);
    }

    private JsonNode list() throws Exception {
        return TestClient.json(verb("list", "--json").out()).get("owner");
    }

    private Ran verb(String... args) {
        return TestService.verb(
                data, Stream.concat(Stream.of("owner"), Stream.of(args)).toArray(String[]::new));
    }
}
