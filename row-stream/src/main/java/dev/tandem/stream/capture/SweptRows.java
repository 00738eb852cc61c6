package dev.tandem.stream.capture;

import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.file.Origins;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.UserTable;
import dev.tandem.stream.register.RowRegister;
import dev.tandem.stream.register.Rows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that {@code INSERT OR REPLACE} swept away through a unique index on an expression or on a part of the rows. No
 * trigger can tell which they are, and SQLite fires none for a row that is replaced. Where a table has such an index,
 * every row that should be there is looked for.
 */
final class SweptRows {
    private static final int PAGE = 1_000;

    private SweptRows() {}

    /** Whether rows of that table can go without a trigger that says so. */
    static boolean arePossible(Sql sql, SyncTable table) throws SQLException {
        return sql.number("""
                        SELECT EXISTS (
                          SELECT 1 FROM pragma_index_list(?) its
                           WHERE its."unique"
                             AND (its.partial
                                  OR EXISTS (SELECT 1 FROM pragma_index_info(its.name) WHERE name IS NULL)))
                        """, table.name()) > 0;
    }

    /** The keys of the rows that the table should have and has not. */
    static List<RowKey> of(Rows rows, SyncTable table) throws SQLException {
        List<RowKey> swept = new ArrayList<>();
        List<RowRegister.Known> page = rows.states().shown(table.name(), Long.MIN_VALUE, PAGE);
        while (!page.isEmpty()) {
            for (RowRegister.Known known : page) {
                if (rows.read(known.key()).isEmpty()) {
                    swept.add(known.key());
                }
            }
            page = rows.states().shown(table.name(), page.get(page.size() - 1).id(), PAGE);
        }
        return swept;
    }

    /** The ids of the rows that a table without a key should have and has not. */
    static List<Long> idsOf(UserTable table) throws SQLException {
        List<Long> swept = new ArrayList<>();
        List<Origins.Placed> page = table.origins().placed(Long.MIN_VALUE, PAGE);
        while (!page.isEmpty()) {
            for (Origins.Placed placed : page) {
                if (table.readAt(placed.local()).isEmpty()) {
                    swept.add(placed.local());
                }
            }
            page = table.origins().placed(page.get(page.size() - 1).local(), PAGE);
        }
        return swept;
    }
}
