package dev.tandem.catalog.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/** A file without a name that holds what is fetched: gone with the process, however that ends. */
final class Spool implements AutoCloseable {
    private static final long MEGABYTE = 1_000_000;

    private final FileChannel channel;
    private final long most;
    private final LongConsumer progress;

    private Spool(FileChannel channel, long most, LongConsumer progress) {
        this.channel = channel;
        this.progress = progress;
        this.most = most;
    }

    /** More was written than may be. */
    static final class FullException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * An empty one.
     *
     * @param most how many bytes it takes
     * @param progress hears how many it has, at each megabyte
     */
    static Spool make(long most, LongConsumer progress) throws IOException {
        Path path = Files.createTempFile("tandem-feed", "");
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Files.delete(path);
        return new Spool(channel, most, progress);
    }

    /** How much it holds. */
    long size() throws IOException {
        return channel.size();
    }

    /** Appends all of a stream, or leaves everything as it was. */
    void append(InputStream in) throws IOException {
        long before = channel.size();
        boolean whole = false;
        try {
            channel.position(before);
            OutputStream out = Channels.newOutputStream(channel);
            byte[] buffer = new byte[64 * 1024];
            int read = in.read(buffer);
            while (read >= 0) {
                if (channel.size() + read > most) {
                    throw new FullException();
                }
                out.write(buffer, 0, read);
                long now = channel.size();
                if (now / MEGABYTE > (now - read) / MEGABYTE) {
                    progress.accept(now);
                }
                read = in.read(buffer);
            }
            whole = true;
        } finally {
            if (!whole) {
                channel.truncate(before);
            }
        }
    }

    /** Takes out what it holds. */
    void clear() throws IOException {
        channel.truncate(0);
    }

    /** What it holds from a place on; closing the stream leaves it open. */
    InputStream from(long place) throws IOException {
        channel.position(place);
        InputStream in = Channels.newInputStream(channel);
        return new FilterInputStream(in) {
            @Override
            public void close() {}
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
