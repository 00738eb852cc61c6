package dev.tandem.laptop.adopt;

import dev.tandem.cli.VerbOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Escapes;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.laptop.connection.PairedService;
import dev.tandem.laptop.connection.Pairing;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.adopt.Adoption.Adopted;
import dev.tandem.stream.file.SoleUse;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.node.TandemTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem adopt}. */
@Command(
        name = "adopt",
        description = "Takes an existing products.db into Tandem, in place, or out again.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem adopt products.db --dry-run   # tells what would happen, and changes nothing",
            "  tandem adopt products.db             # a copy is made first, in tandem-backups beside the file",
            "  tandem adopt products.db --pair LINK # lets verify compare it with the server; see: tandem nodes add",
            "  tandem adopt products.db --undo      # takes out all that Tandem added to its schema",
            "",
            "Any program may go on writing to the file with plain SQL."
        })
public final class AdoptVerb implements Callable<Integer> {
    @Mixin
    private VerbOptions options;

    @Parameters(paramLabel = "FILE", description = "The SQLite file with the table products.")
    private Path file = Path.of("");

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Where Kafka is: what the stream has already is not published. Default: localhost:9092.")
    @Nullable
    String bootstrapServers;

    @Option(
            names = "--pair",
            paramLabel = "LINK",
            description =
                    "The link that ./tandem nodes add NAME printed: lets this laptop compare itself with the server.")
    private @Nullable String pair;

    @Option(names = "--dry-run", description = "Tell what would happen, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--undo",
            description =
                    "Take the file out of Tandem. Its rows stay as they are, without the columns that Tandem added; values in"
                            + " those are counted, and asked about, first.")
    private boolean undo;

    @Option(names = "--yes", description = "With --undo: do not ask about values that go.")
    private boolean yes;

    @Option(names = "--vacuum", description = "With --undo: give the room that it took back to the disk.")
    private boolean vacuum;

    @Override
    public Integer call() {
        Output output = options.output();
        Optional<Pairing> pairing = Optional.ofNullable(pair).map(Pairing::parse);
        if (pairing.isPresent() && (dryRun || undo)) {
            throw UserError.usage(
                    "--pair uses a link up, so it goes with neither --dry-run nor --undo.", "Pass it alone.");
        }
        if ((yes || vacuum) && !undo) {
            throw UserError.usage("--yes and --vacuum go with --undo.", "Adopting asks nothing and takes nothing out.");
        }
        requireFile();
        List<String> warnings = Surroundings.warnings(file);
        warnings.forEach(output::warning);
        if (undo) {
            undo(output, warnings);
        } else {
            adopt(output, pairing, warnings);
        }
        return ExitCode.DONE;
    }

    private void adopt(Output output, Optional<Pairing> pairing, List<String> warnings) {
        AdoptAnswer answer = onFile(database -> {
            Adopted adopted = Adoption.adopt(
                    database,
                    Role.LAPTOP,
                    LaptopFile.zone(options.settings()),
                    LaptopFile.tolerance(options.settings()),
                    Optional.of(LaptopFile.furtherTables(options.settings())));
            OptionalLong difference = Difference.count(database.path(), options.settings(), output::waitingFor);
            if (difference.isEmpty()) {
                output.note(
                        "The stream was not looked at, for Kafka does not answer. What it has already will not be sent.");
            }
            pairing.ifPresent(p -> redeem(p, adopted.context().node().id()));
            String paired = pairing.map(Pairing::serviceUrl).orElse(null);
            return AdoptAnswer.of(file, database, adopted, difference, dryRun, paired, warnings);
        });
        output.json(answer);
        if (!output.isJson()) {
            String serviceUrl = PairedService.in(options.settings(), file).get(CommonSettings.SERVICE_URL);
            AdoptText.show(output, answer, file, serviceUrl);
        }
    }

    /** Who is told only why pairing failed would not know that the file is in Tandem all the same. */
    private void redeem(Pairing pairing, String nodeId) {
        try {
            pairing.redeem(nodeId, options.settings());
        } catch (UserError e) {
            throw UserError.failed(
                    file + " is adopted, and is not paired. " + e.message(), e.hint() + " " + again(), e);
        } catch (StreamException e) {
            throw UserError.failed(
                    file + " is adopted, and is not paired: " + e.getMessage() + ".", e.hint() + ". " + again(), e);
        }
    }

    private String again() {
        return "Then: ./tandem adopt " + Escapes.quoted(file.toString())
                + " --pair 'LINK', with a new link if that one is used up or has lapsed.";
    }

    private void undo(Output output, List<String> warnings) {
        TakingOut takingOut = new TakingOut(file, output, options.settings(), warnings);
        UndoAnswer answer =
                onFile(database -> dryRun ? takingOut.foresee(database) : takingOut.run(database, yes, vacuum));
        output.json(answer);
        if (!output.isJson()) {
            AdoptText.show(output, answer);
        }
    }

    private <T> T onFile(Function<SyncedFile, T> work) {
        if (!dryRun) {
            try (SyncedFile database = SyncedFile.open(file, options.output()::waitingFor);
                    SoleUse alone = SoleUse.take(file, undo ? "adopt --undo" : "adopt")) {
                try {
                    return work.apply(database);
                } finally {
                    if (!isAdopted(database)) {
                        alone.forget();
                    }
                }
            }
        }
        try (TemporaryCopy copy = TemporaryCopy.of(file, options.output()::waitingFor);
                SyncedFile database = SyncedFile.open(copy.file())) {
            return work.apply(database);
        }
    }

    /** Whether it is in Tandem now; what cannot be read counts as if it were. */
    private static boolean isAdopted(SyncedFile database) {
        try {
            return database.read("read", TandemTables::exist);
        } catch (StreamException e) {
            return true;
        }
    }

    private void requireFile() {
        if (Files.isDirectory(file)) {
            throw UserError.failed(file + " is a folder, not a database.", "Name the SQLite file in it.");
        }
        if (!Files.exists(file)) {
            throw UserError.failed("There is no file " + file + ".", "Check the path, and the folder you are in.");
        }
    }
}
