package dev.tandem.laptop.adopt;

import dev.tandem.cli.process.TemporaryFolder;
import dev.tandem.stream.file.SyncedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A copy of a database to try things on, page by page, with those that hold nothing; gone when closed. The database itself is
 * only read.
 */
final class TemporaryCopy implements AutoCloseable {
    private final TemporaryFolder folder;
    private final Path file;

    private TemporaryCopy(TemporaryFolder folder, Path file) {
        this.folder = folder;
        this.file = file;
    }

    static TemporaryCopy of(Path database, Consumer<Path> waiting) {
        try (SyncedFile original = SyncedFile.openReadOnly(database, waiting)) {
            TemporaryFolder folder = TemporaryFolder.make("tandem-dry-run");
            TemporaryCopy copy = new TemporaryCopy(folder, folder.path().resolve(database.getFileName()));
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
        folder.close();
    }
}
