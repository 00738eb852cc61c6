package dev.tandem.catalog.run;

import dev.tandem.catalog.feed.Origin;
import dev.tandem.catalog.feed.Reject;
import dev.tandem.catalog.record.CatalogRun;
import dev.tandem.catalog.record.Publication;
import dev.tandem.catalog.record.RunRequest;
import dev.tandem.catalog.record.Tally;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.MeantDatabase;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.adopt.AdoptedFiles;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.relay.Ahead;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A run from its feed to the stream, for whoever asks for one: a verb, or a folder that feeds are dropped into. What is
 * wrong with the feed shows while it is read; what fails after that is no fault of the feed's.
 */
public final class FeedRun implements AutoCloseable {
    private static final int MOST_TOLD = 20;

    private final LaptopOptions options;
    private final RunRequest request;
    private final CatalogRun run;
    private final Progress progress;
    private final long startedAt = Timestamps.toMicros(Instant.now());

    private FeedRun(LaptopOptions options, RunRequest request, Progress progress) {
        this.progress = progress;
        this.options = options;
        this.request = request;
        this.run = new CatalogRun(request, CatalogSettings.thresholds(options.settings()));
    }

    /**
     * Reads a feed to its end; nothing is written yet.
     *
     * @throws UserError if something is wrong with the feed
     */
    public static FeedRun read(
            LaptopOptions options, RunRequest request, InputStream feed, Origin origin, Reading how) {
        FeedRun read = new FeedRun(options, request, how.progress());
        boolean whole = false;
        try {
            read.run.read(how.progress().counted("reading " + origin.name(), feed), origin, how.names());
            if (!how.anyHost()) {
                read.compareHosts(origin, how);
            }
            if (how.strict() && read.run.tally().rejected() > 0) {
                throw strictly(read.run.tally());
            }
            whole = true;
            return read;
        } finally {
            if (!whole) {
                read.close();
            }
        }
    }

    private void compareHosts(Origin origin, Reading how) {
        if (Files.exists(options.database())) {
            try (SyncedFile file = SyncedFile.openReadOnly(options.database(), options.output()::waitingFor)) {
                Optional<String> strange = run.hosts().compare(file, origin.name(), request.retailer());
                if (how.strict() && strange.isPresent()) {
                    throw UserError.failed(
                            strange.get(), "Without --strict, or with --any-host, it is taken. Nothing was changed.");
                }
                strange.ifPresent(how.notes());
            }
        }
    }

    /**
     * Writes what is new to the laptop's file, in one transaction, and sends it if there is a connection.
     *
     * @param notes hears what the owner should know
     */
    public RunAnswer publish(Consumer<String> notes) throws IOException {
        MeantDatabase.requireNoneBeside(
                options.database(),
                options.settings(),
                () -> AdoptedFiles.laptopsIn(Path.of("")),
                () -> AdoptedFiles.notAdoptedIn(Path.of("")));
        Path database = options.database().toAbsolutePath();
        Files.createDirectories(database.getParent());
        try (SyncedFile file = SyncedFile.openOrCreate(database, options.output()::waitingFor)) {
            return publish(file, notes);
        }
    }

    /** The same, to a file that is open. */
    public RunAnswer publish(SyncedFile file, Consumer<String> notes) {
        try (Ahead ahead = Ahead.start(options.kafka())) {
            NodeContext context = adopted(options, file);
            Publication publication = new Publication(file, context, request, startedAt);
            progress.step("matching " + run.tally().scanned() + " products with what is known");
            run.match(file);
            progress.step("writing what is new");
            run.write(publication);
            progress.step("sending");
            Delivery delivery = deliver(options, file, context, ahead, notes);
            return RunAnswer.of(request, publication.runId(), run.tally(), delivery.sent(), delivery.pending());
        }
    }

    /** Does what is left of a run where its feed has not changed: what waits is sent, if there is a connection. */
    static RunAnswer unchanged(LaptopOptions options, RunRequest request, Consumer<String> notes) {
        try (SyncedFile file = SyncedFile.open(options.database(), options.output()::waitingFor);
                Ahead ahead = Ahead.start(options.kafka())) {
            Delivery delivery = deliver(options, file, adopted(options, file), ahead, notes);
            return RunAnswer.unchanged(request, delivery.sent(), delivery.pending());
        }
    }

    private static NodeContext adopted(LaptopOptions options, SyncedFile file) {
        return Adoption.openAdopted(
                file,
                Role.LAPTOP,
                options.settings().get(CommonSettings.CLOCK_ZONE),
                options.settings().get(CommonSettings.CLOCK_TOLERANCE),
                Optional.of(options.settings().get(CommonSettings.SYNC_TABLES)));
    }

    private static Delivery deliver(
            LaptopOptions options, SyncedFile file, NodeContext context, Ahead ahead, Consumer<String> notes) {
        Delivery delivery = Delivery.of(file, context, options.kafka(), ahead);
        delivery.notes().forEach(notes);
        delivery.trouble().ifPresent(trouble -> {
            notes.accept("The run is recorded, but not sent: " + trouble.getMessage() + ".");
            notes.accept("Its events wait in the database and go with the next sync.");
        });
        return delivery;
    }

    /** Tells what publishing would do, and changes nothing; gives the first items that are new, and their number. */
    RunAnswer tryOut(int most, Consumer<List<CatalogRun.Found>> first) {
        progress.step("matching " + run.tally().scanned() + " products with what is known");
        Path database = options.database();
        if (Files.exists(database)) {
            try (SyncedFile file = SyncedFile.openReadOnly(database, options.output()::waitingFor)) {
                run.match(file);
            }
        } else {
            run.match();
        }
        first.accept(run.count(most));
        return RunAnswer.of(request, null, run.tally(), 0, 0);
    }

    private static UserError strictly(Tally tally) {
        String reasons =
                tally.rejects().stream().limit(MOST_TOLD).map(Reject::inWords).collect(Collectors.joining("; "));
        return UserError.failed(
                tally.rejected() + " of " + tally.scanned() + " in the feed are no products: " + reasons + ".",
                "Without --strict the others are taken. Nothing was changed.");
    }

    @Override
    public void close() {
        run.close();
    }
}
