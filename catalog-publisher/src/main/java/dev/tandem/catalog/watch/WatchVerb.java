package dev.tandem.catalog.watch;

import dev.tandem.catalog.feed.Origin;
import dev.tandem.catalog.record.RunRequest;
import dev.tandem.catalog.run.CatalogSettings;
import dev.tandem.catalog.run.FeedOptions;
import dev.tandem.catalog.run.LaptopOptions;
import dev.tandem.catalog.run.Progress;
import dev.tandem.catalog.run.Reading;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem catalog watch}. */
@Command(
        name = "watch",
        description = {
            "Take feeds as they are dropped into a folder, until Ctrl-C: a catalog run for each.",
            "Whose they are is said by --retailer and --category, or else by where they lie: FOLDER/RETAILER/CATEGORY/.",
            "A feed that is done is moved to done/ beside it, a bad one to rejected/, with the reasons in FILE.reasons.txt.",
            "Names that end in .part or .tmp, or begin with a dot, are left alone: write under such a name, then rename."
        },
        footer = {
            "%nExamples:%n  tandem catalog watch feeds                  # feeds/revolve/dresses/2026-11-25.json",
            "  tandem catalog watch feeds --once           # for cron: takes what is there and ends",
            "  tandem catalog watch drop --retailer revolve --category dresses"
        })
public final class WatchVerb implements Callable<Integer> {
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    @Mixin
    private LaptopOptions options;

    @Mixin
    private FeedOptions reading;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "Where feeds are dropped.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it.
    private Path path;

    @Option(names = "--retailer", paramLabel = "R", description = "Whose catalog the feeds are of.")
    private @Nullable String retailer;

    @Option(names = "--category", paramLabel = "C", description = "Which part of it.")
    private @Nullable String category;

    @Option(names = "--once", description = "Take what is there, and end; exit code 3 if something was rejected.")
    private boolean once;

    @Option(
            names = "--catalog-settled-after",
            paramLabel = "TIME",
            description = "How long a file has to stay the same before it is taken. Default: 2s.")
    @Nullable
    String settledAfter;

    /** What {@code --once --json} answers. */
    record Answer(int done, int rejected, int waiting, int failed, List<Map<String, Object>> feeds) {}

    @Override
    @SuppressWarnings("try") // The right to the folder is held, and needs no more.
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isDirectory(path)) {
            throw UserError.failed("There is no folder " + path + ".", "Make it, and drop feeds there.");
        }
        DropFolder folder = new DropFolder(path, given());
        WatchLog log = new WatchLog(options.output(), Clock.systemUTC(), once);
        Reading how = reading.reading(log::noted, Progress.on(options.output()));
        Duration quiet = options.settings().get(CatalogSettings.SETTLED_AFTER);
        Optional<String> at = reading.shop().map(Origin::shopAt);
        FolderWatcher watcher = new FolderWatcher(folder, new Settled(quiet), options, how, at, log, Clock.systemUTC());
        try (StopSignal stop = StopSignal.install(GRACE);
                FolderLock lock = FolderLock.take(path)) {
            return once ? once(watcher, stop, quiet, log) : untilStopped(watcher, stop, folder, log);
        }
    }

    private int once(FolderWatcher watcher, StopSignal stop, Duration quiet, WatchLog log)
            throws IOException, InterruptedException {
        watcher.runOnce(stop::requested);
        stop.await(quiet.plusMillis(50));
        FolderWatcher.Round round = watcher.runOnce(stop::requested);
        options.output().json(new Answer(round.done(), round.rejected(), round.waiting(), round.failed(), log.told()));
        options.output()
                .line(round.done() + " done, " + round.rejected() + " rejected, " + (round.waiting() + round.failed())
                        + " left for the next time.");
        if (round.failed() > 0) {
            return ExitCode.FAILED;
        }
        return round.rejected() > 0 ? ExitCode.ATTENTION : ExitCode.DONE;
    }

    private int untilStopped(FolderWatcher watcher, StopSignal stop, DropFolder folder, WatchLog log)
            throws IOException, InterruptedException {
        log.watching(path, folder.given().isPresent() ? "" : "/RETAILER/CATEGORY");
        Duration pause = ROUND;
        while (!stop.await(pause)) {
            FolderWatcher.Round round = watcher.runOnce(stop::requested);
            pause = round.failed() > 0 ? shorter(pause.multipliedBy(2), LONGEST_PAUSE) : ROUND;
        }
        return ExitCode.DONE;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Optional<DropFolder.DroppedFrom> given() {
        if (retailer == null && category == null) {
            return Optional.empty();
        }
        if (retailer == null || category == null) {
            throw UserError.usage(
                    "--retailer and --category go together.",
                    "Give both, or neither and lay the feeds into FOLDER/RETAILER/CATEGORY/.");
        }
        RunRequest checked = RunRequest.of(retailer, category, false, CatalogSettings.rules(options.settings()));
        return Optional.of(new DropFolder.DroppedFrom(checked.retailer(), checked.category()));
    }
}
