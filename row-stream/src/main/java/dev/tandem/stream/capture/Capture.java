package dev.tandem.stream.capture;

import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.file.TableShape;
import dev.tandem.stream.file.UserTable;
import dev.tandem.stream.merge.Merge;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.TablesInStep;
import dev.tandem.stream.register.RowRegister;
import dev.tandem.stream.register.Rows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Notices what other programs wrote to the file. Triggers are the hint: they say which rows to look at. The content hash
 * is the guarantee: a scan looks at all rows, whenever the triggers were found not to stand.
 *
 * <p>A large backlog is taken in many transactions, none of which holds the user's file for long.
 */
public final class Capture {
    private static final int PAGE = 200;

    private final SyncedFile file;
    private final NodeContext context;

    /** Of this file, as this node. */
    public Capture(SyncedFile file, NodeContext context) {
        this.file = file;
        this.context = context;
    }

    /** Captures everything that waits; scans first if the triggers did not stand. */
    public Captured run() {
        requireProducts();
        Captured captured = new Captured();
        if (TriggerCheck.mend(file)) {
            captured.add(scan(Occasion.WATCHING));
            TriggerCheck.passed(file);
        }
        while (pending()) {
            captured.add(file.write("note changes in", sql -> noted(sql, PAGE)));
        }
        return captured;
    }

    /**
     * A script that drops its table and makes it anew has not deleted every product; if it stopped half way, this is
     * where it shows.
     */
    private void requireProducts() {
        boolean there = file.read(
                "read", sql -> TableShape.read(sql, SyncTable.PRODUCTS).isPresent());
        if (!there) {
            throw new StreamException(
                    file.path() + " has lost its table 'products'",
                    "if a script is making it anew, let it finish and run the command again; nothing was changed");
        }
    }

    /** Whether other programs touched rows since the last capture. A read that locks nobody out. */
    public boolean pending() {
        return file.alone("read", sql -> sql.number("SELECT EXISTS (SELECT 1 FROM tandem_change)") > 0);
    }

    /**
     * Captures what waits inside a transaction that is about to change rows, so that it gets its version before any
     * merge touches it.
     *
     * @return whether nothing waits any more; if not, the transaction should end, and {@link #run} come first
     */
    public boolean before(Sql sql, Captured captured) throws SQLException {
        captured.add(noted(sql, PAGE));
        return sql.number("SELECT EXISTS (SELECT 1 FROM tandem_change)") == 0;
    }

    /** Captures all that waits inside the transaction that wrote it. */
    public Captured within(Sql sql) throws SQLException {
        return noted(sql, Integer.MAX_VALUE);
    }

    /** Looks at every row of every table, and at every row that should be there. */
    public Captured scan(Occasion occasion) {
        Captured captured = new Captured();
        for (SyncTable table : file.read("read", sql -> TablesInStep.read(sql).all())) {
            scanRows(table, occasion, captured);
            scanMissing(table, occasion, captured);
        }
        return captured;
    }

    private void scanRows(SyncTable table, Occasion occasion, Captured captured) {
        long[] after = {Long.MIN_VALUE};
        boolean more = true;
        while (more) {
            more = file.write("note changes in", sql -> {
                Rows rows = Rows.of(sql);
                if (rows.table(table).isEmpty()) {
                    return false;
                }
                List<UserTable.Located> page = rows.table(table).get().keys(after[0], PAGE);
                List<RowKey> keys = new ArrayList<>();
                for (UserTable.Located located : page) {
                    located.key().ifPresentOrElse(keys::add, captured::unnamedOne);
                    after[0] = located.rowid();
                }
                look(sql, rows, keys, occasion, captured);
                return page.size() == PAGE;
            });
        }
    }

    private void scanMissing(SyncTable table, Occasion occasion, Captured captured) {
        long[] after = {Long.MIN_VALUE};
        boolean more = true;
        while (more) {
            more = file.write("note changes in", sql -> {
                Rows rows = Rows.of(sql);
                if (rows.table(table).isEmpty()) {
                    return false;
                }
                List<RowRegister.Known> page = rows.states().shown(table.name(), after[0], PAGE);
                List<RowKey> missing = new ArrayList<>();
                for (RowRegister.Known known : page) {
                    if (rows.read(known.key()).isEmpty()) {
                        missing.add(known.key());
                    }
                    after[0] = known.id();
                }
                look(sql, rows, missing, occasion, captured);
                return page.size() == PAGE;
            });
        }
    }

    private Captured noted(Sql sql, int limit) throws SQLException {
        Captured captured = new Captured();
        Set<RowKey> keys = new LinkedHashSet<>();
        TablesInStep tables = TablesInStep.read(sql);
        long[] last = {-1};
        sql.all(
                """
                SELECT seq, table_name, key_1, key_2, key_3, key_4, key_5, key_6, key_7, key_8
                  FROM tandem_change ORDER BY seq LIMIT ?
                """,
                row -> {
                    Optional<SyncTable> table = tables.named(row.getString(2));
                    if (table.isPresent()) {
                        UserTable.key(table.get(), row, 3).ifPresentOrElse(keys::add, captured::unnamedOne);
                    }
                    last[0] = row.getLong(1);
                    return last[0];
                },
                limit);
        if (last[0] >= 0) {
            look(sql, Rows.of(sql), keys, Occasion.WATCHING, captured);
            sql.update("DELETE FROM tandem_change WHERE seq <= ?", last[0]);
        }
        return captured;
    }

    private void look(Sql sql, Rows rows, Iterable<RowKey> keys, Occasion occasion, Captured captured)
            throws SQLException {
        Unnoticed.run(sql, () -> {
            RowCapture capture = new RowCapture(context, sql, rows, occasion, captured);
            for (RowKey key : keys) {
                if (rows.table(key.table()).isPresent()) {
                    capture.look(key);
                }
            }
            Merge merge = Merge.into(sql, context);
            for (RowCapture.Decided decided : capture.decided()) {
                merge.drawConsequences(decided.productUrl(), decided.reviewType());
            }
        });
    }
}
