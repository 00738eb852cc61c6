package dev.tandem.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The list of loaded classes that the launcher has this JVM write, to make an archive of them with which the verb's later
 * runs start faster. A run that failed has loaded too few of them.
 */
final class ClassArchive {

    private ClassArchive() {}

    /** Leaves the mark by which the launcher knows not to use it. */
    static void discard() {
        @Nullable String mark = System.getProperty("tandem.archive.failed");
        if (mark != null) {
            try {
                Files.writeString(Path.of(mark), "");
            } catch (IOException e) {
                // Then the list is used, and the archive is merely of less help.
            }
        }
    }
}
