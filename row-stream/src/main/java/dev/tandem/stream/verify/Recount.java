package dev.tandem.stream.verify;

import dev.tandem.schema.digest.Digest;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.ContentHash;
import dev.tandem.schema.row.RowKey;
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
import java.util.Optional;

/** Digests computed anew from the user's rows, one bucket at a time, so that no transaction is long. */
public final class Recount {
    private final Sums sums = new Sums();
    private final List<RowKey> unnoticed = new ArrayList<>();

    private Recount() {}

    /** Counts the rows of one bucket of a table. */
    public static Recount ofRows(Sql sql, Rows rows, String table, int bucket) throws SQLException {
        Recount recount = new Recount();
        for (RowRegister.Known known : rows.states().between(table, Digest.first(bucket), Digest.last(bucket))) {
            recount.count(rows, known);
        }
        return recount;
    }

    /** Counts one bucket of the verdicts' registers. */
    public static Recount ofVerdicts(Rows rows, int bucket) throws SQLException {
        Recount recount = new Recount();
        for (VerdictState state : rows.verdicts().between(Digest.first(bucket), Digest.last(bucket))) {
            long id = VerdictRegister.id(state.productUrl(), state.reviewType());
            recount.sums.change(id, Digest.NONE, state.digest(id));
        }
        return recount;
    }

    private void count(Rows rows, RowRegister.Known known) throws SQLException {
        RowState state = rows.states().read(known.key());
        if (!state.shown()) {
            return;
        }
        Optional<Columns> row = rows.read(known.key());
        VerdictState verdict = rows.verdictOf(known.key());
        Columns content = row.map(
                        r -> state.content(r, verdict.shownIn(state.table()).names()))
                .orElse(Columns.NONE);
        if (row.isEmpty() || ContentHash.of(content) != state.hash()) {
            unnoticed.add(known.key());
        }
        RowState asItStands = row.isEmpty() ? state.lost() : state.showing(content, state.carriedContent(content));
        sums.change(known.id(), Digest.NONE, asItStands.digest(known.id()));
    }

    /** What the bucket adds up to; the other buckets are empty. */
    public Sums sums() {
        return sums;
    }

    /** Rows that hold something else than Tandem knows of, though no trigger has said so. */
    public List<RowKey> unnoticed() {
        return List.copyOf(unnoticed);
    }
}
