package dev.tandem.cli.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** A file that nobody but its owner may read, there whole or not at all, whoever else writes it at the same time. */
public final class PrivateFile {
    private PrivateFile() {}

    /** Writes it anew; its folder is made if absent. */
    public static void write(Path file, byte[] content) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = Objects.requireNonNull(absolute.getParent());
        Files.createDirectories(folder);
        // A temporary file is its owner's alone from the first.
        Path half = Files.createTempFile(folder, absolute.getFileName() + ".", ".new");
        try {
            Files.write(half, content);
            Files.move(half, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(half);
        }
    }
}
