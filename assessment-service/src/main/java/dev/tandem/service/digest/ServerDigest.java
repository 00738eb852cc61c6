package dev.tandem.service.digest;

import dev.tandem.schema.digest.Digest;
import dev.tandem.stream.digest.Buckets.Sums;
import io.micronaut.serde.annotation.Serdeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The digests of this server's tables. Digests are 16 hexadecimal digits, and sums of them are modulo 2^64.
 *
 * @param node the server's id in the streams
 * @param asOf when they were read
 * @param root the sum over all tables
 * @param tables each table that is kept in step, be it empty, and the registers of verdicts under {@code tandem_verdict}
 */
@Serdeable
record ServerDigest(String node, String asOf, String root, List<TableDigest> tables) {
    /** A table, with its buckets that are not empty. */
    @Serdeable
    record TableDigest(String table, String digest, long rows, List<Bucket> buckets) {}

    /** A bucket: the rows whose ids have these uppermost eight bits. */
    @Serdeable
    record Bucket(int bucket, String digest, long rows) {}

    static ServerDigest of(String node, String asOf, Map<String, Sums> sums) {
        List<TableDigest> tables = new ArrayList<>();
        long root = 0;
        for (Map.Entry<String, Sums> table : new TreeMap<>(sums).entrySet()) {
            root += table.getValue().total();
            tables.add(table(table.getKey(), table.getValue()));
        }
        return new ServerDigest(node, asOf, Digest.text(root), tables);
    }

    private static TableDigest table(String name, Sums sums) {
        List<Bucket> buckets = new ArrayList<>();
        long rows = 0;
        for (int bucket = 0; bucket < Digest.BUCKETS; bucket++) {
            if (sums.rows(bucket) > 0) {
                buckets.add(new Bucket(bucket, Digest.text(sums.digest(bucket)), sums.rows(bucket)));
                rows += sums.rows(bucket);
            }
        }
        return new TableDigest(name, Digest.text(sums.total()), rows, buckets);
    }
}
