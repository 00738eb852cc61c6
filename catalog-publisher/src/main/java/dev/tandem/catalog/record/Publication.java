package dev.tandem.catalog.record;

import dev.tandem.catalog.feed.Item;
import dev.tandem.catalog.match.Match;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.adopt.Backup;
import dev.tandem.stream.adopt.SchemaGrowth;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Outbox;
import java.sql.SQLException;
import java.util.Optional;

/** Writes what a run has found, with its events, in one transaction of the laptop's file: all of it stands, or nothing. */
public final class Publication {
    /** After so many products their rows are turned into events, so that the heap does not grow with the run. */
    private static final int CAPTURED_AT_ONCE = 500;

    private static final String RUNS = "catalog_monitoring_runs";

    private final SyncedFile file;
    private final NodeContext context;
    private final RunRequest request;
    private final String runId;
    private final long startedAt;
    private boolean copied;

    /** Of one run. */
    public Publication(SyncedFile file, NodeContext context, RunRequest request, long startedAt) {
        this.file = file;
        this.context = context;
        this.request = request;
        this.runId = context.ids().next().toString();
        this.startedAt = startedAt;
    }

    /** The run's id. */
    public String runId() {
        return runId;
    }

    /**
     * Makes sure that the run can be written down, and reviews asked for if there are any: a file without the tables gets
     * them, after a copy of it was made.
     */
    void makeRoom(boolean reviews) {
        if (reviews) {
            SchemaGrowth.require(file, SyncTable.ASSESSMENT_QUEUE, this::copyOnce);
        }
        SchemaGrowth.requireFurther(file, RUNS, this::copyOnce);
    }

    /** A file that holds no product yet is not worth a copy. */
    private void copyOnce() {
        if (!copied && file.read("read", sql -> sql.number("SELECT EXISTS (SELECT 1 FROM products)") > 0)) {
            Backup.make(file, "schema", context.clock().instant());
            copied = true;
        }
    }

    /** Writes the items that are still unknown to the file, and that the run took place. */
    void write(Scratch scratch, Matching matching, Tally tally) {
        file.write("record the catalog run in", sql -> {
            matching.againstMore(sql);
            TableRows products = TableRows.of(sql, SyncTable.PRODUCTS.name());
            TableRows queue = TableRows.of(sql, SyncTable.ASSESSMENT_QUEUE.name());
            ListingChanges changes = new ListingChanges(sql, runId, products, scratch);
            Capture capture = new Capture(file, context);
            String now = Timestamps.formatNaive(context.now(), context.zone());
            scratch.forEachUnknown(item -> {
                Optional<Match> match = scratch.found(item);
                if (match.filter(Match::strong).isPresent()) {
                    tally.existingOne();
                    if (changes.take(match.get().knownUrl(), item, now) > 0) {
                        tally.changedOne();
                    }
                    return;
                }
                insert(sql, scratch, item, match, products, queue, now, tally);
                if ((tally.added() + tally.suspected()) % CAPTURED_AT_ONCE == 0) {
                    capture.within(sql);
                }
            });
            record(sql, tally, capture);
            return true;
        });
    }

    /** A baseline asks nobody; what may be a duplicate becomes a product only once a person has said that it is none. */
    private void insert(
            Sql sql,
            Scratch scratch,
            Item item,
            Optional<Match> match,
            TableRows products,
            TableRows queue,
            String now,
            Tally tally)
            throws SQLException {
        boolean draft = !request.baseline() && request.rules().isDraft(item);
        if (draft) {
            tally.draftOne();
        }
        if (request.baseline() || draft || match.isEmpty()) {
            products.insert(NewRows.product(item, request, now));
            tally.addedOne();
        }
        if (!request.baseline() && !draft) {
            Optional<SuspectedMatch> suspected = Optional.empty();
            if (match.isPresent()) {
                suspected = Optional.of(SuspectedMatch.of(match.get(), sql, scratch));
                tally.suspectedOne();
            }
            queue.insert(NewRows.review(item, suspected, request, now));
        }
    }

    private void record(Sql sql, Tally tally, Capture capture) throws SQLException {
        RunRecord record = new RunRecord(runId, request, startedAt, context.now(), tally);
        TableRows runs = TableRows.of(sql, RUNS);
        if (runs.exists()) {
            runs.insert(record.row(context.zone()));
        }
        capture.within(sql);
        new Outbox(sql, context.node())
                .add(new Envelope(context.ids().next(), context.node().id(), context.now(), record.event()));
    }
}
