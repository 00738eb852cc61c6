package dev.tandem.benchmarks.installation;

import dev.tandem.benchmarks.Bench;
import dev.tandem.benchmarks.Benchmark;
import dev.tandem.benchmarks.Rounds;
import dev.tandem.benchmarks.report.Goal;
import dev.tandem.benchmarks.report.Reference;
import dev.tandem.benchmarks.report.Result;
import dev.tandem.benchmarks.report.Spread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Bytes on the wire and time to bring changed rows to the other side, beside the whole-file copy that it replaces. */
public final class SyncCost implements Benchmark {
    private static final List<Integer> QUICK = List.of(1_362, 100_000);
    private static final List<Integer> FULL = List.of(1_362, 100_000, 1_000_000);
    private static final List<Integer> CHANGED = List.of(0, 5, 100, 1_000, 10_000);

    /** What has a goal: beside the few rows that are to take the same time everywhere, of the greater number only. */
    private static final List<Integer> QUICK_CHANGED = List.of(0, 5, 1_000);

    private static final int FLAT_AT = 5;
    private static final double FLAT = 1.2;
    private static final double KILOBYTE = 1_000;

    @Override
    public String name() {
        return "sync-cost";
    }

    @Override
    public String question() {
        return "Bringing changed rows to the laptop, beside copying the whole file both ways with a merge by ATTACH";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        List<Measured> all = new ArrayList<>();
        for (int products : bench.quick() ? QUICK : FULL) {
            all.addAll(bench.inFolder(folder -> {
                try (Installation installation = Installation.start(folder, products, bench.progress())) {
                    return measure(bench, installation, folder, products);
                }
            }));
        }
        List<Result> results = new ArrayList<>();
        all.forEach(measured -> results.addAll(measured.results()));
        results.add(flat(all.stream().filter(m -> m.changed() == FLAT_AT).toList()));
        return results;
    }

    private record Measured(int changed, int products, Spread time, List<Result> results) {}

    private List<Measured> measure(Bench bench, Installation installation, Path folder, int products) throws Exception {
        WholeFileCopy copy = WholeFileCopy.of(folder, products);
        List<Measured> all = new ArrayList<>();
        for (int changed : changed(bench.quick(), products)) {
            all.add(measure(bench, installation, copy, changed, products));
        }
        return all;
    }

    private static List<Integer> changed(boolean quick, int products) {
        if (quick) {
            return products == QUICK.get(0) ? List.of(FLAT_AT) : QUICK_CHANGED;
        }
        return CHANGED.stream().filter(changed -> changed <= products).toList();
    }

    private Measured measure(Bench bench, Installation installation, WholeFileCopy copy, int changed, int products)
            throws Exception {
        String what = String.format(Locale.ROOT, "%,d of %,d", changed, products);
        Rounds bytes = new Rounds();
        Rounds times = new Rounds();
        for (int round = -1; round < bench.rounds(); round++) {
            bench.progress().accept(what + (round < 0 ? ", warming up" : ", round " + (round + 1)));
            installation.assess(changed);
            AtomicLong onTheWire = installation.tunnel().count();
            double sync = Rounds.millis(() -> installation.verb("sync", "--yes"));
            double sent = onTheWire.get() / KILOBYTE;
            if (installation.alike() != products) {
                throw new IllegalStateException("after the sync the laptop is not in step with the server");
            }
            Verdicts.turnOver(copy.server(), changed, round);
            double whole = Rounds.millis(copy::run);
            if (round >= 0) {
                times.add(sync, whole);
                bytes.add(sent, copy.bytes() / KILOBYTE);
            }
        }
        Result wire =
                Result.of(name(), what + ", on the wire", "kB", bytes.value()).beside(bytes.reference("whole file"));
        Result time = Result.of(name(), what + ", time", "ms", times.value()).beside(times.reference("whole file"));
        List<Result> results = switch (changed) {
            case 0 -> List.of(wire.goal(Goal.atMost(8)), time.goal(Goal.atMost(500)));
            case 1_000 -> List.of(wire.goal(Goal.atMost(60)), time);
            default -> List.of(wire, time);
        };
        return new Measured(changed, products, times.value(), results);
    }

    /** The same few rows take the same time, however many there are. */
    private Result flat(List<Measured> few) {
        Measured small = few.get(0);
        Measured large = few.get(few.size() - 1);
        double ratio = large.time().median() / small.time().median();
        return Result.of(name(), measure(large), "ms", large.time())
                .beside(new Reference(measure(small), small.time(), new Spread(ratio, ratio, ratio, 1)))
                .goal(Goal.ratioAtMost(FLAT));
    }

    private static String measure(Measured few) {
        return String.format(Locale.ROOT, "%d of %,d", few.changed(), few.products());
    }
}
