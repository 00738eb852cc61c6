package dev.tandem.laptop.selftest;

import dev.tandem.cli.CommonOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Style;
import dev.tandem.cli.process.StopSignal;
import dev.tandem.laptop.connection.PairedService;
import dev.tandem.laptop.file.LaptopFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tandem selftest}. */
@Command(
        name = "selftest",
        description = "Tests the live system both ways with a product of its own, and takes each trace out again.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem selftest                  # on the server's machine: adds a reviewer, and revokes it after",
            "  tandem selftest --token-file F   # elsewhere: a reviewer's, from tandem reviewers add NAME --json",
            "  tandem selftest --clean          # takes out what an interrupted test has left",
            "",
            "It syncs this database first. Kafka keeps the few records of the test, which every node passes over.",
            "Exit codes: 0 passed, 1 failed."
        })
public final class SelftestVerb implements Callable<Integer> {
    private static final Duration GRACE = Duration.ofSeconds(20);

    @Mixin
    private CommonOptions options;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Holds the token of a reviewer, to assess with; /dev/stdin is standard input.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder of the server on this machine. Default: data.")
    @Nullable
    String data;

    @Option(
            names = "--laptop-answer-within",
            paramLabel = "TIME",
            description = "How long to wait for the server's answer to what was sent. Default: 20s.")
    @Nullable
    String answerWithin;

    @Option(names = "--clean", description = "Only take out what an interrupted test has left.")
    private boolean clean;

    @Override
    public Integer call() throws InterruptedException {
        Output output = options.output();
        String token = tokenFile == null ? null : Reviewer.token(tokenFile);
        Steps steps = new Steps(output);
        try (StopSignal stop = StopSignal.install(GRACE);
                LaptopFile laptop = LaptopFile.openToSend(options, "selftest")) {
            if (laptop.alone() == null) {
                throw UserError.failed(
                        "Another tandem is at work on " + options.database() + ".",
                        "End it for the length of the test (./tandem doctor says what it is).");
            }
            TestRun run = new TestRun(
                    laptop, PairedService.in(options.settings(), options.database()), output, steps, stop::requested);
            run.cleanUpLeftovers();
            if (!clean && !stop.requested()) {
                run.run(token);
            }
            steps.interrupted(stop.requested());
        }
        output.json(steps.answer());
        output.line();
        output.line(verdict(output, steps));
        return steps.passed() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private String verdict(Output output, Steps steps) {
        String left = " Nothing is left of it on either side"
                + (tokenFile == null && !clean ? " but a revoked reviewer;" : ";")
                + " Kafka keeps its few records, which every node passes over.";
        if (steps.failed()) {
            return output.styled(Style.BAD, "Failed.");
        }
        return steps.passed()
                ? output.styled(Style.GOOD, clean ? "Clean." : "Passed.") + left
                : output.styled(Style.BAD, "Interrupted, and not passed.") + left;
    }
}
