package dev.tandem.stream.verify;

import dev.tandem.schema.digest.Digest;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.capture.Occasion;
import dev.tandem.stream.digest.Buckets;
import dev.tandem.stream.digest.Buckets.Sums;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.TablesInStep;
import dev.tandem.stream.register.Rows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All digests of a file, computed anew from the user's rows, a bucket a transaction. What other programs wrote is captured
 * first; rows that hold something else than is known of them although no trigger told of it are then looked for, and
 * captured as well.
 *
 * @param captured what was captured first
 * @param unnoticed how many events were made of changes that no trigger had told of
 * @param damaged buckets whose kept digests said something else
 * @param sums the sums by table, in the order in which the tables are read
 */
public record LocalCount(int captured, int unnoticed, List<Bucket> damaged, Map<String, Sums> sums) {
    /** One bucket of a table. */
    public record Bucket(String table, int bucket) {}

    /** Counts. */
    public static LocalCount of(SyncedFile file, NodeContext context) {
        Capture capture = new Capture(file, context);
        int captured = capture.run().events();
        Counting counting = new Counting(file);
        if (counting.count()) {
            return new LocalCount(captured, 0, counting.damaged, counting.sums);
        }
        captured += capture.run().events();
        Captured found = capture.scan(Occasion.WATCHING);
        counting = new Counting(file);
        counting.count();
        return new LocalCount(captured, found.events() + found.restored(), counting.damaged, counting.sums);
    }

    /** The sum over all tables. */
    public long root() {
        return sums.values().stream().mapToLong(Sums::total).sum();
    }

    /** How many rows and verdicts were counted. */
    public long rows() {
        long rows = 0;
        for (Sums each : sums.values()) {
            for (int bucket = 0; bucket < Digest.BUCKETS; bucket++) {
                rows += each.rows(bucket);
            }
        }
        return rows;
    }

    /** Keeps what was counted in place of what was kept, where that was damaged. */
    public void mend(SyncedFile file) {
        for (Bucket bucket : damaged) {
            file.write("mend the digests of", sql -> {
                Recount recount = Recount.of(sql, Rows.of(sql), bucket.table(), bucket.bucket());
                if (recount.unnoticed().isEmpty()) {
                    recount.keep(sql);
                }
                return true;
            });
        }
    }

    /** One pass over the rows. */
    private static final class Counting {
        private final SyncedFile file;
        private final List<Bucket> damaged = new ArrayList<>();
        private final Map<String, Sums> sums = new LinkedHashMap<>();
        private boolean allKnown = true;

        private Counting(SyncedFile file) {
            this.file = file;
        }

        /** Whether every row holds what is known of it. */
        private boolean count() {
            for (SyncTable table :
                    file.read("read", sql -> TablesInStep.read(sql).all())) {
                count(table.name());
                allKnown &= file.read("count the rows of", sql -> areAllKnown(sql, table));
            }
            count(Buckets.VERDICTS);
            return allKnown;
        }

        private void count(String table) {
            Sums all = sums.computeIfAbsent(table, name -> new Sums());
            for (int bucket = 0; bucket < Digest.BUCKETS; bucket++) {
                int one = bucket;
                Recount recount = file.read("count the rows of", sql -> Recount.of(sql, Rows.of(sql), table, one));
                recount.digests().forEach((id, digest) -> all.change(id, Digest.NONE, digest));
                allKnown &= recount.unnoticed().isEmpty();
                if (!recount.isAsKept() && recount.unnoticed().isEmpty()) {
                    damaged.add(new Bucket(table, bucket));
                }
            }
        }

        /** Whether the user's table has as many rows as are known; those that cannot travel do not count. */
        private static boolean areAllKnown(Sql sql, SyncTable table) throws SQLException {
            if (table.hasOrigins() || Rows.of(sql).table(table).isEmpty()) {
                return true;
            }
            String whole = table.key().stream()
                    .map(column -> Sql.quote(column) + " IS NOT NULL")
                    .collect(Collectors.joining(" AND "));
            long there = sql.number("SELECT count(*) FROM " + Sql.quote(table.name()) + " WHERE " + whole);
            long known = sql.number("SELECT count(*) FROM tandem_row WHERE table_name = ? AND shown = 1", table.name());
            return there == known;
        }
    }
}
