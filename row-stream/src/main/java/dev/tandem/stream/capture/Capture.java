package dev.tandem.stream.capture;

import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.file.Origins;
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
import java.util.OptionalLong;
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
        return file.alone("read", Capture::pending);
    }

    private static boolean pending(Sql sql) throws SQLException {
        return sql.number("SELECT EXISTS (SELECT 1 FROM tandem_change)") > 0 || Origins.anyLoose(sql);
    }

    /**
     * Captures what waits inside a transaction that is about to change rows, so that it gets its version before any
     * merge touches it.
     *
     * @return whether nothing waits any more and the triggers stand; if not, the transaction should end, and {@link #run}
     *     come first
     */
    public boolean before(Sql sql, Captured captured) throws SQLException {
        if (!TriggerCheck.stands(sql)) {
            return false;
        }
        captured.add(noted(sql, PAGE));
        return !pending(sql);
    }

    /** Captures all that waits inside the transaction that wrote it. */
    public Captured within(Sql sql) throws SQLException {
        return noted(sql, Integer.MAX_VALUE);
    }

    /** Looks at every row of every table, and at every row that should be there. */
    public Captured scan(Occasion occasion) {
        Captured captured = new Captured();
        TablesInStep tables = file.read("read", TablesInStep::read);
        for (SyncTable table : tables.all()) {
            Occasion itsOwn = tables.isUnseen(table) ? Occasion.ADOPTING : occasion;
            if (table.hasOrigins()) {
                findOrigins(table);
            }
            scanRows(table, itsOwn, captured);
            scanMissing(table, itsOwn, captured);
            if (tables.isUnseen(table)) {
                seen(table);
            }
        }
        return captured;
    }

    private void seen(SyncTable table) {
        file.write("take further tables into", sql -> {
            TablesInStep tables = TablesInStep.read(sql);
            tables.seen(table);
            tables.write(sql);
            return true;
        });
    }

    /** Finds again which row of a table without a key is which, before it is looked at what has changed. */
    private void findOrigins(SyncTable table) {
        paged(table, (origins, rows, after) -> {
            List<Origins.Placed> page = rows.origins().placed(after, PAGE);
            origins.loosenChanged(page);
            return page.size() < PAGE
                    ? OptionalLong.empty()
                    : OptionalLong.of(page.get(PAGE - 1).local());
        });
        paged(table, (origins, rows, after) -> {
            List<UserTable.Located> page = rows.keys(after, PAGE);
            origins.claimEqual(page);
            return page.size() < PAGE
                    ? OptionalLong.empty()
                    : OptionalLong.of(page.get(PAGE - 1).rowid());
        });
        paged(table, (origins, rows, after) -> {
            List<UserTable.Located> page = rows.keys(after, PAGE);
            origins.claimPlace(page);
            return page.size() < PAGE
                    ? OptionalLong.empty()
                    : OptionalLong.of(page.get(PAGE - 1).rowid());
        });
    }

    /** Does something to a page of rows; answers where the next page begins, if there is one. */
    private interface Paged {
        OptionalLong page(OriginCapture origins, UserTable table, long after) throws SQLException;
    }

    private void paged(SyncTable table, Paged work) {
        OptionalLong after = OptionalLong.of(Long.MIN_VALUE);
        while (after.isPresent()) {
            long from = after.getAsLong();
            after = file.write("note changes in", sql -> {
                Rows rows = Rows.of(sql);
                Optional<UserTable> its = rows.table(table);
                return its.isPresent()
                        ? work.page(new OriginCapture(context, rows, its.get()), its.get(), from)
                        : OptionalLong.empty();
            });
        }
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
                if (table.hasOrigins()) {
                    keys.addAll(
                            new OriginCapture(context, rows, rows.table(table).get()).keys(page));
                }
                for (UserTable.Located located : page) {
                    if (!table.hasOrigins()) {
                        located.key().ifPresentOrElse(keys::add, captured::unnamedOne);
                    }
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
        Rows rows = Rows.of(sql);
        ChangeLog log = ChangeLog.read(sql, rows.inStep(), limit);
        for (int i = 0; i < log.unnamed(); i++) {
            captured.unnamedOne();
        }
        Set<RowKey> keys = new LinkedHashSet<>();
        for (SyncTable table : rows.inStep().all()) {
            boolean touched = log.keys().stream().anyMatch(key -> key.table().equals(table.name()));
            if (touched && SweptRows.arePossible(sql, table)) {
                // What is gone comes first: a node that merges in this order frees its unique values first.
                keys.addAll(SweptRows.of(rows, table));
            }
        }
        keys.addAll(log.keys());
        for (String table : log.tablesWithOrigins()) {
            Optional<UserTable> its = rows.table(table);
            if (its.isPresent()) {
                Set<Long> deleted = new LinkedHashSet<>(log.deleted(table));
                if (SweptRows.arePossible(sql, its.get().shape().table())) {
                    deleted.addAll(SweptRows.idsOf(its.get()));
                }
                keys.addAll(new OriginCapture(context, rows, its.get()).touched(log.written(table), deleted));
            }
        }
        if (log.isLast()) {
            keys.addAll(removed(sql, rows, limit));
        }
        if (!keys.isEmpty()) {
            look(sql, rows, keys, Occasion.WATCHING, captured);
        }
        log.clear(sql);
        return captured;
    }

    /** The keys of rows without a key of their own that were looked for in vain. */
    private static List<RowKey> removed(Sql sql, Rows rows, int limit) throws SQLException {
        List<RowKey> keys = new ArrayList<>();
        if (!Origins.anyLoose(sql)) {
            return keys;
        }
        for (SyncTable table : rows.inStep().further()) {
            if (table.hasOrigins() && rows.table(table).isPresent()) {
                keys.addAll(rows.table(table).get().origins().loose(limit));
            }
        }
        return keys;
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
