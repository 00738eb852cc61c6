package dev.tandem.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The archive of loaded classes that the launcher has this JVM write as it ends, for the verb's next runs to start
 * faster. A run that failed has loaded too few of them.
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
                // Then the archive is used, and is merely of less help.
            }
        }
    }
}
