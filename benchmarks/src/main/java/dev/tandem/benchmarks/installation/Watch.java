package dev.tandem.benchmarks.installation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import org.sqlite.SQLiteErrorCode;

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
                PreparedStatement decided = file.prepareStatement("""
                        SELECT url FROM products
                         WHERE url IN (SELECT value FROM json_each(?)) AND modesty_status IS NOT NULL
                        """)) {
            version.execute("PRAGMA busy_timeout = 0");
            long known = -1;
            while (!closed) {
                known = lookOnce(version, decided, known);
            }
        } catch (SQLException e) {
            wanted.values().forEach(seen -> seen.completeExceptionally(e));
        }
    }

    /**
     * While a commit holds the file it looks again soon: SQLite's own waiting would be counted as the watch's. It looks at all
     * that is wanted at once, so that a commit has to wait for it no more than once.
     */
    private long lookOnce(Statement version, PreparedStatement decided, long known) throws SQLException {
        try (ResultSet changed = version.executeQuery("PRAGMA data_version")) {
            long now = changed.getLong(1);
            if (now != known) {
                decided.setString(1, new JsonMapper().writeValueAsString(wanted.keySet()));
                try (ResultSet urls = decided.executeQuery()) {
                    while (urls.next()) {
                        CompletableFuture<Long> seen = wanted.remove(urls.getString(1));
                        if (seen != null) {
                            seen.complete(System.nanoTime());
                        }
                    }
                }
                return now;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        } catch (SQLException e) {
            if (e.getErrorCode() != SQLiteErrorCode.SQLITE_BUSY.code) {
                throw e;
            }
        }
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        return known;
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
