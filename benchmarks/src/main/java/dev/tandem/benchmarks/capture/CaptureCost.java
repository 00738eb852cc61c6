package dev.tandem.benchmarks.capture;

import dev.tandem.benchmarks.Bench;
import dev.tandem.benchmarks.Benchmark;
import dev.tandem.benchmarks.Products;
import dev.tandem.benchmarks.Rounds;
import dev.tandem.benchmarks.report.Goal;
import dev.tandem.benchmarks.report.Result;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** A script's own bulk update of an adopted file, beside the same update of the same file without triggers. */
public final class CaptureCost implements Benchmark {
    private static final int QUICK = 50_000;
    private static final int FULL = 1_000_000;
    private static final double GOAL = 1.5;
    private static final String UPDATE = "UPDATE products SET price = price + 1, last_updated = datetime('now')";

    @Override
    public String name() {
        return "capture";
    }

    @Override
    public String question() {
        return "A script's own bulk update, beside the same file without triggers";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        int products = bench.quick() ? QUICK : FULL;
        Rounds rounds = bench.inFolder(folder -> measured(bench, folder, products));
        return List.of(
                Result.of(name(), String.format(Locale.ROOT, "UPDATE of %,d rows", products), "ms", rounds.value())
                        .beside(rounds.reference("without triggers"))
                        .goal(Goal.ratioAtMost(GOAL)));
    }

    private static Rounds measured(Bench bench, Path folder, int products) throws Exception {
        Path plain = folder.resolve("plain.db");
        Path adopted = folder.resolve("adopted.db");
        bench.progress().accept("making files");
        Products.make(plain, products);
        Products.make(adopted, products);
        try (SyncedFile file = SyncedFile.open(adopted)) {
            Adoption.adopt(file, Role.LAPTOP, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE);
        }
        Rounds rounds = new Rounds();
        for (int round = -1; round < bench.rounds(); round++) {
            bench.progress().accept(round < 0 ? "warming up" : "round " + (round + 1) + " of " + bench.rounds());
            double with = update(adopted);
            double without = update(plain);
            noted(adopted, products);
            if (round >= 0) {
                rounds.add(with, without);
            }
        }
        return rounds;
    }

    private static double update(Path path) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                Statement statement = connection.createStatement()) {
            return Rounds.millis(() -> statement.executeUpdate(UPDATE));
        }
    }

    /** Each row must have been noted, or nothing was measured; then the log is emptied, as a capture does. */
    private static void noted(Path path, int products) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                Statement statement = connection.createStatement()) {
            int noted = statement.executeUpdate("DELETE FROM tandem_change");
            if (noted < products) {
                throw new IllegalStateException("the triggers noted " + noted + " of " + products + " rows");
            }
        }
    }
}
