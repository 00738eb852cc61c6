package dev.tandem.benchmarks.installation;

import dev.tandem.benchmarks.Bench;
import dev.tandem.benchmarks.Benchmark;
import dev.tandem.benchmarks.ClassArchives;
import dev.tandem.benchmarks.Rounds;
import dev.tandem.benchmarks.report.Goal;
import dev.tandem.benchmarks.report.Result;
import java.nio.file.Path;
import java.util.List;

/** What a verb takes that has nothing to do, beside a JVM that only says its version. */
public final class Start implements Benchmark {
    private static final int PRODUCTS = 1_362;
    private static final double STATUS = 450;
    private static final double SYNC = 600;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String question() {
        return "Verbs with nothing to do, from the command to its end, beside java -version";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        return bench.inFolder(folder -> {
            try (Installation installation = Installation.start(folder, PRODUCTS, bench.progress())) {
                return List.of(
                        measured(bench, "status", () -> installation.verb("status"))
                                .goal(Goal.atMost(STATUS)),
                        measured(bench, "sync", () -> installation.verb("sync", "--yes"))
                                .goal(Goal.atMost(SYNC)));
            }
        });
    }

    private Result measured(Bench bench, String what, Rounds.Timed verb) throws Exception {
        Rounds rounds = new Rounds();
        for (int round = -ClassArchives.WARM_UP; round < bench.rounds(); round++) {
            if (round == 0) {
                ClassArchives.await();
            }
            bench.progress().accept(what + (round < 0 ? ", warming up" : ", round " + (round + 1)));
            double took = Rounds.millis(verb);
            double java = Rounds.millis(Start::javaVersion);
            if (round >= 0) {
                rounds.add(took, java);
            }
        }
        return Result.of(name(), what + " with nothing to do", "ms", rounds.value())
                .beside(rounds.reference("java -version"));
    }

    private static void javaVersion() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(java.toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(java + " -version failed");
        }
    }
}
