package dev.tandem.cli.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A file of settings that holds secrets: nobody but its owner may read it, and it is there whole or not at all. */
public final class SettingsFile {
    private SettingsFile() {}

    /**
     * Writes it anew.
     *
     * @param comment what it is, in one line
     */
    public static void write(Path file, String comment, Map<String, String> settings) throws IOException {
        StringBuilder text = new StringBuilder("# ").append(comment).append('\n');
        settings.forEach((key, value) ->
                text.append(key).append(" = ").append(escaped(value)).append('\n'));
        PrivateFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What stands in such a file. */
    public static Map<String, String> read(Path file) {
        return PropertiesFile.read(file).values();
    }

    /** A certificate goes over several lines. */
    private static String escaped(String value) {
        return value.strip().replace("\\", "\\\\").replace("\n", "\\n\\\n");
    }
}
