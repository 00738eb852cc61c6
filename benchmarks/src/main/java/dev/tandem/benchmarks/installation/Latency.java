package dev.tandem.benchmarks.installation;

import dev.tandem.benchmarks.Bench;
import dev.tandem.benchmarks.Benchmark;
import dev.tandem.benchmarks.Rounds;
import dev.tandem.benchmarks.report.Goal;
import dev.tandem.benchmarks.report.Result;
import dev.tandem.benchmarks.report.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;

/** From a tap, over HTTP, to the row in the laptop's file, while a watch runs, beside the bare sum of its steps. */
public final class Latency implements Benchmark {
    private static final List<Integer> QUICK = List.of(1, 50);
    private static final List<Integer> FULL = List.of(1, 10, 50);
    private static final int PRODUCTS = 20_000;
    private static final int QUICK_TAPS = 8;
    private static final int FULL_TAPS = 200;

    private static final int TAPS_A_PHONE = 4;
    private static final int QUICK_BARE_SUMS = 6;
    private static final int FULL_BARE_SUMS = 30;

    /** Between the taps of a phone: fast thumbs. */
    private static final int PAUSE_MS = 300;

    /** Between two bare sums: as long as it takes for caches and connections to cool as they do between taps. */
    private static final long BARE_PAUSE_MS = 30;

    /** As many as a reviewer gives in an evening, in haste: until then much of the code runs interpreted. */
    private static final int WARM_UP = 200;

    private static final int WARM_UP_PHONES = 20;
    private static final int WARM_UP_PAUSE_MS = 50;

    private static final double HALF = 2;
    private static final double NEARLY_ALL = 3;
    private static final double BULK = 2_000;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String question() {
        return "From a tap to the row in the laptop's file, beside two commits and a record from producer to consumer";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        return bench.inFolder(folder -> {
            try (Installation installation = Installation.start(folder, PRODUCTS, bench.progress())) {
                Phones phones = Phones.pair(installation, Collections.max(FULL));
                try (Watch watch = Watch.start(installation);
                        BareSum bare = BareSum.on(installation.bootstrapServers(), folder)) {
                    List<Result> results = measured(bench, phones, watch, bare);
                    results.add(bulk(bench, installation));
                    return results;
                }
            }
        });
    }

    private List<Result> measured(Bench bench, Phones phones, Watch watch, BareSum bare) throws Exception {
        AtomicInteger product = new AtomicInteger();
        Random moments = new Random(bench.seed());
        bench.progress().accept("warming up");
        taps(phones, watch, WARM_UP_PHONES, WARM_UP, WARM_UP_PAUSE_MS, product, moments);
        List<Result> results = new ArrayList<>();
        for (int at : bench.quick() ? QUICK : FULL) {
            Rounds half = new Rounds();
            Rounds nearlyAll = new Rounds();
            List<Double> allTaps = new ArrayList<>();
            List<Double> allSums = new ArrayList<>();
            for (int round = 0; round < bench.rounds(); round++) {
                bench.progress().accept(at + " phones, round " + (round + 1));
                int taps = Math.max(bench.quick() ? QUICK_TAPS : FULL_TAPS, TAPS_A_PHONE * at);
                double[] took = taps(phones, watch, at, taps, PAUSE_MS, product, moments);
                double[] sum = bareSums(bare, bench.quick() ? QUICK_BARE_SUMS : FULL_BARE_SUMS);
                half.add(share(took, 0.5), share(sum, 0.5));
                nearlyAll.add(share(took, 0.99), share(sum, 0.99));
                DoubleStream.of(took).forEach(allTaps::add);
                DoubleStream.of(sum).forEach(allSums::add);
            }
            String who = at == 1 ? "1 phone" : at + " phones";
            results.add(result(who + ", median", half).goal(Goal.ratioAtMost(HALF)));
            results.add(result(who + ", 99 %", nearlyAll).goal(Goal.ratioAtMost(NEARLY_ALL)));
            if (!bench.quick()) {
                // So few are among a round's taps by luck alone: of all rounds together.
                Rounds all = new Rounds();
                all.add(share(sorted(allTaps), 0.999), share(sorted(allSums), 0.999));
                results.add(result(who + ", 99.9 %", all));
            }
        }
        return results;
    }

    /** The other way: what a script writes to the laptop's file at once. */
    private Result bulk(Bench bench, Installation installation) throws Exception {
        List<Double> took = new ArrayList<>();
        try (BulkUpdate bulk = BulkUpdate.on(installation)) {
            for (int round = -1; round < bench.rounds(); round++) {
                bench.progress().accept("a script's bulk update" + (round < 0 ? "" : ", round " + (round + 1)));
                double millis = bulk.once(1_000 + round);
                if (round >= 0) {
                    took.add(millis);
                }
            }
        }
        String measure = String.format(Locale.ROOT, "UPDATE of %,d rows on the laptop, on the server", BulkUpdate.ROWS);
        return Result.of(name(), measure, "ms", Spread.of(took)).goal(Goal.atMost(BULK));
    }

    private Result result(String measure, Rounds rounds) {
        return Result.of(name(), measure, "ms", rounds.value()).beside(rounds.reference("bare sum"));
    }

    /** Milliseconds that each tap took; nobody waits for another to begin. */
    private static double[] taps(
            Phones phones, Watch watch, int at, int taps, int pauseMs, AtomicInteger product, Random moments)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(at);
        try {
            List<Callable<List<Double>>> all = new ArrayList<>();
            for (int phone = 0; phone < at; phone++) {
                int its = phone;
                int begins = moments.nextInt(pauseMs);
                all.add(() -> {
                    List<Double> took = new ArrayList<>();
                    Thread.sleep(begins);
                    for (int tap = 0; tap < taps / at; tap++) {
                        String url = phones.url(product.getAndIncrement() % PRODUCTS);
                        long started = System.nanoTime();
                        long seen = watch.afterwards(url, () -> phones.assess(its, url));
                        took.add((seen - started) / 1e6);
                        Thread.sleep(pauseMs);
                    }
                    return took;
                });
            }
            List<Double> took = new ArrayList<>();
            for (Future<List<Double>> phone : threads.invokeAll(all)) {
                took.addAll(phone.get());
            }
            return sorted(took);
        } finally {
            threads.shutdownNow();
        }
    }

    private static double[] bareSums(BareSum bare, int many) throws Exception {
        double[] sums = new double[many];
        for (int i = 0; i < sums.length; i++) {
            Thread.sleep(BARE_PAUSE_MS);
            sums[i] = bare.once();
        }
        Arrays.sort(sums);
        return sums;
    }

    private static double[] sorted(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static double share(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))];
    }
}
