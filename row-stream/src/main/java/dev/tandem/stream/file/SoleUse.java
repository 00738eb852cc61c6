package dev.tandem.stream.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to send what a database has to send: of one process at a time, since two could send its events out of order.
 * It is the operating system's lock on a small file beside the database, so that it ends with its process, however that
 * ends; the file itself stays. What only writes to the database needs none: SQLite orders that.
 */
public final class SoleUse implements AutoCloseable {
    private static final String SUFFIX = ".tandem-lock";
    private static final int LONGEST_NOTE = 200;

    /** What this process has: closing any channel on such a file would end the lock of all others here (POSIX). */
    private static final Map<Path, String> OURS = new ConcurrentHashMap<>();

    private final Path beside;
    private final FileChannel channel;

    private SoleUse(Path beside, FileChannel channel) {
        this.beside = beside;
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @param verb who takes it, for those who come later
     * @throws InUseException if another process has it
     */
    public static SoleUse take(Path database, String verb) {
        return tryTake(database, verb).orElseThrow(() -> new InUseException(database, holder(database)));
    }

    /** Takes it, if no other process has it. */
    public static Optional<SoleUse> tryTake(Path database, String verb) {
        Path beside = beside(database);
        String note = "tandem " + verb + " (process " + ProcessHandle.current().pid() + ")";
        if (OURS.putIfAbsent(beside, note) != null) {
            return Optional.empty();
        }
        boolean taken = false;
        try {
            FileChannel channel = FileChannel.open(
                    beside, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            taken = isLocked(channel);
            if (!taken) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8)));
            return Optional.of(new SoleUse(beside, channel));
        } catch (IOException e) {
            throw new StreamException(
                    "could not lock " + beside + ": " + e.getMessage(),
                    "give yourself write permission on the folder of the database",
                    e);
        } finally {
            if (!taken) {
                OURS.remove(beside);
            }
        }
    }

    /** Who has it, as they called themselves; empty if nobody has. */
    public static Optional<String> heldBy(Path database) {
        String ours = OURS.get(beside(database));
        if (ours != null || !Files.exists(beside(database))) {
            return Optional.ofNullable(ours);
        }
        try (FileChannel channel =
                FileChannel.open(beside(database), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return isLocked(channel) ? Optional.empty() : Optional.of(holder(database));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Takes the small file away as well, of a database that leaves Tandem. */
    public void forget() {
        try {
            Files.deleteIfExists(beside);
        } catch (IOException e) {
            // It is empty of meaning without Tandem.
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        return channel.tryLock() != null;
    }

    private static String holder(Path database) {
        String ours = OURS.get(beside(database));
        if (ours != null) {
            return ours;
        }
        try {
            String note = Files.readString(beside(database));
            return note.isBlank() || note.length() > LONGEST_NOTE ? "another tandem" : note;
        } catch (IOException e) {
            return "another tandem";
        }
    }

    /** The same for each name of a file: a link leads to where the database lies. */
    private static Path beside(Path database) {
        Path real;
        try {
            real = database.toRealPath();
        } catch (IOException e) {
            real = database.toAbsolutePath().normalize();
        }
        return real.resolveSibling(real.getFileName() + SUFFIX);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It ends with the process at the latest.
        }
        OURS.remove(beside);
    }
}
