package dev.tandem.laptop.sync;

import dev.tandem.cli.CommonOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Question;
import dev.tandem.cli.process.StopSignal;
import dev.tandem.laptop.connection.Kafka;
import dev.tandem.laptop.file.AdoptedHere;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.laptop.file.NewDatabase;
import dev.tandem.laptop.outlook.InWords;
import dev.tandem.laptop.outlook.Outlook;
import dev.tandem.stream.file.StreamException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tandem sync}. */
@Command(
        name = "sync",
        description =
                "Brings this database and the server's in step: merges what is new there, sends what changed here.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem sync              # tells what it would do, and asks",
            "  tandem sync --yes --json",
            "  tandem sync --pull-only  # merges, and sends nothing",
            "",
            "Exit codes: 0 done, 1 failed, 3 done, with new conflicts or dead letters, or without an answer of the server."
        })
public final class SyncVerb implements Callable<Integer> {
    private static final Duration GRACE = Duration.ofSeconds(10);

    @Mixin
    private CommonOptions options;

    @Option(names = "--yes", description = "Do not ask first.")
    private boolean yes;

    @Option(names = "--pull-only", description = "Merge what is new on the server, and send nothing.")
    private boolean pullOnly;

    @Option(names = "--push-only", description = "Send what changed here, and merge nothing.")
    private boolean pushOnly;

    @Option(
            names = "--laptop-answer-within",
            paramLabel = "TIME",
            description =
                    "How long the server may come no further with what was sent; three times as long once it has begun,"
                            + " and while a broker is missing."
                            + " Default: 20s.")
    @Nullable
    String answerWithin;

    @Option(
            names = "--backups-keep",
            paramLabel = "N",
            description = "How many copies of the database are kept. Default: 7.")
    @Nullable
    String backupsKeep;

    @Override
    public Integer call() {
        if (pullOnly && pushOnly) {
            throw UserError.usage("--pull-only and --push-only exclude each other.", "Pass neither to do both.");
        }
        Output output = options.output();
        Path database = options.database();
        long started = System.nanoTime();
        AdoptedHere.requireNone(database, options.settings());
        if (!yes && !agreed(output, database)) {
            output.line("Nothing was changed.");
            output.json(SyncAnswer.of(new Tally(""), since(started), true));
            return ExitCode.DONE;
        }
        NewDatabase.announce(database, options.settings(), output);
        try (StopSignal stop = StopSignal.install(GRACE);
                LaptopFile laptop = LaptopFile.openOrMake(options, "sync")) {
            Tally tally = new SyncRun(laptop, Kafka.of(options.settings()), output, stop::requested)
                    .run(direction(), options.settings().get(SyncSettings.ANSWER_WITHIN));
            SyncAnswer answer = SyncAnswer.of(tally, since(started), false);
            output.json(answer);
            if (stop.requested()) {
                output.note("Stopped before it was done. Nothing is lost; the next sync goes on from here.");
            }
            if (!output.isJson()) {
                SyncText.show(output, answer, database, direction(), stop.requested(), tally.isWaitingForAnswer());
            }
            return answer.needsAttention() || tally.isWaitingForAnswer() ? ExitCode.ATTENTION : ExitCode.DONE;
        }
    }

    /** Nobody is asked about nothing, and nobody can be asked without a terminal. */
    private boolean agreed(Output output, Path database) {
        if (!output.terminal().in()) {
            return Question.confirm(output, "Sync " + database + "?", false);
        }
        Outlook outlook = Outlook.of(database, options.settings(), output::waitingFor);
        Outlook.Trouble trouble = outlook.trouble();
        if (trouble != null && trouble.kind() == Outlook.Kind.REFUSED) {
            // Nobody is asked about what cannot be, and nothing goes on that nobody was asked about.
            throw new StreamException(trouble.message(), trouble.hint());
        }
        if (outlook.nothingToSync() || outlook.state() == Outlook.State.NOT_ADOPTED) {
            return true;
        }
        if (outlook.state() == Outlook.State.ABSENT) {
            return Question.confirm(output, "Make " + database + " from what the server has?", false);
        }
        output.note("From the server: " + (pushOnly ? "nothing, as asked" : InWords.incoming(outlook)));
        output.note("From here: " + (pullOnly ? "nothing, as asked" : InWords.outgoing(outlook)));
        return Question.confirm(output, "Sync " + database + "?", false);
    }

    private Direction direction() {
        if (pullOnly) {
            return Direction.PULL;
        }
        return pushOnly ? Direction.PUSH : Direction.BOTH;
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
