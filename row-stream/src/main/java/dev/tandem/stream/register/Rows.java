package dev.tandem.stream.register;

import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.TableShape;
import dev.tandem.stream.file.UserTable;
import dev.tandem.stream.node.TablesInStep;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The user's rows together with what Tandem knows of them: one file, one transaction. */
public final class Rows {
    private final Map<String, UserTable> tables = new HashMap<>();
    private final RowRegister states;
    private final VerdictRegister verdicts;
    private final TablesInStep inStep;

    private Rows(Sql sql) throws SQLException {
        this.inStep = TablesInStep.read(sql);
        this.states = new RowRegister(sql);
        this.verdicts = new VerdictRegister(sql);
    }

    /** Over a file's tables as they are now. */
    public static Rows of(Sql sql) throws SQLException {
        Rows rows = new Rows(sql);
        for (SyncTable table : rows.inStep.all()) {
            Optional<TableShape> shape = TableShape.read(sql, table);
            shape.ifPresent(s -> rows.tables.put(table.name(), new UserTable(sql, s)));
        }
        return rows;
    }

    /** Which tables are kept in step and taken from the stream. */
    public TablesInStep inStep() {
        return inStep;
    }

    /** The user's table, if the file has it. */
    public Optional<UserTable> table(SyncTable table) {
        return Optional.ofNullable(tables.get(table.name()));
    }

    /** The user's table of that name, if it is kept in step and the file has it. */
    public Optional<UserTable> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    /** What the user's table shows of a row. */
    public Optional<Columns> read(RowKey key) throws SQLException {
        UserTable table = tables.get(key.table());
        return table == null ? Optional.empty() : table.read(key);
    }

    /**
     * Reads ahead, in few statements, what verdicts on these products touch: their registers, of the rows that show them
     * the columns that they cover, and what is known of those rows that are not there. What is written since is read
     * anew, so that nothing is older than the transaction.
     */
    public void expect(Map<ReviewType, Set<String>> assessed) throws SQLException {
        List<RowKey> showing = new ArrayList<>();
        for (Map.Entry<ReviewType, Set<String>> some : assessed.entrySet()) {
            verdicts.expect(some.getKey(), some.getValue());
            some.getValue().forEach(url -> showing.addAll(showing(url, some.getKey())));
        }
        List<RowKey> absent = new ArrayList<>();
        for (SyncTable table : List.of(SyncTable.PRODUCTS, SyncTable.ASSESSMENT_QUEUE)) {
            List<RowKey> keys = showing.stream()
                    .filter(key -> key.table().equals(table.name()))
                    .toList();
            UserTable its = tables.get(table.name());
            absent.addAll(its == null ? keys : its.expectCovered(keys));
        }
        states.expect(absent);
    }

    /** The rows in which a verdict shows: its queue row, and of a modesty review the product. */
    private static List<RowKey> showing(String productUrl, ReviewType reviewType) {
        RowKey queued = RowKey.queued(productUrl, reviewType.text());
        return reviewType == ReviewType.MODESTY ? List.of(RowKey.product(productUrl), queued) : List.of(queued);
    }

    /** What the columns that a verdict covers hold in a row, if the user's table has it. */
    public Optional<Columns> covered(RowKey key) throws SQLException {
        UserTable table = tables.get(key.table());
        return table == null ? Optional.empty() : table.covered(key);
    }

    /** What Tandem knows of the rows. */
    public RowRegister states() {
        return states;
    }

    /** What people decided. */
    public VerdictRegister verdicts() {
        return verdicts;
    }

    /**
     * What people decided about a row: of a product its modesty review, of a queue row its own. A review of an unknown
     * type has no verdicts, nor has a row of a further table.
     */
    public VerdictState verdictOf(RowKey key) throws SQLException {
        String url = key.text(0);
        if (key.table().equals(SyncTable.PRODUCTS.name())) {
            return verdicts.read(url, ReviewType.MODESTY);
        }
        if (SyncTable.isFurtherName(key.table())) {
            return VerdictState.undecided(url, ReviewType.MODESTY);
        }
        Optional<ReviewType> type = ReviewType.of(key.text(1));
        return type.isPresent() ? verdicts.read(url, type.get()) : VerdictState.undecided(url, ReviewType.DUPLICATION);
    }

    /**
     * Brings the user's table in line: the row shows its content with the verdict laid over it, or is gone.
     *
     * @param state what is known of the row, with the versions that the content has
     * @param row what the user's table shows now
     * @param content what the row holds without a verdict, as it was carried
     * @return the state as it is now; the caller keeps it
     */
    public RowState place(RowState state, Optional<Columns> row, Columns content, VerdictState verdict)
            throws SQLException {
        UserTable table = tables.get(state.key().table());
        if (table == null) {
            return state.hiding(content);
        }
        Columns shown = verdict.shownIn(state.table());
        Columns desired = content.overlaidBy(shown);
        if (!state.isVisible(verdict) || (row.isEmpty() && !table.accepts(desired))) {
            if (row.isPresent()) {
                table.delete(state.key());
            }
            return state.hiding(content);
        }
        Columns changed = row.isEmpty() ? desired : changes(table, row.get(), desired);
        if (row.isEmpty()) {
            table.insert(state.key(), desired);
        } else if (!changed.isEmpty()) {
            table.update(state.key(), changed);
        }
        Columns written = row.isPresent() && changed.isEmpty()
                ? row.get()
                : table.read(state.key()).orElseThrow(() -> notThere(state.key()));
        return state.showing(written.without(shown.names()).overlaidBy(content.only(shown.names())), content);
    }

    /** As good as a constraint: the row may not be as it was to become, and what was written of it is taken back. */
    private static SQLException notThere(RowKey key) {
        return new SQLiteException(
                "the row of '" + key.table()
                        + "' was written and is not there; a trigger keeps it out, or its key holds"
                        + " what SQLite does not keep",
                SQLiteErrorCode.SQLITE_CONSTRAINT);
    }

    /** Lays a verdict over the user's row without touching its content; the columns that changed, as they were. */
    public Columns cover(RowKey key, Columns row, Columns shown) throws SQLException {
        UserTable table = tables.get(key.table());
        if (table == null) {
            return Columns.NONE;
        }
        Columns changed = changes(table, row, shown);
        if (changed.isEmpty()) {
            return Columns.NONE;
        }
        table.update(key, changed);
        return row.only(changed.names());
    }

    /**
     * What has to be written so that the row shows that. A column without nulls that is given none shows its default, as
     * it would if the row were inserted now: what a row shows does not depend on what it showed before.
     */
    private static Columns changes(UserTable table, Columns row, Columns desired) throws SQLException {
        Columns.Builder changed = Columns.builder();
        for (String column : desired.names()) {
            Object value = desired.get(column);
            if (value == null && table.shape().defaulting().containsKey(column)) {
                value = table.defaultOf(column).orElse(row.get(column));
            }
            if (table.shape().content().contains(column) && !Columns.same(row.get(column), value)) {
                changed.put(column, value);
            }
        }
        return changed.build();
    }
}
