package dev.tandem.catalog.watch;

import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The right to take feeds out of a folder: of one process at a time, and gone with it however it ends. */
final class FolderLock implements AutoCloseable {
    private static final String NAME = ".tandem-watch.lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @throws UserError if another process has it
     */
    static FolderLock take(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            taken = channel.tryLock() != null;
        } catch (OverlappingFileLockException ours) {
            // Of this very process.
        } finally {
            if (!taken) {
                channel.close();
            }
        }
        if (!taken) {
            throw UserError.failed(
                    "Another catalog watch takes the feeds out of " + folder + ".",
                    "Let it; it takes what is dropped there. Or stop it first.");
        }
        return new FolderLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
