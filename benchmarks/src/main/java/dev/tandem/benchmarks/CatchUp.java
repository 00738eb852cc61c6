package dev.tandem.benchmarks;

import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.BatchMerge;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A laptop catches up on waiting assessments: rows a second, beside plain JDBC that updates the same rows by url without
 * versions or triggers. The records are in memory, as Kafka's client hands them over; what is measured is what Tandem does
 * with them: decoding, capture, merge, prior images, history, offsets. The first round warms up and is not counted.
 */
public final class CatchUp {
    /** What an inbox gathers before it merges. */
    private static final int GATHERED = 10_000;

    private static final int PLAIN_BATCH = 5_000;

    private CatchUp() {}

    /** Arguments: products (default 100,000) and counted rounds (default 5). */
    public static void main(String[] args) throws Exception {
        int products = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        Figures merge = new Figures("merge, rows a second", "%,.0f", rounds);
        Figures plain = new Figures("plain JDBC, rows a second", "%,.0f", rounds);
        Figures ratio = new Figures("ratio (goal 0.67, stretch 0.85)", "%.2f", rounds);
        for (int round = -1; round < rounds; round++) {
            Path folder = Files.createTempDirectory("tandem-catch-up");
            List<Integer> order = order(products);
            double mergeRate = products / merge(folder.resolve("tandem.db"), order);
            double plainRate = products / plain(folder.resolve("plain.db"), order);
            merge.add(round, mergeRate);
            plain.add(round, plainRate);
            ratio.add(round, mergeRate / plainRate);
            delete(folder);
        }
        print(Figures.heading("catch-up of " + products + " verdicts"));
        print(merge.row());
        print(plain.row());
        print(ratio.row());
    }

    private static double merge(Path path, List<Integer> order) throws SQLException {
        Products.make(path, order.size());
        try (SyncedFile file = SyncedFile.open(path)) {
            NodeContext context = Adoption.adopt(file, Role.LAPTOP, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE)
                    .context();
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
            require(applied == order.size(), "only " + applied + " of " + order.size() + " were applied");
            return nanos / 1e9;
        }
    }

    private static double plain(Path path, List<Integer> order) throws SQLException {
        Products.make(path, order.size());
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

    private static List<Integer> order(int products) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < products; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(42));
        return order;
    }

    private static List<List<Integer>> parts(List<Integer> order) {
        List<List<Integer>> parts = new ArrayList<>();
        for (int from = 0; from < order.size(); from += GATHERED) {
            parts.add(order.subList(from, Math.min(order.size(), from + GATHERED)));
        }
        return parts;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    @SuppressWarnings("SystemOut") // A benchmark answers on standard output.
    private static void print(String line) {
        System.out.println(line);
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path one : all.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
