package dev.tandem.benchmarks.installation;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Looks at the queue in the server's database until a run's products are there. */
final class QueueWatch implements AutoCloseable {
    private static final long LOOK_AGAIN_MS = 5;
    private static final long DONE_WITHIN_S = 120;

    private final Connection laptop;
    private final Connection server;
    private final NewProducts products;
    private final CompletableFuture<Times> times = new CompletableFuture<>();
    private volatile boolean closed;

    private QueueWatch(Connection laptop, Connection server, NewProducts products) {
        this.laptop = laptop;
        this.server = server;
        this.products = products;
    }

    /** When the first and when all were there, in milliseconds of the machine's clock. */
    record Times(double first, double all) {}

    static QueueWatch of(Installation installation, NewProducts products) throws SQLException {
        QueueWatch watch = new QueueWatch(
                DriverManager.getConnection("jdbc:sqlite:" + installation.laptop()),
                DriverManager.getConnection("jdbc:sqlite:" + installation.server()),
                products);
        Thread looking = new Thread(watch::look, "look-at-queue");
        looking.setDaemon(true);
        looking.start();
        return watch;
    }

    Times times() throws Exception {
        return times.get(DONE_WITHIN_S, TimeUnit.SECONDS);
    }

    /** When the run was written down, just before its commit. */
    double committed(String runId) throws SQLException {
        try (PreparedStatement run =
                laptop.prepareStatement("SELECT completed_at FROM catalog_monitoring_runs WHERE run_id = ?")) {
            run.setString(1, runId);
            try (ResultSet row = run.executeQuery()) {
                var at = LocalDateTime.parse(row.getString(1).replace(' ', 'T')).toInstant(ZoneOffset.UTC);
                return at.getEpochSecond() * 1e3 + at.getNano() / 1e6;
            }
        }
    }

    private void look() {
        try (PreparedStatement count = server.prepareStatement(
                "SELECT count(*) FROM assessment_queue WHERE status = 'pending' AND substr(product_url, 1, ?) = ?")) {
            count.setInt(1, products.addresses().length());
            count.setString(2, products.addresses());
            double first = 0;
            while (!closed) {
                int there;
                try (ResultSet counted = count.executeQuery()) {
                    there = counted.getInt(1);
                }
                double now = System.currentTimeMillis();
                first = first == 0 && there > 0 ? now : first;
                if (there >= products.count()) {
                    times.complete(new Times(first, now));
                    return;
                }
                Thread.sleep(LOOK_AGAIN_MS);
            }
        } catch (SQLException | InterruptedException e) {
            times.completeExceptionally(e);
        }
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        laptop.close();
        server.close();
    }
}
