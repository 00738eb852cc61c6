package dev.tandem.laptop.verify;

import dev.tandem.cli.CommonOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.process.StopSignal;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.connection.Kafka;
import dev.tandem.laptop.connection.NodeToken;
import dev.tandem.laptop.connection.PairedService;
import dev.tandem.laptop.connection.Service;
import dev.tandem.laptop.connection.ServiceAddress;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.laptop.sync.SyncSettings;
import dev.tandem.stream.node.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tandem verify}. */
@Command(
        name = "verify",
        description = "Compares this database with the server's, row by row where they differ, and mends it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem verify            # what differs; what is merely on its way is told apart",
            "  tandem verify --repair   # a copy is made first; then both sides end alike, by the usual rule",
            "  tandem verify --json",
            "",
            "Without the service, or a credential there, it compares what the rows add up to with the server's last",
            "receipt, and says of when that is.",
            "Exit codes: 0 identical, 1 failed, 3 not identical: something differs, or is still on its way (then sync)."
        })
public final class VerifyVerb implements Callable<Integer> {
    private static final Duration GRACE = Duration.ofSeconds(10);

    @Mixin
    private CommonOptions options;

    @Option(names = "--repair", description = "Mend what differs, through the merge, after making a copy.")
    private boolean repair;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The server's data folder, if it is on this machine. Default: data.")
    @Nullable
    String data;

    @Override
    public Integer call() {
        Output output = options.output();
        Path database = options.database();
        if (!Files.exists(database)) {
            throw UserError.failed(
                    "There is no database " + database + ".",
                    "Make one from what the server has with ./tandem sync, or name another (--database).");
        }
        try (StopSignal stop = StopSignal.install(GRACE);
                LaptopFile laptop =
                        repair ? LaptopFile.openOrMake(options, "verify --repair") : LaptopFile.open(options)) {
            List<String> nodes = laptop.file().read("read", Node::ids);
            Settings paired = PairedService.in(options.settings(), database);
            Service service = new Service(ServiceAddress.of(paired), NodeToken.find(paired, nodes));
            Verification verification = new Verification(laptop, Kafka.of(options.settings()), service, output);
            VerifyAnswer answer = repair
                    ? verification.repair(options.settings().get(SyncSettings.ANSWER_WITHIN), stop::requested)
                    : verification.compare(stop::requested);
            output.json(answer);
            if (!output.isJson()) {
                VerifyText.show(output, answer, database, named(paired), verification.isWithoutCredential());
            }
            return answer.needsAttention() ? ExitCode.ATTENTION : ExitCode.DONE;
        }
    }

    /** The service's address with where it comes from: who has set none may not know that there is a default. */
    static String named(Settings settings) {
        String origin = settings.find(CommonSettings.SERVICE_URL).isPresent()
                ? "from " + settings.origin(CommonSettings.SERVICE_URL)
                : "the default of service-url";
        return settings.get(CommonSettings.SERVICE_URL) + " (" + origin + ")";
    }
}
