package dev.tandem.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps a second broker away from a folder, in this process or another.
 *
 * <p>Kafka has a lock of its own, but takes it after it has opened the metadata log, which a second process thereby damages. The
 * operating system frees this one when its process dies, however it dies.
 */
final class FolderLock implements AutoCloseable {

    /** Far behind the process id, because a locked byte cannot be read on every system. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static FolderLock take(Path folder) throws IOException {
        var file = folder.resolve("broker.lock");
        var channel = FileChannel.open(file, CREATE, READ, WRITE);
        try {
            if (!isFree(channel)) {
                throw UserError.failed(
                        "The broker's folder " + folder + " is in use by " + holder(file) + ".",
                        "Use the broker that is running, stop it, or choose another folder.");
            }
            channel.truncate(0);
            channel.write(US_ASCII.encode(Long.toString(ProcessHandle.current().pid())), 0);
            return new FolderLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String holder(Path file) throws IOException {
        var pid = Files.readString(file, US_ASCII).strip();
        return pid.isEmpty() ? "another process" : "the process with pid " + pid;
    }

    /** Frees the folder. The file stays, so that two processes never lock two files of the same name. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not free the broker's folder", e);
        }
    }
}
