package dev.tandem.benchmarks.micro;

import dev.tandem.benchmarks.Bench;
import dev.tandem.benchmarks.Benchmark;
import dev.tandem.benchmarks.Rounds;
import dev.tandem.benchmarks.report.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What an event costs by itself, as JMH measures it in a process of its own. */
public final class Micro implements Benchmark {
    private static final Duration QUICK_ROUND = Duration.ofMillis(100);
    private static final Duration FULL_ROUND = Duration.ofSeconds(1);
    private static final int WARM_UP = 3;
    private static final String REFERENCE = "Reference";
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private static final List<Step> STEPS = List.of(
            new Step("read", "a record read as an event", "Jackson's tree of it"),
            new Step("write", "an event written as JSON", "Jackson's tree written"),
            new Step("hash", "a row hashed", "SHA-256 of its text"),
            new Step("timestamp", "a timestamp read, whichever its format", "java.time, one format"));

    private record Step(String method, String measure, String reference) {}

    @Override
    public String name() {
        return "micro";
    }

    @Override
    public String question() {
        return "What an event costs, in time and in memory allocated, beside the least that a library would do";
    }

    @Override
    public boolean isPartOfQuickRun() {
        return false;
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        bench.progress().accept("measuring with JMH");
        Map<String, Collection<IterationResult>> iterations = measured(bench);
        List<Result> results = new ArrayList<>();
        for (Step step : STEPS) {
            List<IterationResult> own = iterations(iterations, step.method());
            List<IterationResult> reference = iterations(iterations, step.method() + REFERENCE);
            Rounds nanos = new Rounds();
            Rounds bytes = new Rounds();
            for (int round = 0; round < own.size(); round++) {
                nanos.add(nanos(own.get(round)), nanos(reference.get(round)));
                bytes.add(bytes(own.get(round)), bytes(reference.get(round)));
            }
            results.add(
                    Result.of(name(), step.measure(), "ns", nanos.value()).beside(nanos.reference(step.reference())));
            results.add(Result.of(name(), step.measure() + ", allocated", "B", bytes.value())
                    .beside(bytes.reference(step.reference())));
        }
        return results;
    }

    private static Map<String, Collection<IterationResult>> measured(Bench bench) throws RunnerException {
        // Its lock is one file for all users of a machine: the first to measure would keep out whoever comes later.
        System.setProperty("jmh.ignoreLock", "true");
        TimeValue round = TimeValue.milliseconds((bench.quick() ? QUICK_ROUND : FULL_ROUND).toMillis());
        Options options = new OptionsBuilder()
                .include("^" + AnEvent.class.getName().replace(".", "\\.") + "\\.")
                .forks(1)
                .jvmArgs("-XX:+UseSerialGC")
                .warmupIterations(WARM_UP)
                .warmupTime(round)
                .measurementIterations(bench.rounds())
                .measurementTime(round)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        return new Runner(options)
                .run().stream()
                        .collect(Collectors.toMap(
                                Micro::method,
                                run -> run.getBenchmarkResults()
                                        .iterator()
                                        .next()
                                        .getIterationResults()));
    }

    private static String method(RunResult run) {
        String name = run.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static List<IterationResult> iterations(Map<String, Collection<IterationResult>> all, String method) {
        return List.copyOf(Objects.requireNonNull(all.get(method), method));
    }

    private static double nanos(IterationResult iteration) {
        return iteration.getPrimaryResult().getScore();
    }

    private static double bytes(IterationResult iteration) {
        return Objects.requireNonNull(iteration.getSecondaryResults().get(ALLOCATED), ALLOCATED)
                .getScore();
    }
}
