package dev.tandem.laptop.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.output.Json;
import dev.tandem.laptop.outlook.InWords;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The last sync, as the file remembers it. */
final class LastSync {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private LastSync() {}

    static long conflicts(String json) {
        return number(json, "conflicts");
    }

    /** When it was, as an instant in text. */
    static Optional<String> at(String json) {
        return Json.read(json).map(sync -> sync.path("at").textValue());
    }

    private static long number(String json, String name) {
        return Json.read(json).map(sync -> sync.path(name).asLong()).orElse(0L);
    }

    /** In a few words. */
    static String inWords(String json) {
        Optional<JsonNode> sync = Json.read(json);
        return sync.map(s -> time(s.path("at").asText()) + ": "
                        + InWords.count(s.path("applied").asLong(), "event") + " applied, "
                        + s.path("sent").asLong() + " sent"
                        + met(s.path("conflicts").asLong()))
                .orElse("unknown");
    }

    private static String met(long conflicts) {
        return conflicts > 0 ? ", " + InWords.count(conflicts, "conflict") : "";
    }

    /** As the owner's own clock shows it, to the minute. */
    static String time(String at) {
        try {
            return SHOWN.format(Instant.parse(at).atZone(ZoneId.systemDefault()));
        } catch (DateTimeException e) {
            return at;
        }
    }
}
