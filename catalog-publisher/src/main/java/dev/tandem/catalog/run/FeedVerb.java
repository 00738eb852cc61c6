package dev.tandem.catalog.run;

import dev.tandem.catalog.feed.Reject;
import dev.tandem.catalog.feed.Warning;
import dev.tandem.catalog.fetch.Validators;
import dev.tandem.catalog.match.Match;
import dev.tandem.catalog.record.CatalogRun;
import dev.tandem.catalog.record.RunRequest;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the verbs have in common that record one pass over a retailer's catalog. */
abstract class FeedVerb implements Callable<Integer> {
    private static final int MOST_SHOWN = 20;

    @Mixin
    private LaptopOptions options;

    @Mixin
    private FeedOptions reading;

    @Option(names = "--retailer", required = true, paramLabel = "R", description = "Whose catalog it is.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it.
    private String retailer;

    @Option(names = "--category", required = true, paramLabel = "C", description = "Which part of it.")
    @SuppressWarnings("NullAway.Init")
    private String category;

    @Option(
            names = "--feed",
            required = true,
            paramLabel = "FEED",
            description = "A file, an address (https://…), or - for standard input.")
    @SuppressWarnings("NullAway.Init")
    private String feed;

    @Option(names = "--dry-run", description = "Show what is new and why, and change nothing.")
    private boolean dryRun;

    @Option(names = "--again", description = "Take a feed on the web although it has not changed since its last run.")
    private boolean again;

    /** Whether the run asks for no reviews. */
    abstract boolean baseline();

    @Override
    public final Integer call() throws IOException {
        RunRequest request = RunRequest.of(retailer, category, baseline(), CatalogSettings.rules(options.settings()));
        Progress progress = Progress.on(options.output());
        Reading how = reading.reading(options.output()::note, progress);
        Feed source = new Feed(feed);
        String about = String.join(
                "/",
                request.retailer(),
                request.category(),
                request.kind(),
                reading.mapped().toString());
        Validators known = dryRun || again || !source.isOnTheWeb()
                ? Validators.NONE
                : FeedVersions.known(options.database(), source.given(), about, options.output()::waitingFor);
        long most = options.settings().get(CatalogSettings.LARGEST_FEED) * 1_000_000L;
        Optional<Feed.Opened> opened = source.open(known, most, progress);
        if (opened.isEmpty()) {
            show(FeedRun.unchanged(options, request, options.output()::note));
            return ExitCode.DONE;
        }
        try (Feed.Opened in = opened.get();
                FeedRun run = FeedRun.read(options, request, in.in(), source.origin(reading.shop()), how)) {
            show(dryRun ? tryOut(run) : run.publish(options.output()::note));
            if (!dryRun && !in.version().areNone()) {
                FeedVersions.taken(
                        options.database(), source.given(), about, in.version(), options.output()::waitingFor);
            }
        }
        return ExitCode.DONE;
    }

    private RunAnswer tryOut(FeedRun run) {
        List<CatalogRun.Found> first = new ArrayList<>();
        RunAnswer answer = run.tryOut(MOST_SHOWN, first::addAll);
        if (!first.isEmpty()) {
            Table table = Table.of("item", "line", "would be", "title", "url", "why");
            first.forEach(found -> table.row(
                    found.item().index() + 1,
                    found.item().line(),
                    found.match().isPresent() ? "suspected" : found.draft() ? "draft" : "new",
                    found.item().title(),
                    found.item().url(),
                    found.match().map(FeedVerb::why).orElse("nothing like it is known")));
            options.output().table(table);
            more(answer.added() + answer.suspectedDuplicates() - first.size());
        }
        return answer;
    }

    private void show(RunAnswer answer) {
        Output output = options.output();
        output.json(answer);
        if (answer.rejected() > 0) {
            Table table = Table.of("item", "line", "column", "rejected, since");
            List<Reject> shown = answer.rejects().stream().limit(MOST_SHOWN).toList();
            shown.forEach(it -> table.row(it.index() + 1, it.line(), it.column(), it.reason()));
            output.table(table);
            more(answer.rejected() - shown.size());
        }
        if (answer.warned() > 0) {
            Table table = Table.of("item", "line", "column", "taken, but");
            List<Warning> shown = answer.warnings().stream().limit(MOST_SHOWN).toList();
            shown.forEach(it -> table.row(it.index() + 1, it.line(), it.column(), it.reason()));
            output.table(table);
            more(answer.warned() - shown.size());
        }
        output.line(
                answer.unchanged()
                        ? answer.retailer() + " " + answer.category() + ": the feed has not changed since its last run."
                        : answer.inWords() + ".");
        if (answer.dryRun()) {
            output.line("This was a dry run: nothing was changed.");
        } else {
            output.line(count(answer.sent(), "change") + " sent, " + count(answer.pending(), "event") + " waiting.");
        }
    }

    private static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private static String why(Match match) {
        return match.strategy().text().replace('_', ' ') + ", " + Math.round(match.confidence() * 100) + " %: "
                + match.knownUrl();
    }

    private void more(int count) {
        if (count > 0) {
            options.output().line("… and " + count + " more");
        }
    }
}
