package dev.tandem.benchmarks.peers;

import dev.tandem.benchmarks.Products;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A file of products in the eyes of a script: plain SQL, and nothing known of what keeps it in step. */
final class ProductFile implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private static final String GIVE = "UPDATE products SET "
            + Verdict.COLUMNS.stream().map(column -> column + " = ?").collect(Collectors.joining(", "))
            + " WHERE url BETWEEN ? AND ?";

    private final Connection connection;

    private ProductFile(Connection connection) {
        this.connection = connection;
    }

    static ProductFile open(Path path) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
        try (Statement patience = connection.createStatement()) {
            patience.execute("PRAGMA busy_timeout = 60000");
        }
        return new ProductFile(connection);
    }

    /** Gives the products from one to another, counted from 0 and both included, a verdict in one statement. */
    void give(Verdict verdict, int from, int to) throws SQLException {
        List<String> values = verdict.values();
        try (PreparedStatement update = connection.prepareStatement(GIVE)) {
            for (int i = 0; i < values.size(); i++) {
                update.setString(i + 1, values.get(i));
            }
            update.setString(values.size() + 1, Products.url(from));
            update.setString(values.size() + 2, Products.url(to));
            update.executeUpdate();
        }
    }

    /** How many of these products show that verdict. */
    int showing(Verdict verdict, int from, int to) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(
                "SELECT count(*) FROM products WHERE url BETWEEN ? AND ? AND modesty_status = ?")) {
            count.setString(1, Products.url(from));
            count.setString(2, Products.url(to));
            count.setString(3, verdict.decision());
            try (ResultSet row = count.executeQuery()) {
                return row.getInt(1);
            }
        }
    }

    /**
     * Waits until these products show a verdict. The last of them is looked at first: what counts all rows again and again
     * would slow down what is measured.
     *
     * @throws PeerException if the programs end meanwhile, or it takes too long
     */
    void await(Verdict verdict, int from, int to, InStep programs)
            throws SQLException, InterruptedException, PeerException {
        long deadline = System.nanoTime() + WITHIN.toNanos();
        int all = to - from + 1;
        while (showing(verdict, to, to) == 0 || showing(verdict, from, to) < all) {
            programs.mustRun();
            if (System.nanoTime() > deadline) {
                throw new PeerException("after %d s %d of %d verdicts had arrived"
                        .formatted(WITHIN.toSeconds(), showing(verdict, from, to), all));
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
