package dev.tandem.catalog.run;

import dev.tandem.catalog.feed.Item;
import dev.tandem.catalog.feed.Reject;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Table;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Records one pass over a retailer's catalog. */
@Command(
        name = "run",
        description = {
            "Read a feed, find what is new in it, and ask for reviews of that.",
            "A feed is a JSON array of products, each with a url and a title."
        },
        footer = {
            "%nExamples:%n  tandem catalog run --retailer revolve --category dresses --feed dresses.json",
            "  scrape | tandem catalog run --retailer revolve --category dresses --feed - --dry-run"
        })
public final class RunVerb implements Callable<Integer> {
    private static final int MOST_SHOWN = 20;

    @Mixin
    private LaptopOptions options;

    @Option(names = "--retailer", required = true, paramLabel = "R", description = "Whose catalog it is.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it.
    private String retailer;

    @Option(names = "--category", required = true, paramLabel = "C", description = "Which part of it.")
    @SuppressWarnings("NullAway.Init")
    private String category;

    @Option(names = "--feed", required = true, paramLabel = "FILE", description = "The feed; - is standard input.")
    @SuppressWarnings("NullAway.Init")
    private String feed;

    @Option(names = "--dry-run", description = "Show what is new, and change nothing.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException {
        RunRequest request = new RunRequest(name("--retailer", retailer), name("--category", category));
        long startedAt = Timestamps.toMicros(Instant.now());
        try (CatalogRun run = new CatalogRun()) {
            Feed source = new Feed(feed);
            try (InputStream in = source.open()) {
                run.read(in, source.name());
            }
            RunAnswer answer = dryRun ? tryOut(run, request) : publish(run, request, startedAt);
            show(answer);
        }
        return ExitCode.DONE;
    }

    private RunAnswer tryOut(CatalogRun run, RunRequest request) {
        Path database = options.database();
        if (Files.exists(database)) {
            try (SyncedFile file = SyncedFile.openReadOnly(database)) {
                run.match(file);
            }
        } else {
            run.match();
        }
        List<Item> first = run.count(MOST_SHOWN);
        if (!first.isEmpty()) {
            Table table = Table.of("new", "title", "url");
            first.forEach(item -> table.row(item.index(), item.title(), item.url()));
            options.output().table(table);
            more(run.tally().added() - first.size());
        }
        return RunAnswer.of(request, null, run.tally(), 0, 0);
    }

    private RunAnswer publish(CatalogRun run, RunRequest request, long startedAt) throws IOException {
        Path database = options.database().toAbsolutePath();
        Files.createDirectories(database.getParent());
        try (SyncedFile file = SyncedFile.openOrCreate(database)) {
            NodeContext context = Adoption.openAdopted(
                    file,
                    Role.LAPTOP,
                    options.settings().get(CommonSettings.CLOCK_ZONE),
                    options.settings().get(CommonSettings.CLOCK_TOLERANCE),
                    Optional.of(options.settings().get(CommonSettings.SYNC_TABLES)));
            Publication publication = new Publication(file, context, request, startedAt);
            run.match(file);
            run.write(publication);
            Delivery delivery = Delivery.of(file, context, options.kafka());
            delivery.notes().forEach(options.output()::note);
            delivery.trouble().ifPresent(trouble -> {
                options.output().note("The run is recorded, but not sent: " + trouble.getMessage() + ".");
                options.output().note("Its events wait in the database and go with the next sync.");
            });
            return RunAnswer.of(request, publication.runId(), run.tally(), delivery.sent(), delivery.pending());
        }
    }

    private void show(RunAnswer answer) {
        Output output = options.output();
        output.json(answer);
        if (answer.rejected() > 0) {
            Table table = Table.of("rejected", "reason");
            List<Reject> shown = answer.rejects().stream().limit(MOST_SHOWN).toList();
            shown.forEach(reject -> table.row(reject.index(), reject.reason()));
            output.table(table);
            more(answer.rejected() - shown.size());
        }
        output.line(answer.retailer() + " " + answer.category() + ": " + answer.scanned() + " scanned, "
                + answer.existing() + " existing, " + answer.added() + " new, " + answer.rejected() + " rejected.");
        if (answer.dryRun()) {
            output.line("This was a dry run: nothing was changed.");
        } else {
            output.line(answer.sent() + " changes sent, " + answer.pending() + " events waiting.");
        }
    }

    private void more(int count) {
        if (count > 0) {
            options.output().line("… and " + count + " more");
        }
    }

    private static String name(String flag, String given) {
        String stripped = given.strip();
        if (stripped.isEmpty() || stripped.length() > 100 || stripped.matches(".*\\p{Cntrl}.*")) {
            throw UserError.usage(flag + " takes a name of 1 to 100 characters on one line.", "Give it another name.");
        }
        return stripped;
    }
}
