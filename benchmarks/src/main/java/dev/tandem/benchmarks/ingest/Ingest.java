package dev.tandem.benchmarks.ingest;

import dev.tandem.benchmarks.Bench;
import dev.tandem.benchmarks.Benchmark;
import dev.tandem.benchmarks.Products;
import dev.tandem.benchmarks.Rounds;
import dev.tandem.benchmarks.report.Goal;
import dev.tandem.benchmarks.report.Result;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.service.assessment.GroupCommit;
import dev.tandem.service.stream.ServerDatabase;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.node.ConflictPolicy;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.tap.Tap;
import dev.tandem.stream.tap.TapResult;
import dev.tandem.stream.tap.Taps;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Phones that each give the next verdict when the last is on the server's disk: commits that take what has gathered, beside
 * a commit for each verdict. Without HTTP, so that what is compared is the commits; then all of it, over HTTP.
 */
public final class Ingest implements Benchmark {
    private static final List<Integer> QUICK = List.of(1, 50);
    private static final List<Integer> FULL = List.of(1, 10, 50, 200);
    private static final Duration QUICK_ROUND = Duration.ofMillis(200);
    private static final Duration FULL_ROUND = Duration.ofSeconds(2);
    static final int PRODUCTS = 10_000;
    private static final int MANY = 50;
    private static final double GOAL = 5;

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String question() {
        return "Taps durable on the server, beside a commit for each";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        List<Result> results = new ArrayList<>();
        for (Journal journal : Journal.values()) {
            for (int phones : bench.quick() ? QUICK : FULL) {
                Rounds rounds =
                        bench.inFolder(folder -> measured(bench, folder.resolve("products.db"), journal, phones));
                String measure = String.format(
                        Locale.ROOT, phones == 1 ? "%d phone, %s" : "%d phones, %s", phones, journal.inWords());
                Result result = Result.of(name(), measure, "taps/s", rounds.value())
                        .beside(rounds.reference("a commit for each"));
                results.add(phones == MANY ? result.goal(Goal.ratioAtLeast(GOAL)) : result);
            }
        }
        Duration length = bench.quick() ? QUICK_ROUND : FULL_ROUND;
        results.addAll(bench.inFolder(folder -> OverHttp.measured(bench, name(), folder, length)));
        return results;
    }

    /** How SQLite makes a commit durable: as in a file that Tandem has made, or as in one that was adopted as it was. */
    private enum Journal {
        WAL,
        DELETE;

        String inWords() {
            return "journal_mode " + name().toLowerCase(Locale.ROOT);
        }
    }

    private static Rounds measured(Bench bench, Path path, Journal journal, int phones) throws Exception {
        Products.make(path, PRODUCTS);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = " + journal);
        }
        Duration length = bench.quick() ? QUICK_ROUND : FULL_ROUND;
        Rounds rounds = new Rounds();
        try (ServerDatabase database = ServerDatabase.open(
                path, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE, ConflictPolicy.LATEST, List.of())) {
            queue(database);
            Taps taps = new Taps(database.file(), database.context());
            AtomicInteger next = new AtomicInteger();
            try (GroupCommit<Tap, TapResult> group = GroupCommit.start("verdicts", taps::record)) {
                for (int round = -1; round < bench.rounds(); round++) {
                    bench.progress()
                            .accept(phones + " phones" + (round < 0 ? ", warming up" : ", round " + (round + 1)));
                    double each = rate(phones, length, next, tap -> taps.record(List.of(tap)));
                    double together = rate(phones, length, next, tap -> group.commit(List.of(tap)));
                    if (round >= 0) {
                        rounds.add(together, each);
                    }
                }
            }
        }
        return rounds;
    }

    /** What phones are asked: each tap writes its queue row, too. */
    static void queue(ServerDatabase database) {
        database.file().write("queue products in", sql -> sql.update("""
                INSERT INTO assessment_queue (product_url, retailer, review_type, product_data)
                SELECT url, 'shop', 'modesty', '{"title": "Linen Dress"}' FROM products
                """));
        new Capture(database.file(), database.context()).run();
    }

    private static double rate(int phones, Duration length, AtomicInteger next, Consumer<Tap> server) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(phones);
        try {
            long started = System.nanoTime();
            long end = started + length.toNanos();
            List<Callable<Integer>> all = new ArrayList<>();
            for (int phone = 0; phone < phones; phone++) {
                all.add(() -> {
                    int taps = 0;
                    while (System.nanoTime() < end) {
                        server.accept(tap(next.getAndIncrement()));
                        taps++;
                    }
                    return taps;
                });
            }
            int taps = 0;
            for (Future<Integer> phone : threads.invokeAll(all)) {
                taps += phone.get();
            }
            return taps / ((System.nanoTime() - started) / 1e9);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Tap tap(int number) {
        long now = Instant.now().toEpochMilli() * 1000;
        Decision decision = number / PRODUCTS % 2 == 0 ? Decision.MODEST : Decision.NOT_MODEST;
        return new Tap(UUID.randomUUID(), Products.url(number % PRODUCTS), decision, "dress", null, "Ada", now, null);
    }
}
