package dev.tandem.laptop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.output.Json;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One run of a verb in this process: what it said, and its exit code. */
public record Verb(int exitCode, String out, String err) {

    /** Without a terminal, as from a script. */
    public static Verb run(String... args) {
        return run("", false, args);
    }

    /** With somebody at a terminal who types that. */
    public static Verb typing(String typed, String... args) {
        return run(typed, true, args);
    }

    private static Verb run(String typed, boolean terminal, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ByteArrayInputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        boolean json = List.of(args).contains("--json");
        Terminal shown = new Terminal(terminal, false, false, false);
        int exitCode =
                Main.verbs().output(new Output(in, out, err, shown, json)).run(args);
        return new Verb(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The one JSON object that it wrote. */
    public JsonNode json() {
        assertThat(out.lines()).as("lines on standard output; errors: %s", err).hasSize(1);
        return Json.read(out).orElseThrow();
    }

    /** The same, of a run that ended with that code. */
    public JsonNode json(int expectedExitCode) {
        assertThat(exitCode).as("%s%s", out, err).isEqualTo(expectedExitCode);
        return json();
    }
}
