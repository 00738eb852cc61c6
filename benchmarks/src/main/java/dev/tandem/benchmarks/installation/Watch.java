package dev.tandem.benchmarks.installation;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A laptop's {@code watch}, and somebody who looks at its file all the time. */
final class Watch implements AutoCloseable {
    private static final long LOOK_AGAIN_NANOS = 500_000;
    private static final long SEEN_WITHIN_S = 60;

    private final WatchProcess process;
    private final Connection file;
    private final Map<String, CompletableFuture<Long>> wanted = new ConcurrentHashMap<>();
    private final Thread looking = new Thread(this::look, "look-at-the-laptop");
    private volatile boolean closed;

    private Watch(WatchProcess process, Connection file) {
        this.process = process;
        this.file = file;
    }

    static Watch start(Installation installation) throws IOException, SQLException {
        WatchProcess process = WatchProcess.start(installation);
        Connection file = DriverManager.getConnection("jdbc:sqlite:" + installation.laptop());
        Watch watch = new Watch(process, file);
        watch.looking.setDaemon(true);
        watch.looking.start();
        return watch;
    }

    /** Something that is done elsewhere. */
    interface Work {
        /** Does it. */
        void run() throws Exception;
    }

    /** Does something, and answers the time at which the product was first seen with a verdict. */
    long afterwards(String url, Work work) throws Exception {
        CompletableFuture<Long> seen = new CompletableFuture<>();
        wanted.put(url, seen);
        work.run();
        return seen.get(SEEN_WITHIN_S, TimeUnit.SECONDS);
    }

    private void look() {
        try (Statement version = file.createStatement();
                PreparedStatement verdict =
                        file.prepareStatement("SELECT modesty_status IS NOT NULL FROM products WHERE url = ?")) {
            long known = -1;
            while (!closed) {
                long now;
                try (ResultSet changed = version.executeQuery("PRAGMA data_version")) {
                    now = changed.getLong(1);
                }
                if (now == known) {
                    LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                } else {
                    known = now;
                    wanted.forEach((url, seen) -> lookAt(verdict, url, seen));
                }
            }
        } catch (SQLException e) {
            wanted.values().forEach(seen -> seen.completeExceptionally(e));
        }
    }

    private void lookAt(PreparedStatement verdict, String url, CompletableFuture<Long> seen) {
        try {
            verdict.setString(1, url);
            try (ResultSet row = verdict.executeQuery()) {
                if (row.next() && row.getBoolean(1)) {
                    seen.complete(System.nanoTime());
                    wanted.remove(url);
                }
            }
        } catch (SQLException e) {
            seen.completeExceptionally(e);
        }
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        process.close();
        try {
            looking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
