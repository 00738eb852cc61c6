package dev.tandem.laptop.selftest;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.connection.Kafka;
import dev.tandem.laptop.connection.ServiceAddress;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.laptop.outlook.InWords;
import dev.tandem.laptop.sync.Direction;
import dev.tandem.laptop.sync.SyncRun;
import dev.tandem.laptop.sync.SyncSettings;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.adopt.SchemaGrowth;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.UserTable;
import dev.tandem.stream.merge.TestProducts;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.register.Rows;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One test: what it makes is noted before it is made, and taken out at the end, whatever happened in between. */
final class TestRun {
    private final LaptopFile laptop;
    private final Settings settings;
    private final Output output;
    private final Steps steps;
    private final BooleanSupplier stop;

    TestRun(LaptopFile laptop, Settings settings, Output output, Steps steps, BooleanSupplier stop) {
        this.laptop = laptop;
        this.settings = settings;
        this.output = output;
        this.steps = steps;
        this.stop = stop;
    }

    /** What an interrupted test has left goes first. */
    void cleanUpLeftovers() throws InterruptedException {
        Optional<Trace> left = Trace.left(laptop);
        if (left.isPresent()) {
            clean(left.get());
        }
    }

    void run(@Nullable String givenToken) throws InterruptedException {
        if (!steps.passed() || !steps.take("sync", this::syncBefore)) {
            return;
        }
        if (givenToken == null && !Reviewer.isServerHere(settings)) {
            boolean unused = steps.take("reviewer", () -> {
                throw Reviewer.noServer(settings);
            });
            return;
        }
        String id = laptop.context().ids().next().toString();
        String node =
                laptop.file().read("read", sql -> Node.read(sql).map(Node::id).orElse(""));
        String reviewer = givenToken == null ? "Tandem self test " + id : null;
        Trace trace = new Trace(TestProducts.PREFIX + node + "/" + id, reviewer);
        trace.begin(laptop);
        try {
            String[] token = {givenToken};
            boolean unused = (reviewer == null
                            || go("reviewer", () -> {
                                token[0] = Reviewer.add(reviewer, settings);
                                return "Added " + reviewer + " for the length of the test.";
                            }))
                    && go("push", () -> push(trace))
                    && go("assess", () -> assess(trace, id, String.valueOf(token[0])))
                    && go("pending", () -> expect(trace, "pending", "The laptop knows nothing of it yet."))
                    && go("sync", () -> pull(trace));
        } finally {
            clean(trace);
        }
    }

    private boolean go(String name, Steps.Work work) throws InterruptedException {
        return !stop.getAsBoolean() && steps.take(name, work);
    }

    private String syncBefore() {
        sync();
        return "This database and the server's are in step.";
    }

    private String push(Trace trace) {
        SchemaGrowth.require(laptop.file(), SyncTable.ASSESSMENT_QUEUE, () -> {});
        laptop.file().write("add the test's product to", sql -> insert(sql, trace.url()));
        sync();
        return "A product of the test's own was sent; the server has answered.";
    }

    private boolean insert(Sql sql, String url) throws SQLException {
        String now =
                Timestamps.formatNaive(laptop.context().now(), laptop.context().zone());
        Columns.Builder product = Columns.builder()
                .put("title", "Tandem self test")
                .put("retailer", "tandem")
                .put("lifecycle_stage", "pending_assessment")
                .put("assessment_status", "queued")
                .put("shopify_status", "draft")
                .put("last_updated", now);
        Columns.Builder review = Columns.builder()
                .put("retailer", "tandem")
                .put("priority", "low")
                .put("status", "pending")
                .put("product_data", "{\"title\": \"Tandem self test\"}")
                .put("added_at", now);
        Rows rows = Rows.of(sql);
        insert(rows.table(SyncTable.PRODUCTS).orElseThrow(), RowKey.product(url), product.build());
        insert(rows.table(SyncTable.ASSESSMENT_QUEUE).orElseThrow(), RowKey.queued(url, "modesty"), review.build());
        return true;
    }

    /** Columns that must not be null and have no default get an empty text: schemas of any age are met. */
    private static void insert(UserTable table, RowKey key, Columns known) throws SQLException {
        Columns.Builder row = Columns.builder();
        for (String column : table.shape().content()) {
            boolean demanded = table.shape().demanding().contains(column);
            if (known.has(column) || demanded) {
                row.put(column, known.get(column) == null && demanded ? "" : known.get(column));
            }
        }
        table.insert(key, row.build());
    }

    private String assess(Trace trace, String id, String token) throws InterruptedException {
        new Phone(ServiceAddress.of(settings), token).assess(id, trace.url(), Instant.now());
        return "The phone's API has kept a verdict on it.";
    }

    private String pull(Trace trace) {
        // What the service has acknowledged is on its way; a sync reads what Kafka has by then.
        long deadline =
                System.nanoTime() + settings.get(SyncSettings.ANSWER_WITHIN).toNanos();
        do {
            sync();
        } while (!status(trace).equals("reviewed") && System.nanoTime() < deadline && !stop.getAsBoolean());
        return expect(trace, "reviewed", "The verdict is in this database.");
    }

    private String expect(Trace trace, String status, String said) {
        String found = status(trace);
        if (!found.equals(status)) {
            throw UserError.failed(
                    "The review of the test's product is " + found + " here, not " + status + ".",
                    "See what is under way: ./tandem doctor");
        }
        return said;
    }

    private String status(Trace trace) {
        return laptop.file()
                .read(
                        "read",
                        sql -> Rows.of(sql)
                                .read(RowKey.queued(trace.url(), "modesty"))
                                .map(row -> String.valueOf(row.text("status")))
                                .orElse("gone"));
    }

    private void clean(Trace trace) throws InterruptedException {
        boolean out = steps.take("clean", () -> {
            trace.takeOut(laptop);
            sync();
            return "The product is gone from both databases, with all that was known of it.";
        });
        String reviewer = trace.reviewer();
        boolean revoked = reviewer == null
                || steps.take("revoke", () -> {
                    Reviewer.revoke(reviewer, settings);
                    return "The reviewer of the test may assess no more.";
                });
        if (out && revoked) {
            trace.end(laptop);
        } else {
            output.warning("What is left goes with: "
                    + LaptopFile.command("selftest --clean", laptop.file().path()));
        }
    }

    /** Both ways, and the server has answered. */
    private void sync() {
        long underWay = new SyncRun(laptop, Kafka.of(settings), output, () -> false)
                .run(Direction.BOTH, settings.get(SyncSettings.ANSWER_WITHIN))
                .underWay();
        if (underWay > 0) {
            throw UserError.failed(
                    "The server has not answered in time for " + InWords.count(underWay, "change") + ".",
                    "See that the service runs and reads this broker: ./tandem doctor");
        }
    }
}
