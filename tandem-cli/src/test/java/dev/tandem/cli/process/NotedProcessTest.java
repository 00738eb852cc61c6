package dev.tandem.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotedProcessTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @Test
    void how_a_process_was_called_is_not_kept_for_options_may_be_secrets() {
        String called = ProcessHandle.current().info().commandLine().orElseThrow();

        assertThat(NotedProcess.current().values()).noneMatch(called::equals).hasSize(3);
    }

    @Test
    void one_that_was_called_the_same_runs_still_though_the_clock_was_set() {
        Map<String, Object> noted = NotedProcess.current();
        noted.put("startedAt", "2026-01-05T10:00:00Z");
        assertThat(NotedProcess.runs(json(noted))).isTrue();

        noted.put("commandSha256", "0".repeat(64));
        assertThat(NotedProcess.runs(json(noted))).isFalse();
    }

    private static JsonNode json(Map<String, Object> noted) {
        return MAPPER.valueToTree(noted);
    }
}
