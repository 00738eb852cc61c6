package dev.tandem.cli.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;

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
        Path absolute = file.toAbsolutePath();
        Files.createDirectories(Objects.requireNonNull(absolute.getParent()));
        Path half = absolute.resolveSibling(absolute.getFileName() + ".new");
        Files.deleteIfExists(half);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(half, text);
        Files.move(half, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
