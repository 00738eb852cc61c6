package dev.tandem.benchmarks.peers;

import dev.tandem.benchmarks.Products;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A program that keeps files in step by copying verdicts from the one to the other, and does as it is told with old ones. */
final class TwoFiles implements InStep {
    private final Path folder;
    private final boolean newestWins;
    private boolean away;

    TwoFiles(Path folder, int products, boolean newestWins) throws SQLException {
        this.folder = folder;
        this.newestWins = newestWins;
        Products.make(folder.resolve("from.db"), products);
        Products.make(receiving(), products);
    }

    @Override
    public String what() {
        return "two files";
    }

    @Override
    public void give(Verdict verdict, int from, int to) throws SQLException {
        try (ProductFile file = ProductFile.open(folder.resolve("from.db"))) {
            file.give(verdict, from, to);
        }
        if (!away) {
            copy();
        }
    }

    private void copy() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + receiving());
                Statement statement = connection.createStatement()) {
            statement.execute("ATTACH '" + folder.resolve("from.db") + "' AS theirs");
            statement.executeUpdate("""
                    UPDATE products SET modesty_status = t.modesty_status, assessed_at = t.assessed_at
                      FROM theirs.products t
                     WHERE t.url = products.url AND t.assessed_at IS NOT NULL
                    """ + (newestWins ? "AND t.assessed_at > coalesce(products.assessed_at, '')" : ""));
        }
    }

    @Override
    public Path receiving() {
        return folder.resolve("to.db");
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public long receiver() {
        return ProcessHandle.current().pid();
    }

    @Override
    public List<Long> others() {
        return List.of();
    }

    @Override
    public void mustRun() {}

    @Override
    public void whileAway(Work work) throws Exception {
        away = true;
        work.run();
        away = false;
        copy();
    }

    @Override
    public void close() {}
}
