package dev.tandem.benchmarks.installation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.benchmarks.Bench;
import dev.tandem.benchmarks.Benchmark;
import dev.tandem.benchmarks.report.Goal;
import dev.tandem.benchmarks.report.Result;
import dev.tandem.benchmarks.report.Spread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** From the commit of a catalog run in the laptop's file to its new products on the queue that phones are shown. */
public final class RunToQueue implements Benchmark {
    private static final int PRODUCTS = 20_000;
    private static final int NEW = 1_000;
    private static final double MILLIS = 2_000;

    @Override
    public String name() {
        return "run-to-queue";
    }

    @Override
    public String question() {
        return "From a catalog run's commit on the laptop to its new products on the server's queue";
    }

    @Override
    public boolean isPartOfQuickRun() {
        return false;
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        return bench.inFolder(folder -> {
            try (Installation installation = Installation.start(folder, PRODUCTS, bench.progress())) {
                List<Double> first = new ArrayList<>();
                List<Double> all = new ArrayList<>();
                for (int round = -1; round < bench.rounds(); round++) {
                    bench.progress().accept("a run" + (round < 0 ? "" : ", round " + (round + 1)));
                    NewProducts products = new NewProducts(bench.seed(), round + 1, NEW);
                    Arrived arrived = once(installation, products, folder);
                    if (round >= 0) {
                        first.add(arrived.first());
                        all.add(arrived.all());
                    }
                }
                String what = String.format(Locale.ROOT, "%,d new products", NEW);
                return List.of(
                        Result.of(name(), what + ", the first on the queue", "ms", Spread.of(first)),
                        Result.of(name(), what + ", all on the queue", "ms", Spread.of(all))
                                .goal(Goal.atMost(MILLIS)));
            }
        });
    }

    /** Milliseconds from the commit on. */
    private record Arrived(double first, double all) {}

    private static Arrived once(Installation installation, NewProducts products, Path folder) throws Exception {
        Path feed = products.feed(folder);
        try (QueueWatch watch = QueueWatch.of(installation, products)) {
            JsonNode said = installation.verb(
                    "catalog", "run", "--retailer", "invented", "--category", "all", "--feed", feed.toString());
            if (said.path("new").asInt() != NEW) {
                throw new IllegalStateException("the run found " + said);
            }
            QueueWatch.Times times = watch.times();
            double commit = watch.committed(said.path("runId").asText());
            return new Arrived(times.first() - commit, times.all() - commit);
        }
    }
}
