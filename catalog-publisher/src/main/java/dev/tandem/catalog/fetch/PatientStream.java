package dev.tandem.catalog.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Gives a body up that has stopped coming: a server that neither sends nor ends would be waited for without end. */
final class PatientStream extends FilterInputStream {
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "feed-patience");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong reads = new AtomicLong();
    private final Future<?> looks;
    private volatile boolean stalled;
    private long seen;

    /**
     * Over a body.
     *
     * @param patience after so long without a byte it is given up, or twice as long at most
     */
    PatientStream(InputStream body, Duration patience) {
        super(body);
        looks = watch.scheduleWithFixedDelay(
                this::look, patience.toMillis(), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = reads.get();
        if (now != seen) {
            seen = now;
            return;
        }
        stalled = true;
        looks.cancel(false);
        try {
            in.close();
        } catch (IOException e) {
            // It is given up anyway.
        }
    }

    @Override
    public int read() throws IOException {
        return came(super.read());
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return came(super.read(buffer, offset, length));
    }

    /** A body that was closed from here looks as if it had ended. */
    private int came(int read) throws IOException {
        if (stalled) {
            throw new IOException("it stopped coming");
        }
        reads.incrementAndGet();
        return read;
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        super.close();
    }
}
