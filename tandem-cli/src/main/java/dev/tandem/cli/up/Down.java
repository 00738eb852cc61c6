package dev.tandem.cli.up;

import dev.tandem.cli.VerbOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.settings.CommonSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops what {@code up} has started. */
@Command(
        name = "down",
        description = "Stops what tandem up has started on a data folder, and waits until it has ended.",
        footerHeading = "%nExample:%n",
        footer = "  tandem down --data data")
public final class Down implements Callable<Integer> {

    private static final Duration STOP_WITHIN = Duration.ofSeconds(75);

    @Mixin
    VerbOptions options;

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder of tandem up. Default: data.")
    @Nullable
    String data;

    private record Stopped(boolean stopped, @Nullable Long pid) {}

    @Override
    public Integer call() throws InterruptedException {
        Path folder =
                options.settings().get(CommonSettings.DATA).toAbsolutePath().normalize();
        Optional<ProcessHandle> running = RunningUp.on(folder);
        if (running.isEmpty()) {
            options.output().line("Nothing is running on " + folder + ".");
            options.output().json(new Stopped(false, null));
            return ExitCode.DONE;
        }
        ProcessHandle up = running.get();
        options.output().progress("Stopping process " + up.pid() + " …");
        if (!up.destroy()) {
            throw UserError.failed(
                    "Process " + up.pid() + ", which runs on " + folder + ", could not be told to stop.",
                    "Stop it as the user who started it.");
        }
        if (!hasLeft(up, folder)) {
            throw UserError.failed(
                    "Process " + up.pid() + " was told to stop and has not ended within " + STOP_WITHIN.toSeconds()
                            + " seconds.",
                    "See up.log in " + folder + ", or end it with: kill -9 " + up.pid());
        }
        options.output().line("Stopped.");
        options.output().json(new Stopped(true, up.pid()));
        return ExitCode.DONE;
    }

    /** The lock tells it sooner than the process table, where one that has ended may linger. */
    private static boolean hasLeft(ProcessHandle up, Path folder) throws InterruptedException {
        Instant until = Instant.now().plus(STOP_WITHIN);
        while (RunningUp.on(folder).filter(up::equals).isPresent()) {
            if (Instant.now().isAfter(until)) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }
}
