package dev.tandem.benchmarks.matching;

import dev.tandem.benchmarks.Bench;
import dev.tandem.benchmarks.Benchmark;
import dev.tandem.benchmarks.Rounds;
import dev.tandem.benchmarks.report.Goal;
import dev.tandem.benchmarks.report.Result;
import dev.tandem.benchmarks.report.Spread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A catalog run over a feed, half of which is known by its address, beside comparing each item with all that is known. */
public final class Matching implements Benchmark {
    private static final int FEW = 10_000;
    private static final double SECONDS = 60;
    private static final double MEGABYTES = 512;
    private static final double FLAT = 2;

    /** Items that are compared with all: what they take tells what a feed would. */
    private static final int SAMPLE = 10;

    /** Of the run that measures how the cost of an item grows with what is known. */
    private static final int FULL_ITEMS = 100_000;

    private static final int QUICK_ITEMS = 2_000;
    private static final int ITEMS_WITH_FEW = 10_000;

    @Override
    public String name() {
        return "matching";
    }

    @Override
    public String question() {
        return "Matching a feed with what is known, beside comparing each item with all by edit distance";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        int items = bench.quick() ? QUICK_ITEMS : FULL_ITEMS;
        int known = bench.quick() ? 100_000 : 1_000_000;
        return bench.inFolder(folder -> {
            InventedCatalog catalog = new InventedCatalog(bench.seed());
            Path many = folder.resolve("many.db");
            Path few = folder.resolve("few.db");
            Path feed = folder.resolve("feed.jsonl");
            Path smallFeed = folder.resolve("small-feed.jsonl");
            bench.progress().accept("making a catalog of " + known);
            catalog.make(many, known);
            catalog.make(few, FEW);
            catalog.feed(feed, items, known);
            catalog.feed(smallFeed, Math.min(items, ITEMS_WITH_FEW), FEW);
            Exhaustive exhaustive = new Exhaustive(catalog, known);
            Rounds seconds = new Rounds();
            Rounds growth = new Rounds();
            List<Double> peak = new ArrayList<>();
            for (int round = 0; round < bench.rounds(); round++) {
                bench.progress().accept("round " + (round + 1) + " of " + bench.rounds());
                CatalogRun run = CatalogRun.of(many, feed, folder);
                CatalogRun small = CatalogRun.of(few, smallFeed, folder);
                seconds.add(run.matchingSeconds(), exhaustive.secondsPerItem(SAMPLE) * items);
                growth.add(microseconds(run), microseconds(small));
                peak.add(run.peakMegabytes());
            }
            String what = String.format(Locale.ROOT, "%,d items, %,d known", items, known);
            Result matched = Result.of(name(), what, "s", seconds.value())
                    .beside(seconds.reference("exhaustive, from " + SAMPLE + " items"));
            return List.of(
                    bench.quick() ? matched : matched.goal(Goal.atMost(SECONDS)),
                    Result.of(name(), what + ", greatest resident size", "MB", Spread.of(peak))
                            .goal(Goal.atMost(MEGABYTES)),
                    Result.of(name(), what + ", an item", "µs", growth.value())
                            .beside(growth.reference(String.format(Locale.ROOT, "%,d known", FEW)))
                            .goal(Goal.ratioAtMost(FLAT)));
        });
    }

    private static double microseconds(CatalogRun run) {
        return run.matchingSeconds() * 1e6 / run.items();
    }
}
