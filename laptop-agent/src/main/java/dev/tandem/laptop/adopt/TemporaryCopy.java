package dev.tandem.laptop.adopt;

import dev.tandem.stream.file.SyncedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A copy of a database to try things on, page by page, with those that hold nothing; gone when closed. The database itself is
 * only read.
 */
final class TemporaryCopy implements AutoCloseable {
    private final Path folder;
    private final Path file;

    private TemporaryCopy(Path folder, Path file) {
        this.folder = folder;
        this.file = file;
    }

    static TemporaryCopy of(Path database, Consumer<Path> waiting) {
        try (SyncedFile original = SyncedFile.openReadOnly(database, waiting)) {
            Path folder = Files.createTempDirectory("tandem-dry-run");
            TemporaryCopy copy = new TemporaryCopy(folder, folder.resolve(database.getFileName()));
            try {
                original.alone("copy", sql -> {
                    sql.copyTo(copy.file);
                    return true;
                });
                return copy;
            } catch (RuntimeException e) {
                copy.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : innermostFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
