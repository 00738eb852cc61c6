package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.digest.Digest;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.digest.Buckets;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.verify.Recount;
import java.util.Map;
import java.util.TreeMap;

/** The digests of a node, kept and computed anew; buckets without rows are left out. */
final class Counted {
    private Counted() {}

    static Map<String, String> kept(TestNode node) {
        return node.file.read("read", sql -> {
            Map<String, String> all = new TreeMap<>();
            Buckets.read(sql).forEach((table, sums) -> add(all, table, sums));
            return all;
        });
    }

    static Map<String, String> anew(TestNode node) {
        return node.file.read("count", sql -> {
            Map<String, String> all = new TreeMap<>();
            Rows rows = Rows.of(sql);
            for (int bucket = 0; bucket < Digest.BUCKETS; bucket++) {
                for (SyncTable table : rows.inStep().all()) {
                    Recount recount = Recount.of(sql, rows, table.name(), bucket);
                    assertThat(recount.isAsKept()).isEqualTo(recount.unnoticed().isEmpty());
                    add(all, table.name(), recount.sums());
                }
                add(
                        all,
                        Buckets.VERDICTS,
                        Recount.of(sql, rows, Buckets.VERDICTS, bucket).sums());
            }
            return all;
        });
    }

    private static void add(Map<String, String> all, String table, Buckets.Sums sums) {
        for (int bucket = 0; bucket < Digest.BUCKETS; bucket++) {
            if (sums.rows(bucket) != 0 || sums.digest(bucket) != 0) {
                all.put(table + " " + bucket, Digest.text(sums.digest(bucket)) + " " + sums.rows(bucket));
            }
        }
    }
}
