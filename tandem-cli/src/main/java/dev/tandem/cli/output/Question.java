package dev.tandem.cli.output;

import dev.tandem.cli.error.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A question with yes or no as its answer, asked before something is done. */
public final class Question {

    private Question() {}

    /**
     * Whether to go on. {@code --yes} answers it beforehand; a person at a terminal is asked (on standard error, so that
     * {@code --json} stays clean); without both nobody can answer, which is a usage error.
     */
    public static boolean confirm(Output output, String question, boolean yes) {
        if (yes) {
            return true;
        }
        if (!output.terminal().in()) {
            throw UserError.usage(
                    "Before going on this has to be answered, and there is no terminal to ask at: " + question,
                    "Pass --yes to go on without being asked.");
        }
        for (int tries = 0; tries < 3; tries++) {
            output.prompt().print(question + " [y/N] ");
            output.prompt().flush();
            switch (readLine(output.in()).strip().toLowerCase(Locale.ROOT)) {
                case "y", "yes" -> {
                    return true;
                }
                case "", "n", "no" -> {
                    return false;
                }
                default -> output.note("Please answer y or n.");
            }
        }
        return false;
    }

    private static String readLine(InputStream in) {
        var line = new ByteArrayOutputStream();
        try {
            for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
                line.write(b);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
