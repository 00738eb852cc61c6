package dev.tandem.service;

import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The server's part of the data folder, held by one service at a time: two would send one outbox out of order. */
final class DataFolder implements AutoCloseable {
    private static final String LOCK = "service.lock";

    private final FileChannel lock;

    private DataFolder(FileChannel lock) {
        this.lock = lock;
    }

    /**
     * Makes the folder if it is not there, and takes it.
     *
     * @throws UserError if it cannot be written, or another service holds it
     */
    static DataFolder take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel lock =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isTaken(lock)) {
                lock.close();
                throw UserError.failed(
                        "Another service is running on the data folder " + folder.toAbsolutePath() + ".",
                        "Stop it first, or choose another folder with --data DIR.");
            }
            return new DataFolder(lock);
        } catch (IOException e) {
            throw UserError.failed(
                    "The data folder " + folder.toAbsolutePath() + " cannot be written: " + reason(e) + ".",
                    "Check its permissions, or choose another with --data DIR.",
                    e);
        }
    }

    /** Gives the folder back, as the end of the process does too. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException alreadyGone) {
            // A lock that cannot be given back ends with the process.
        }
    }

    private static boolean isTaken(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    private static String reason(IOException e) {
        @Nullable String told = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return told != null ? told : e.getClass().getSimpleName().replace("Exception", "");
    }
}
