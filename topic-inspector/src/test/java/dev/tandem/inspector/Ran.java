package dev.tandem.inspector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A verb that was run, with what it said. */
record Ran(int exitCode, String out, String err) {
    static Ran verb(String broker, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = into(out, err, broker, arguments);
        return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static int into(OutputStream out, OutputStream err, String broker, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap-servers", broker));
        Terminal plain = new Terminal(false, false, false, false);
        Output output = new Output(InputStream.nullInputStream(), out, err, plain, all.contains("--json"));
        return Main.run(output, all.toArray(String[]::new));
    }

    /** The one object of its answer. */
    JsonNode json() {
        return parsed(out);
    }

    /** The objects of its lines. */
    List<JsonNode> lines() {
        return out.lines().map(Ran::parsed).toList();
    }

    private static JsonNode parsed(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
