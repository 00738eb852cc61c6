package dev.tandem.benchmarks.installation;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Verdicts that a script gives by plain SQL. */
final class Verdicts {
    private Verdicts() {}

    /** Turns those on the first products over; each number of a turn gives another verdict than the one before. */
    static void turnOver(Path file, int products, int turn) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                PreparedStatement update = connection.prepareStatement("""
                        UPDATE products SET modesty_status = ?, assessed_at = strftime('%Y-%m-%dT%H:%M:%f', 'now')
                         WHERE id <= ?
                        """)) {
            try (var patience = connection.createStatement()) {
                patience.execute("PRAGMA busy_timeout = 30000");
            }
            update.setString(1, Math.floorMod(turn, 2) == 0 ? "modest" : "not_modest");
            update.setInt(2, products);
            update.executeUpdate();
        }
    }
}
