package dev.tandem.benchmarks.installation;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** A script on the laptop writes many rows at once while a watch runs; until all of them are in the server's file. */
final class BulkUpdate implements AutoCloseable {
    static final int ROWS = 1_362;

    private static final long LOOK_AGAIN_MS = 5;
    private static final long DONE_WITHIN_S = 120;

    private final Connection laptop;
    private final Connection server;

    private BulkUpdate(Connection laptop, Connection server) {
        this.laptop = laptop;
        this.server = server;
    }

    static BulkUpdate on(Installation installation) throws SQLException {
        return new BulkUpdate(
                DriverManager.getConnection("jdbc:sqlite:" + installation.laptop()),
                DriverManager.getConnection("jdbc:sqlite:" + installation.server()));
    }

    /** Milliseconds that one takes, from the script's commit on. */
    double once(int price) throws Exception {
        try (PreparedStatement update = laptop.prepareStatement(
                "UPDATE products SET price = ?, last_updated = strftime('%Y-%m-%dT%H:%M:%f', 'now') WHERE id <= ?")) {
            update.setInt(1, price);
            update.setInt(2, ROWS);
            update.executeUpdate();
        }
        long committed = System.nanoTime();
        long deadline = committed + TimeUnit.SECONDS.toNanos(DONE_WITHIN_S);
        while (arrived(price) < ROWS) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the server has " + arrived(price) + " of " + ROWS + " rows");
            }
            Thread.sleep(LOOK_AGAIN_MS);
        }
        return (System.nanoTime() - committed) / 1e6;
    }

    private int arrived(int price) throws SQLException {
        try (PreparedStatement count =
                server.prepareStatement("SELECT count(*) FROM products WHERE price = ? AND id <= ?")) {
            count.setInt(1, price);
            count.setInt(2, ROWS);
            try (ResultSet arrived = count.executeQuery()) {
                return arrived.getInt(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        laptop.close();
        server.close();
    }
}
