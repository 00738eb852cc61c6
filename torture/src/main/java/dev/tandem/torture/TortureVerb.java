package dev.tandem.torture;

import dev.tandem.cli.VerbOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.process.StopSignal;
import dev.tandem.cli.process.TemporaryFolder;
import dev.tandem.torture.plan.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "torture",
        description = {
            "Lets a broker, a service, two laptops and catalog runs, each a process of its own, meet faults",
            "while phones tap and scripts write, and proves at the end that nothing acknowledged is missing",
            "and nothing was applied twice."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem torture                          # two minutes of faults, other ones each time",
            "  tandem torture --minutes 10 --seed 7    # the faults of that seed, and more of them",
            "  tandem torture --replay schedule.jsonl  # the faults that a run has written down",
            "",
            "Everything happens in a temporary folder, on a broker of its own. What fails is kept there.",
            "Exit codes: 0 all holds, 1 something is broken."
        })
final class TortureVerb implements Callable<Integer> {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final double MOST_MINUTES = 24 * 60;
    private static final int SHOWN = 20;

    @Mixin
    private VerbOptions options;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "From which the faults are drawn. Default: another each time.")
    private @Nullable Long seed;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "2",
            description = "How long faults are met; half ones are allowed. Default: ${DEFAULT-VALUE}.")
    private double minutes;

    @Option(names = "--replay", paramLabel = "FILE", description = "Meet the faults that a run has written down.")
    private @Nullable Path replay;

    @Option(names = "--keep", description = "Keep databases and logs also if all holds.")
    private boolean keep;

    @Override
    public Integer call() throws Exception {
        if (!(minutes > 0 && minutes <= MOST_MINUTES)) {
            throw UserError.usage(
                    "--minutes is " + minutes + ", but it has to be more than 0, and at most a day.",
                    "Give 2, or 0.5.");
        }
        Output output = options.output();
        Schedule schedule = replay != null ? Schedule.read(replay) : Schedule.of(theSeed(), (long) (minutes * 60_000));
        TemporaryFolder temporary = TemporaryFolder.make("tandem-torture");
        Path folder = temporary.path();
        Path written = folder.resolve("schedule.jsonl");
        schedule.write(written);
        output.note("seed " + schedule.seed() + ", " + schedule.faults().size() + " faults in "
                + schedule.millis() / 1000 + " s");
        long started = System.nanoTime();
        try (StopSignal stop = StopSignal.install(GRACE)) {
            Torture torture = new Torture(schedule, folder, stop, output::progress);
            List<String> broken;
            try {
                broken = torture.run();
            } catch (Exception e) {
                if (e instanceof InterruptedException || stop.requested()) {
                    temporary.close();
                    output.note("Stopped. Nothing is left of it.");
                    return ExitCode.FAILED;
                }
                output.note("Databases, logs and the schedule are kept in " + folder);
                throw e;
            }
            boolean kept = keep || !broken.isEmpty();
            Report report = new Report(
                    broken.isEmpty(),
                    schedule.seed(),
                    torture.faults(),
                    torture.missed(),
                    torture.ledger().acknowledged() - torture.ledger().rows(),
                    torture.ledger().rows(),
                    torture.events(),
                    broken,
                    kept ? written.toString() : null,
                    kept ? folder.toString() : null,
                    Duration.ofNanos(System.nanoTime() - started).toMillis());
            show(output, report);
            if (!kept) {
                temporary.close();
            }
            return broken.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private long theSeed() {
        return seed == null ? System.nanoTime() & 0xFFFF_FFFFL : seed;
    }

    private static void show(Output output, Report report) {
        output.json(report);
        output.line("faults met    " + report.faults()
                + (report.missed() == 0 ? "" : ", " + report.missed() + " met nothing"));
        output.line(
                "acknowledged  " + report.taps() + " taps, undos and listings, " + report.rows() + " rows of scripts");
        output.line("checked       " + report.events() + " events");
        if (report.passed()) {
            output.line(
                    "Nothing acknowledged is missing, nothing was applied twice, all databases are alike, no conflict is"
                            + " unrecorded, and status told the truth.");
            return;
        }
        report.broken().stream().limit(SHOWN).forEach(output::line);
        if (report.broken().size() > SHOWN) {
            output.line("… and " + (report.broken().size() - SHOWN) + " more");
        }
        output.line(report.broken().size() + " broken, by seed " + report.seed() + ". The same faults again:");
        output.line("  ./tandem torture --replay " + report.schedule());
        output.line("Databases and logs are in " + report.kept());
    }
}
