package dev.tandem.stream.verify;

import dev.tandem.schema.digest.Digest;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.ContentHash;
import dev.tandem.schema.row.RowKey;
import dev.tandem.stream.digest.Buckets;
import dev.tandem.stream.digest.Buckets.Sums;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.register.RowRegister;
import dev.tandem.stream.register.RowState;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.register.VerdictRegister;
import dev.tandem.stream.register.VerdictState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The digests of one bucket, computed anew from the user's rows and compared with those that are kept. Within the
 * caller's transaction, which for one bucket is short.
 */
public final class Recount {
    private final String table;
    private final int bucket;
    private final Sums sums = new Sums();
    private final SortedMap<Long, Long> digests = new TreeMap<>();
    private final List<RowKey> unnoticed = new ArrayList<>();
    private boolean asKept;

    private Recount(String table, int bucket) {
        this.table = table;
        this.bucket = bucket;
    }

    /** Counts a bucket of a table, or of {@link Buckets#VERDICTS}. */
    public static Recount of(Sql sql, Rows rows, String table, int bucket) throws SQLException {
        Recount recount = new Recount(table, bucket);
        if (table.equals(Buckets.VERDICTS)) {
            for (VerdictState state : rows.verdicts().between(Digest.first(bucket), Digest.last(bucket))) {
                long id = VerdictRegister.id(state.productUrl(), state.reviewType());
                recount.count(id, state.digest(id));
            }
        } else {
            for (RowRegister.Known known : rows.states().between(table, Digest.first(bucket), Digest.last(bucket))) {
                recount.count(rows, known);
            }
        }
        Sums kept = Buckets.read(sql, table, bucket);
        recount.asKept =
                kept.equals(recount.sums) && Buckets.rows(sql, table, bucket).equals(recount.digests);
        return recount;
    }

    private void count(Rows rows, RowRegister.Known known) throws SQLException {
        RowState state = rows.states().read(known.key());
        if (!state.shown()) {
            return;
        }
        Optional<Columns> row = rows.read(known.key());
        if (row.isEmpty()) {
            unnoticed.add(known.key());
            return;
        }
        VerdictState verdict = rows.verdictOf(known.key());
        Columns content =
                state.content(row.get(), verdict.shownIn(state.table()).names());
        if (ContentHash.of(content) != state.hash()) {
            unnoticed.add(known.key());
        }
        RowState standing = state.showing(content, state.carriedContent(content));
        count(known.id(), standing.digest(known.id()));
    }

    private void count(long id, long digest) {
        sums.change(id, Digest.NONE, digest);
        if (digest != Digest.NONE) {
            digests.put(id, digest);
        }
    }

    /** What the bucket adds up to; the other buckets are empty. */
    public Sums sums() {
        return sums;
    }

    /** The digests of its rows by id; rows that do not count are left out. */
    public SortedMap<Long, Long> digests() {
        return digests;
    }

    /** Rows that hold something else than Tandem knows of, though no trigger has said so. */
    public List<RowKey> unnoticed() {
        return List.copyOf(unnoticed);
    }

    /** Whether the digests that are kept say the same. */
    public boolean isAsKept() {
        return asKept;
    }

    /** Keeps these digests in place of what was kept; for a bucket without unnoticed changes. */
    public void keep(Sql sql) throws SQLException {
        String digest = table.equals(Buckets.VERDICTS)
                ? "UPDATE tandem_verdict SET digest = ? WHERE id = ?"
                : "UPDATE tandem_row SET digest = ? WHERE id = ?";
        for (Map.Entry<Long, Long> kept : Buckets.rows(sql, table, bucket).entrySet()) {
            if (!digests.containsKey(kept.getKey())) {
                sql.update(digest, Digest.NONE, kept.getKey());
            }
        }
        for (Map.Entry<Long, Long> row : digests.entrySet()) {
            sql.update(digest, row.getValue(), row.getKey());
        }
        Buckets.replace(sql, table, bucket, sums.digest(bucket), sums.rows(bucket));
    }
}
