package dev.tandem.benchmarks.inspect;

import dev.tandem.benchmarks.Bench;
import dev.tandem.benchmarks.Benchmark;
import dev.tandem.benchmarks.ClassArchives;
import dev.tandem.benchmarks.report.Goal;
import dev.tandem.benchmarks.report.Result;
import dev.tandem.benchmarks.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** How soon operators' verbs answer on large topics, and in how much memory. */
public final class Inspect implements Benchmark {
    private static final int QUICK = 100_000;
    private static final int FULL = 1_000_000;
    private static final double SOON = 1_000;
    private static final double SMALL = 128;

    @Override
    public String name() {
        return "inspect";
    }

    @Override
    public String question() {
        return "Operators' verbs on large topics, from the command to the first line or the end, and their memory";
    }

    @Override
    public boolean isPartOfQuickRun() {
        return false;
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        int records = bench.quick() ? QUICK : FULL;
        return bench.inFolder(folder -> {
            bench.progress().accept("writing two topics of " + records + " records");
            try (LargeTopics topics = LargeTopics.fill(folder, records)) {
                String of = String.format(Locale.ROOT, ", %,d records", records);
                VerbRun tail = run(topics, "tail", "products", "--from", "beginning");
                VerbRun last = run(topics, "tail", "products");
                VerbRun letters = run(topics, "dead-letters", "list");
                VerbRun lag = run(topics, "lag");
                return List.of(
                        timed(bench, "tail from the beginning, first line" + of, tail::toFirstLine),
                        timed(bench, "tail, first line" + of, last::toFirstLine),
                        peak(bench, "tail from the beginning, all of it" + of, tail),
                        timed(bench, "dead-letters list, first line" + of, letters::toFirstLine),
                        peak(bench, "dead-letters list" + of, letters),
                        timed(bench, "lag, all of it" + of, lag::toTheEnd),
                        peak(bench, "lag" + of, lag));
            }
        });
    }

    private static VerbRun run(LargeTopics topics, String... verb) {
        return new VerbRun(topics, List.of(verb));
    }

    private interface Timing {
        double millis() throws Exception;
    }

    private Result timed(Bench bench, String what, Timing timing) throws Exception {
        List<Double> took = new ArrayList<>();
        for (int round = -ClassArchives.WARM_UP - 1; round < bench.rounds(); round++) {
            bench.progress().accept(what + (round < 0 ? ", warming up" : ", round " + (round + 1)));
            double millis = timing.millis();
            if (round >= 0) {
                took.add(millis);
            } else {
                ClassArchives.await();
            }
        }
        return Result.of(name(), what, "ms", Spread.of(took)).goal(Goal.atMost(SOON));
    }

    private Result peak(Bench bench, String what, VerbRun verb) throws Exception {
        bench.progress().accept(what + ", its memory");
        OptionalDouble megabytes = verb.peak();
        String measure = what + ", memory";
        return megabytes.isEmpty()
                ? Result.notRun(name(), measure, "the system does not tell what a process holds")
                : Result.of(name(), measure, "MB", Spread.of(List.of(megabytes.getAsDouble())))
                        .goal(Goal.atMost(SMALL));
    }
}
