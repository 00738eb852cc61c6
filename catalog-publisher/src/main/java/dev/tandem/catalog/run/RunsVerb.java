package dev.tandem.catalog.run;

import dev.tandem.catalog.record.ListingChange;
import dev.tandem.catalog.record.ListingChanges;
import dev.tandem.catalog.record.TableRows;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Table;
import dev.tandem.stream.file.SyncedFile;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What runs there were, and what each has changed. */
@Command(
        name = "runs",
        description = "List the runs of this database, or show what one of them has changed.",
        footer = {
            "%nExamples:%n  tandem catalog runs list",
            "  tandem catalog runs show 019aa2f1-0c6e-7c7a-8f8b-0d3f6c1f7a51"
        })
public final class RunsVerb implements Callable<Integer> {
    private static final String TABLE = "catalog_monitoring_runs";

    @Mixin
    private LaptopOptions options;

    @Parameters(index = "0", paramLabel = "list|show", description = "What to do.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it.
    private String action;

    @Parameters(index = "1", arity = "0..1", paramLabel = "RUN", description = "The id of a run, or its beginning.")
    private @Nullable String run;

    /** A run as the table of runs has it. */
    record Listed(
            String runId,
            String type,
            @Nullable String retailer,
            @Nullable String category,
            int scanned,
            int existing,
            @Nullable String completedAt) {}

    @Override
    public Integer call() {
        try (SyncedFile file = SyncedFile.openReadOnly(options.database(), options.output()::waitingFor)) {
            if (action.equals("list") && run == null) {
                list(runs(file, ""));
            } else if (action.equals("show") && run != null) {
                show(file, run);
            } else {
                throw UserError.usage("It is runs list, or runs show RUN.", "See tandem catalog runs --help.");
            }
        }
        return ExitCode.DONE;
    }

    private void list(List<Listed> runs) {
        options.output().json(Map.of("runs", runs));
        if (runs.isEmpty()) {
            options.output().line("No run is written down: the database has no table " + TABLE + ", or it is empty.");
            return;
        }
        Table table = Table.of("run", "type", "retailer", "category", "scanned", "existing", "completed");
        runs.forEach(each -> table.row(
                each.runId(),
                each.type(),
                Objects.toString(each.retailer(), ""),
                Objects.toString(each.category(), ""),
                each.scanned(),
                each.existing(),
                Objects.toString(each.completedAt(), "not")));
        options.output().table(table);
    }

    private void show(SyncedFile file, String wanted) {
        List<Listed> found = runs(file, wanted);
        String id = found.size() == 1 ? found.get(0).runId() : wanted;
        List<ListingChange> changes = file.read("read", sql -> ListingChanges.of(sql, id));
        if (found.size() != 1 && changes.isEmpty()) {
            throw UserError.failed(
                    (found.isEmpty() ? "No run begins with " : "Several runs begin with ") + wanted + ".",
                    "See tandem catalog runs list.");
        }
        options.output().json(Map.of("runId", id, "changes", changes));
        if (changes.isEmpty()) {
            options.output().line("The run changed nothing of products that were known.");
            return;
        }
        Table table = Table.of("product", "what", "old", "new", "url");
        changes.forEach(change -> table.row(
                change.title(),
                change.field(),
                Objects.toString(change.before(), "nothing"),
                change.after(),
                change.productUrl()));
        options.output().table(table);
    }

    private static List<Listed> runs(SyncedFile file, String beginning) {
        return file.read(
                "read the runs of",
                sql -> TableRows.of(sql, TABLE).exists()
                        ? sql.all(
                                "SELECT run_id, run_type, retailer, category, total_products_crawled,"
                                        + " existing_products_encountered, completed_at FROM catalog_monitoring_runs"
                                        + " WHERE substr(run_id, 1, length(?)) = ? ORDER BY rowid DESC LIMIT 100",
                                row -> new Listed(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getInt(5),
                                        row.getInt(6),
                                        row.getString(7)),
                                beginning,
                                beginning)
                        : List.of());
    }
}
