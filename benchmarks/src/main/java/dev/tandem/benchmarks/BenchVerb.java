package dev.tandem.benchmarks;

import dev.tandem.benchmarks.report.Machine;
import dev.tandem.benchmarks.report.Report;
import dev.tandem.benchmarks.report.ReportText;
import dev.tandem.benchmarks.report.Result;
import dev.tandem.benchmarks.report.Run;
import dev.tandem.benchmarks.report.Saved;
import dev.tandem.cli.VerbOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "bench",
        description = {
            "Measures what Tandem claims, each beside what one would use instead or beside the limit of the machine.",
            "Only ratios within one run count: machines are shared and noisy."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem bench --quick               # all of them, small, in a few minutes",
            "  tandem bench sync-cost capture     # these, with a million products",
            "  tandem bench --quick --json        # one JSON object",
            "  tandem bench --save docs           # also writes benchmarks.md, benchmarks.json and plots there",
            "  tandem bench start --save docs     # that one anew; what was saved of the others stays",
            "",
            "Everything happens in temporary folders, on a broker of its own.",
            "Exit codes: 0 all goals are met, 1 a benchmark could not be run, 3 a goal is missed."
        })
final class BenchVerb implements Callable<Integer> {
    private static final int ROUNDS = 5;

    @Mixin
    private VerbOptions options;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Which benchmarks; all where none is named.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--quick", description = "Take the small sizes: at most 100,000 products.")
    private boolean quick;

    @Option(names = "--list", description = "Only say which benchmarks there are.")
    private boolean list;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "" + ROUNDS,
            description = "How often each measure is taken. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "Of what is invented. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--save", paramLabel = "DIR", description = "Also write the results and plots into that folder.")
    private @Nullable Path save;

    @Override
    public Integer call() throws Exception {
        Output output = options.output();
        if (list) {
            output.json(new Listed(Benchmarks.ALL.stream()
                    .map(b -> new Named(b.name(), b.question()))
                    .toList()));
            Benchmarks.ALL.forEach(b -> output.line(String.format("%-12s %s", b.name(), b.question())));
            return ExitCode.DONE;
        }
        if (rounds < 1) {
            throw UserError.usage("--rounds " + rounds + " measures nothing.", "Give 1 or more; 5 is the usual.");
        }
        List<Benchmark> chosen = chosen();
        output.line(Machine.here().inWords());
        List<Run> runs = new ArrayList<>();
        List<Run> wanted = new ArrayList<>();
        for (Benchmark benchmark : chosen) {
            Run run = run(benchmark, output);
            ReportText.show(output, benchmark.question(), run);
            runs.add(run);
            if (!isLeftOut(benchmark)) {
                wanted.add(run);
            }
        }
        Report report = new Report(runs);
        if (save != null) {
            List<String> order = Benchmarks.ALL.stream().map(Benchmark::name).toList();
            Saved.in(save, new Report(wanted), order).forEach(file -> output.note("wrote " + file));
        }
        output.json(report);
        output.line(ReportText.summary(report));
        if (new Report(wanted).count(Result.Standing.NOT_RUN) > 0) {
            return ExitCode.FAILED;
        }
        return report.count(Result.Standing.MISSED) > 0 ? ExitCode.ATTENTION : ExitCode.DONE;
    }

    private Run run(Benchmark benchmark, Output output) throws Exception {
        Machine machine = Machine.here();
        Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        long began = System.nanoTime();
        Bench bench = new Bench(quick, seed, rounds, text -> output.progress(benchmark.name() + ": " + text));
        List<Result> results = isLeftOut(benchmark)
                ? List.of(Result.notRun(
                        benchmark.name(),
                        "all",
                        "a quick run leaves it out unless it is asked for: tandem bench " + benchmark.name()
                                + " --quick"))
                : resultsOf(benchmark, bench);
        long millis = (System.nanoTime() - began) / 1_000_000;
        return new Run(benchmark.name(), at.toString(), quick, seed, machine, millis, results);
    }

    private boolean isLeftOut(Benchmark benchmark) {
        return quick && names.isEmpty() && !benchmark.isPartOfQuickRun();
    }

    /** One that fails takes no other with it, unless its details are asked for. */
    private List<Result> resultsOf(Benchmark benchmark, Bench bench) throws Exception {
        try {
            return benchmark.run(bench);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (options.isDebug()) {
                throw e;
            }
            return List.of(Result.notRun(benchmark.name(), benchmark.question(), String.valueOf(e)));
        }
    }

    private List<Benchmark> chosen() {
        if (names.isEmpty()) {
            return Benchmarks.ALL;
        }
        List<Benchmark> chosen = new ArrayList<>();
        for (String name : names) {
            Optional<Benchmark> known =
                    Benchmarks.ALL.stream().filter(b -> b.name().equals(name)).findFirst();
            chosen.add(known.orElseThrow(() -> UserError.usage(
                    "There is no benchmark " + name + ".",
                    "There are: " + Benchmarks.ALL.stream().map(Benchmark::name).collect(Collectors.joining(", "))
                            + ".")));
        }
        return chosen;
    }

    /** What {@code --list --json} answers. */
    record Listed(List<Named> benchmarks) {}

    /** A benchmark. */
    record Named(String name, String question) {}
}
