package dev.tandem.laptop.doctor;

import dev.tandem.cli.CommonOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Style;
import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.connection.Aside;
import dev.tandem.laptop.connection.PairedService;
import dev.tandem.laptop.doctor.Check.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tandem doctor}. */
@Command(
        name = "doctor",
        description =
                "Looks at settings, database, broker, topics, service and clocks, and says what to do. Changes nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem doctor",
            "  tandem doctor --database products.db --json",
            "",
            "Exit codes: 0 all is well, 1 something failed, 3 something needs attention."
        })
public final class DoctorVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The server's data folder, if it is on this machine. Default: data.")
    @Nullable
    String data;

    /** What {@code doctor --json} answers. */
    record Answer(boolean healthy, long attention, long failed, List<Check> checks) {
        static Answer of(List<Check> checks) {
            long attention = count(checks, State.ATTENTION);
            long failed = count(checks, State.FAILED);
            return new Answer(attention + failed == 0, attention, failed, checks);
        }

        private static long count(List<Check> checks, State state) {
            return checks.stream().filter(check -> check.state() == state).count();
        }
    }

    @Override
    public Integer call() {
        Output output = options.output();
        Path database = options.database();
        Settings settings = PairedService.in(options.settings(), database);
        CompletableFuture<List<Check>> service =
                Aside.start("look-at-service", () -> new ServiceChecks(settings).run());
        CompletableFuture<List<Check>> stream =
                Aside.start("look-at-broker", () -> new StreamChecks(settings, database).run());
        CompletableFuture<List<Check>> credential =
                Aside.start("look-at-credential", () -> new CredentialCheck(settings, database).run());
        List<Check> checks = new ArrayList<>(SettingsChecks.of(settings));
        checks.addAll(new FileChecks(database, settings, output::waitingFor).run());
        checks.addAll(new StandingChecks(database, settings).run());
        checks.addAll(Patience.wait(stream, "broker"));
        checks.addAll(Patience.wait(service, "service"));
        checks.addAll(Patience.wait(credential, "credential"));
        Answer answer = Answer.of(checks);
        output.json(answer);
        show(output, answer);
        if (answer.failed() > 0) {
            return ExitCode.FAILED;
        }
        return answer.attention() > 0 ? ExitCode.ATTENTION : ExitCode.DONE;
    }

    private static void show(Output output, Answer answer) {
        for (Check check : answer.checks()) {
            Style style = switch (check.state()) {
                case OK -> Style.GOOD;
                case ATTENTION -> Style.WARNING;
                case FAILED -> Style.BAD;
                case SKIPPED -> Style.DIM;
            };
            String state = output.styled(style, "%-9s".formatted(check.state().text()));
            output.line(state + "  " + "%-14s".formatted(check.name()) + "  " + check.message());
            if (!check.advice().isEmpty()) {
                output.line(" ".repeat(27) + check.advice());
            }
        }
        output.line();
        output.line(
                answer.healthy()
                        ? output.styled(Style.GOOD, "All is well.")
                        : answer.failed() + " failed, " + answer.attention() + " to look at.");
    }
}
