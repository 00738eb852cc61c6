package dev.tandem.stream.digest;

import dev.tandem.schema.digest.Digest;
import dev.tandem.stream.file.Gathered;
import dev.tandem.stream.file.Sql;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The sums of the digests, by table and bucket, in {@code tandem_bucket}. They change in the transaction that changes a
 * row; a transaction writes each bucket at most once, however many rows it touches.
 */
public final class Buckets implements Gathered {
    /** What the registers of verdicts are called where tables are named. */
    public static final String VERDICTS = "tandem_verdict";

    private final Map<String, Sums> changes = new HashMap<>();

    private Buckets() {}

    /** Those of a connection, which a transaction gathers in. */
    public static Buckets of(Sql sql) {
        return sql.gathered(Buckets.class, Buckets::new);
    }

    /** Notes that a row's digest has changed; {@link Digest#NONE} stands for a row that does not count. */
    public void change(String table, long id, long before, long after) {
        if (before != after) {
            changes.computeIfAbsent(table, name -> new Sums()).change(id, before, after);
        }
    }

    @Override
    public void write(Sql sql) throws SQLException {
        for (Map.Entry<String, Sums> change : changes.entrySet()) {
            change.getValue().addTo(sql, change.getKey());
        }
    }

    @Override
    public void forget() {
        changes.values().forEach(Sums::clear);
    }

    /** The sums of all tables, by table; buckets without rows are left out. What the transaction at hand changed counts. */
    public static Map<String, Sums> read(Sql sql) throws SQLException {
        of(sql).write(sql);
        Map<String, Sums> all = new HashMap<>();
        sql.all(
                "SELECT table_name, bucket, digest, rows FROM tandem_bucket WHERE rows > 0",
                row -> all.computeIfAbsent(row.getString(1), name -> new Sums())
                        .set(row.getInt(2), row.getLong(3), row.getLong(4)));
        return all;
    }

    /** The sum of one bucket; the others are empty. */
    public static Sums read(Sql sql, String table, int bucket) throws SQLException {
        of(sql).write(sql);
        Sums sums = new Sums();
        sql.all(
                "SELECT digest, rows FROM tandem_bucket WHERE table_name = ? AND bucket = ?",
                row -> sums.set(bucket, row.getLong(1), row.getLong(2)),
                table,
                bucket);
        return sums;
    }

    /** Keeps another sum of a bucket in place of the one that is kept. */
    public static void replace(Sql sql, String table, int bucket, long digest, long rows) throws SQLException {
        sql.update(
                "INSERT OR REPLACE INTO tandem_bucket (table_name, bucket, digest, rows) VALUES (?, ?, ?, ?)",
                table,
                bucket,
                digest,
                rows);
    }

    /** The digests that are kept of a bucket's rows and registers, by id. */
    public static SortedMap<Long, Long> rows(Sql sql, String table, int bucket) throws SQLException {
        String query = table.equals(VERDICTS)
                ? "SELECT id, digest FROM tandem_verdict WHERE id BETWEEN ? AND ? AND digest <> 0 AND ? <> ''"
                : "SELECT id, digest FROM tandem_row WHERE id BETWEEN ? AND ? AND digest <> 0 AND table_name = ?";
        SortedMap<Long, Long> digests = new TreeMap<>();
        sql.all(
                query,
                row -> {
                    digests.put(row.getLong(1), row.getLong(2));
                    return true;
                },
                Digest.first(bucket),
                Digest.last(bucket),
                table);
        return digests;
    }

    /** The sum over all tables. */
    public static long root(Sql sql) throws SQLException {
        return read(sql).values().stream().mapToLong(Sums::total).sum();
    }

    /** The sums of one table. */
    public static final class Sums {
        private final long[] digests = new long[Digest.BUCKETS];
        private final long[] rows = new long[Digest.BUCKETS];

        /** The sum of a bucket. */
        public long digest(int bucket) {
            return digests[bucket];
        }

        /** How many rows it has. */
        public long rows(int bucket) {
            return rows[bucket];
        }

        /** The sum of all buckets. */
        public long total() {
            return Arrays.stream(digests).sum();
        }

        /** Counts a row's digest in place of another. */
        public void change(long id, long before, long after) {
            int bucket = Digest.bucket(id);
            digests[bucket] += after - before;
            rows[bucket] += (after == Digest.NONE ? 0 : 1) - (before == Digest.NONE ? 0 : 1);
        }

        private boolean set(int bucket, long digest, long count) {
            digests[bucket] = digest;
            rows[bucket] = count;
            return true;
        }

        private void addTo(Sql sql, String table) throws SQLException {
            for (int bucket = 0; bucket < Digest.BUCKETS; bucket++) {
                if (digests[bucket] != 0 || rows[bucket] != 0) {
                    add(sql, table, bucket);
                }
            }
            clear();
        }

        /** Here rather than in SQL, where a sum beyond 64 bits becomes a real. */
        private void add(Sql sql, String table, int bucket) throws SQLException {
            long[] kept = sql.first(
                            "SELECT digest, rows FROM tandem_bucket WHERE table_name = ? AND bucket = ?",
                            row -> new long[] {row.getLong(1), row.getLong(2)},
                            table,
                            bucket)
                    .orElse(new long[2]);
            replace(sql, table, bucket, kept[0] + digests[bucket], kept[1] + rows[bucket]);
        }

        private void clear() {
            Arrays.fill(digests, 0);
            Arrays.fill(rows, 0);
        }

        @Override
        public boolean equals(@org.jspecify.annotations.Nullable Object o) {
            return o instanceof Sums other && Arrays.equals(digests, other.digests) && Arrays.equals(rows, other.rows);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(total());
        }
    }
}
