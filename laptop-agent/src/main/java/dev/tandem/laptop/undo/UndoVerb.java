package dev.tandem.laptop.undo;

import dev.tandem.cli.CommonOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Question;
import dev.tandem.cli.process.StopSignal;
import dev.tandem.laptop.connection.Kafka;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.laptop.outlook.InWords;
import dev.tandem.laptop.sync.Direction;
import dev.tandem.laptop.sync.SyncRun;
import dev.tandem.laptop.sync.SyncSettings;
import dev.tandem.laptop.undo.Retractions.Answered;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.file.SoleUse;
import dev.tandem.stream.kafka.BrokerAwayException;
import dev.tandem.stream.register.VerdictState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tandem undo}. Offline it asks for what this database knows of; the next sync carries that on. */
@Command(
        name = "undo",
        description = "Takes the verdicts of a reviewer back that were given in a time and still stand.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem undo --reviewer Ada --from 2026-01-31 --to 2026-01-31 --dry-run",
            "  tandem undo --reviewer Ada --from \"2026-01-31 14:00\" --to \"2026-01-31 15:30\"",
            "",
            "What stood before each verdict stands again, or its review is pending. A verdict that another one has",
            "followed stays as it is. Times without a zone are in clock.zone.",
            "Exit codes: 0 done, 1 failed, 3 some could not be taken back, or are not answered for yet."
        })
public final class UndoVerb implements Callable<Integer> {
    private static final Duration GRACE = Duration.ofSeconds(10);

    @Mixin
    private CommonOptions options;

    @Option(names = "--reviewer", required = true, paramLabel = "NAME", description = "Whose verdicts.")
    private String reviewer = "";

    @Option(names = "--from", required = true, paramLabel = "TIME", description = "Given then or later.")
    private String from = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "TIME",
            description = "Given then or earlier; a date means its end.")
    private String to = "";

    @Option(names = "--dry-run", description = "Tell which verdicts these are, and change nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask first.")
    private boolean yes;

    @Option(
            names = "--laptop-answer-within",
            paramLabel = "TIME",
            description = "How long to wait for the server's answer. Default: 20s.")
    @Nullable
    String answerWithin;

    @Override
    public Integer call() throws InterruptedException {
        Output output = options.output();
        Period period = Period.of(from, to, LaptopFile.zone(options.settings()));
        UndoAnswer answer = dryRun ? dryRun(period) : undo(output, period);
        output.json(answer);
        UndoText.show(output, answer, options.database());
        return answer.overtaken() + answer.underWay() > 0 ? ExitCode.ATTENTION : ExitCode.DONE;
    }

    private UndoAnswer dryRun(Period period) {
        try (LaptopFile laptop = LaptopFile.openToRead(options)) {
            return UndoAnswer.before(reviewer, standing(laptop, period), true);
        }
    }

    private UndoAnswer undo(Output output, Period period) throws InterruptedException {
        try (StopSignal stop = StopSignal.install(GRACE);
                LaptopFile laptop = LaptopFile.openToSend(options, "undo")) {
            sync(laptop, Direction.PULL, output, stop);
            List<VerdictState> standing = standing(laptop, period);
            String question = "Take " + InWords.count(standing.size(), "verdict") + " of " + reviewer + " back?";
            if (standing.isEmpty() || !Question.confirm(output, question, yes)) {
                return UndoAnswer.before(reviewer, standing, false);
            }
            List<Answered> all = new ArrayList<>();
            int found = 0;
            List<VerdictState> next = standing;
            while (!next.isEmpty()) {
                found += next.size();
                List<Answered> answered = takeBack(laptop, next, output, stop);
                all.addAll(answered);
                boolean done = answered.stream().noneMatch(each -> each.outcome() == Asked.Outcome.UNDER_WAY);
                next = done && !stop.requested() ? standingAgain(laptop, period, all) : List.of();
            }
            return UndoAnswer.after(reviewer, found, all);
        }
    }

    private List<Answered> takeBack(LaptopFile laptop, List<VerdictState> some, Output output, StopSignal stop)
            throws InterruptedException {
        Retractions retractions = new Retractions(laptop);
        retractions.ask(some);
        if (laptop.alone() == null) {
            output.progress(
                    "Waiting for " + SoleUse.heldBy(options.database()).orElse("the sync that is running") + " …");
            retractions.await(options.settings().get(SyncSettings.ANSWER_WITHIN), stop::requested);
        } else {
            sync(laptop, Direction.BOTH, output, stop);
        }
        return retractions.outcomes();
    }

    /** What they had decided in that time before, and what stands now that this was taken back; not what stays all the same. */
    private List<VerdictState> standingAgain(LaptopFile laptop, Period period, List<Answered> all) {
        Set<Version> asked = all.stream()
                .flatMap(each -> Stream.ofNullable(each.asked().target().version()))
                .collect(Collectors.toSet());
        return laptop.file().read("read", sql -> Standing.of(sql, reviewer, period)).stream()
                .filter(state -> !asked.contains(state.version()))
                .toList();
    }

    /** First in, to know what stands; then both ways. Without a connection what is asked for waits. */
    private void sync(LaptopFile laptop, Direction direction, Output output, StopSignal stop) {
        if (laptop.alone() == null) {
            return;
        }
        try {
            new SyncRun(laptop, Kafka.of(options.settings()), output, stop::requested)
                    .run(
                            direction,
                            direction == Direction.PULL
                                    ? Duration.ZERO
                                    : options.settings().get(SyncSettings.ANSWER_WITHIN));
        } catch (BrokerAwayException e) {
            if (direction == Direction.PULL) {
                output.warning("There is no connection (" + e.getMessage()
                        + "); this is about what this database knows, and goes out with the next sync.");
            }
        }
    }

    private List<VerdictState> standing(LaptopFile laptop, Period period) {
        return laptop.file().read("read", sql -> {
            List<VerdictState> standing = Standing.of(sql, reviewer, period);
            List<String> all = Standing.reviewers(sql);
            if (standing.isEmpty() && !all.contains(reviewer)) {
                throw UserError.failed(
                        "No verdict of " + reviewer + " stands in this database.",
                        all.isEmpty() ? "No reviewer's does." : "There are verdicts of: " + String.join(", ", all));
            }
            return standing;
        });
    }
}
