package dev.tandem.laptop.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.output.Json;
import java.util.Optional;

/** The last sync, as the file remembers it. */
final class LastSync {
    private LastSync() {}

    static long deadLettered(String json) {
        return Json.read(json).map(sync -> sync.path("deadLettered").asLong()).orElse(0L);
    }

    /** In a few words. */
    static String inWords(String json) {
        Optional<JsonNode> sync = Json.read(json);
        return sync.map(s -> s.path("at").asText() + ": " + s.path("applied").asLong() + " events applied, "
                        + s.path("sent").asLong() + " sent")
                .orElse("unknown");
    }
}
