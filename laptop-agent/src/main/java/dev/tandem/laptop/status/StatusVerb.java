package dev.tandem.laptop.status;

import dev.tandem.cli.CommonOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.output.Output;
import dev.tandem.laptop.file.AdoptedHere;
import dev.tandem.laptop.outlook.Outlook;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tandem status}. */
@Command(
        name = "status",
        description = "Tells what a sync would do, what is pending and what to do next. Changes nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem status",
            "  tandem status --database products.db --json",
            "",
            "Exit codes: 0 in step, 1 failed, 3 something is to be done."
        })
public final class StatusVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    @Override
    public Integer call() {
        Output output = options.output();
        Outlook outlook = Outlook.of(options.database(), options.settings(), output::waitingFor);
        String advice = Advice.on(outlook, AdoptedHere.insteadOf(options.database(), options.settings()));
        output.json(StatusAnswer.of(outlook, advice));
        if (!output.isJson()) {
            StatusText.show(output, outlook, advice);
        }
        boolean attention =
                !outlook.inSync() || outlook.local().conflicts() > 0 || StatusAnswer.deadLetters(outlook) > 0;
        return attention ? ExitCode.ATTENTION : ExitCode.DONE;
    }
}
