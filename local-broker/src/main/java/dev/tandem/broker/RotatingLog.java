package dev.tandem.broker;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A log that is put aside when it has grown large, and at each start; of those put aside the last few are kept. */
final class RotatingLog extends OutputStream {
    private final Path file;
    private final long largest;
    private final int kept;
    private OutputStream out;
    private long bytes;

    /**
     * Begins a new file.
     *
     * @param largest after so many bytes the next line begins another
     * @param kept how many are kept besides the one that is written
     */
    RotatingLog(Path file, long largest, int kept) throws IOException {
        this.file = file;
        this.largest = largest;
        this.kept = kept;
        putAside();
        this.out = Files.newOutputStream(file);
    }

    @Override
    public synchronized void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] some, int from, int length) throws IOException {
        out.write(some, from, length);
        bytes += length;
        if (bytes >= largest && length > 0 && some[from + length - 1] == '\n') {
            bytes = 0;
            next();
        }
    }

    /** Begins the next file. Where that fails, as on a full disk, the last one goes on, and grows by as much again. */
    private void next() {
        Path begun = file.resolveSibling(file.getFileName() + ".new");
        try {
            OutputStream following = Files.newOutputStream(begun);
            try {
                putAside();
                move(begun, file);
            } catch (IOException e) {
                following.close();
                return;
            }
            OutputStream before = out;
            out = following;
            before.close();
        } catch (IOException e) {
            // There is no other place to tell it.
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        out.flush();
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }

    private void putAside() throws IOException {
        for (int i = kept; i > 1; i--) {
            move(aside(i - 1), aside(i));
        }
        move(file, aside(1));
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, REPLACE_EXISTING);
        }
    }

    private Path aside(int number) {
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling(name.replaceFirst("(\\.log)?$", "." + number + "$1"));
    }
}
