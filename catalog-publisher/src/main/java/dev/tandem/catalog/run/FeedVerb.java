package dev.tandem.catalog.run;

import dev.tandem.catalog.feed.FieldNames;
import dev.tandem.catalog.feed.Reject;
import dev.tandem.catalog.match.Match;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the verbs have in common that record one pass over a retailer's catalog. */
abstract class FeedVerb implements Callable<Integer> {
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

    @Option(
            names = "--map",
            paramLabel = "FIELD=NAME",
            description = "The feed has a field under another name: --map price=cost. May be repeated.")
    private Map<String, String> mapped = new LinkedHashMap<>();

    @Option(names = "--strict", description = "Fail, and change nothing, if anything in the feed is no product.")
    private boolean strict;

    @Option(names = "--dry-run", description = "Show what is new and why, and change nothing.")
    private boolean dryRun;

    /** Whether the run asks for no reviews. */
    abstract boolean baseline();

    @Override
    public final Integer call() throws IOException {
        RunRequest request = new RunRequest(name("--retailer", retailer), name("--category", category), baseline());
        long startedAt = Timestamps.toMicros(Instant.now());
        FieldNames names = FieldNames.ofScrapers().with(mapped);
        try (CatalogRun run = new CatalogRun(request, CatalogSettings.thresholds(options.settings()))) {
            Feed source = new Feed(feed);
            try (InputStream in = source.open()) {
                run.read(in, source.name(), names);
            }
            if (strict && run.tally().rejected() > 0) {
                throw strictly(run.tally());
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
        List<CatalogRun.Found> first = run.count(MOST_SHOWN);
        if (!first.isEmpty()) {
            Table table = Table.of("line", "would be", "title", "url", "why");
            first.forEach(found -> table.row(
                    found.item().line(),
                    found.match().isPresent() ? "suspected" : "new",
                    found.item().title(),
                    found.item().url(),
                    found.match().map(FeedVerb::why).orElse("nothing like it is known")));
            options.output().table(table);
            more(run.tally().added() + run.tally().suspected() - first.size());
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
            Table table = Table.of("line", "rejected, since");
            List<Reject> shown = answer.rejects().stream().limit(MOST_SHOWN).toList();
            shown.forEach(reject -> table.row(reject.line(), reject.reason()));
            output.table(table);
            more(answer.rejected() - shown.size());
        }
        output.line(answer.retailer() + " " + answer.category() + ": " + answer.scanned() + " scanned, "
                + answer.existing() + " existing"
                + (answer.changed() > 0 ? " (" + answer.changed() + " of them changed), " : ", ") + answer.added()
                + " new, "
                + answer.suspectedDuplicates() + " suspected duplicates, " + answer.rejected() + " rejected.");
        if (answer.dryRun()) {
            output.line("This was a dry run: nothing was changed.");
        } else {
            output.line(answer.sent() + " changes sent, " + answer.pending() + " events waiting.");
        }
    }

    private static String why(Match match) {
        return match.strategy().text().replace('_', ' ') + ", " + Math.round(match.confidence() * 100) + " %: "
                + match.knownUrl();
    }

    private static UserError strictly(Tally tally) {
        String reasons = tally.rejects().stream()
                .limit(MOST_SHOWN)
                .map(reject -> "line " + reject.line() + ": " + reject.reason())
                .collect(Collectors.joining("; "));
        return UserError.failed(
                tally.rejected() + " of " + tally.scanned() + " in the feed are no products: " + reasons + ".",
                "Without --strict the others are taken. Nothing was changed.");
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
