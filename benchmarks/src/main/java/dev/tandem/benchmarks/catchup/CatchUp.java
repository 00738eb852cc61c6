package dev.tandem.benchmarks.catchup;

import dev.tandem.benchmarks.Bench;
import dev.tandem.benchmarks.Benchmark;
import dev.tandem.benchmarks.Products;
import dev.tandem.benchmarks.Rounds;
import dev.tandem.benchmarks.WaitingVerdicts;
import dev.tandem.benchmarks.report.Goal;
import dev.tandem.benchmarks.report.Result;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.BatchMerge;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A laptop catches up on waiting assessments: rows a second, beside plain JDBC that updates the same rows by url without
 * versions or triggers. The records are in memory, as Kafka's client hands them over; what is measured is what Tandem does
 * with them: decoding, capture, merge, prior images, history, offsets.
 */
public final class CatchUp implements Benchmark {
    /** What an inbox gathers before it merges. */
    private static final int GATHERED = 10_000;

    private static final int PLAIN_BATCH = 5_000;
    private static final int QUICK = 10_000;
    private static final int FULL = 1_000_000;
    private static final double GOAL = 2.0 / 3;

    @Override
    public String name() {
        return "catch-up";
    }

    @Override
    public String question() {
        return "Merging waiting assessments, beside plain JDBC that updates the same rows by url";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        int products = bench.quick() ? QUICK : FULL;
        Rounds rounds = bench.inFolder(folder -> measured(bench, folder, products));
        String measure = String.format(Locale.ROOT, "%,d assessments", products);
        return List.of(Result.of(name(), measure, "rows/s", rounds.value())
                .beside(rounds.reference("plain JDBC"))
                .goal(Goal.ratioAtLeast(GOAL)));
    }

    private static Rounds measured(Bench bench, Path folder, int products) throws Exception {
        Path found = folder.resolve("found.db");
        Path adopted = folder.resolve("adopted.db");
        Path used = folder.resolve("products.db");
        Rounds rounds = new Rounds();
        for (int round = -1; round < bench.rounds(); round++) {
            int size = round < 0 ? Math.min(products, QUICK) : products;
            if (round <= 0) {
                bench.progress().accept("making files of " + size + " products");
                make(found, adopted, size);
            }
            bench.progress().accept(round < 0 ? "warming up" : "round " + (round + 1) + " of " + bench.rounds());
            List<Integer> order = order(size, bench.seed());
            Files.copy(adopted, used, StandardCopyOption.REPLACE_EXISTING);
            double merge = size / merge(used, order);
            Files.copy(found, used, StandardCopyOption.REPLACE_EXISTING);
            double plain = size / plain(used, order);
            if (round >= 0) {
                rounds.add(merge, plain);
            }
        }
        return rounds;
    }

    /** The same products in a file as a script has it, and in one that was adopted. */
    private static void make(Path found, Path adopted, int products) throws SQLException, IOException {
        Files.deleteIfExists(found);
        Products.make(found, products);
        Files.copy(found, adopted, StandardCopyOption.REPLACE_EXISTING);
        try (SyncedFile file = SyncedFile.open(adopted)) {
            Adoption.adopt(file, Role.LAPTOP, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE);
        }
    }

    private static double merge(Path path, List<Integer> order) throws SQLException {
        try (SyncedFile file = SyncedFile.open(path)) {
            NodeContext context = Adoption.openAdopted(
                    file, Role.LAPTOP, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE, Optional.empty());
            BatchMerge merge = new BatchMerge(file, context);
            Map<TopicPartition, String> topicIds =
                    Map.of(new TopicPartition(WaitingVerdicts.TOPIC, 0), "1T0nnzVwQeGrHO9bq4pVKA");
            WaitingVerdicts waiting = new WaitingVerdicts();
            long nanos = 0;
            int applied = 0;
            for (List<Integer> some : parts(order)) {
                List<ConsumerRecord<String, byte[]>> records = waiting.on(some);
                long started = System.nanoTime();
                Merged merged = merge.applyAll(records, topicIds, () -> {}, batch -> {});
                nanos += System.nanoTime() - started;
                applied += merged.applied();
            }
            if (applied != order.size()) {
                throw new IllegalStateException("only " + applied + " of " + order.size() + " were applied");
            }
            return nanos / 1e9;
        }
    }

    private static double plain(Path path, List<Integer> order) throws SQLException {
        List<String> urls = order.stream().map(Products::url).toList();
        String[] values = {"modest", "assessed_approved", "assessed", "published", "2025-11-20T10:00:00.000000", "dress"
        };
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path)) {
            connection.setAutoCommit(false);
            try (PreparedStatement update = connection.prepareStatement("""
                    UPDATE products SET modesty_status = ?, lifecycle_stage = ?, assessment_status = ?,
                                        shopify_status = ?, assessed_at = ?, clothing_type = ?
                     WHERE url = ?
                    """)) {
                long started = System.nanoTime();
                for (int i = 0; i < urls.size(); i++) {
                    for (int c = 0; c < values.length; c++) {
                        update.setString(c + 1, values[c]);
                    }
                    update.setString(values.length + 1, urls.get(i));
                    update.addBatch();
                    if ((i + 1) % PLAIN_BATCH == 0 || i + 1 == urls.size()) {
                        update.executeBatch();
                        connection.commit();
                    }
                }
                return (System.nanoTime() - started) / 1e9;
            }
        }
    }

    private static List<Integer> order(int products, long seed) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < products; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        return order;
    }

    private static List<List<Integer>> parts(List<Integer> order) {
        List<List<Integer>> parts = new ArrayList<>();
        for (int from = 0; from < order.size(); from += GATHERED) {
            parts.add(order.subList(from, Math.min(order.size(), from + GATHERED)));
        }
        return parts;
    }
}
