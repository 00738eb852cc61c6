package dev.tandem.stream.adopt;

import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.Projection;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.stream.file.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What goes for good with columns and tables that are taken out: values that nothing that stays would tell. */
final class LostValues {
    private static final String DECISION = "modesty_status";

    private LostValues() {}

    /** How many rows a table has; none where there is no such table. */
    static long inTable(Sql sql, String table) throws SQLException {
        return sql.number("SELECT count(*) FROM pragma_table_info(?)", table) == 0
                ? 0
                : sql.number("SELECT count(*) FROM " + Sql.quote(table));
    }

    /**
     * How many values a column holds; those that follow from the decision that stays in the same row do not count.
     *
     * @param going the columns of that table that go
     */
    static long inColumn(Sql sql, String table, String column, Collection<String> going) throws SQLException {
        if (!hasColumn(sql, table, column)) {
            return 0;
        }
        boolean follows = table.equals(SyncTable.PRODUCTS.name())
                && SyncTable.PRODUCTS.verdict().contains(column)
                && !going.contains(DECISION)
                && hasColumn(sql, table, DECISION);
        if (!follows) {
            return sql.number("SELECT count(" + Sql.quote(column) + ") FROM " + Sql.quote(table));
        }
        String name = Sql.quote(column);
        return sql
                .all(
                        "SELECT " + DECISION + ", " + name + ", count(*) FROM products WHERE " + name
                                + " IS NOT NULL GROUP BY 1, 2",
                        row -> isSetBy(row, column) ? 0 : row.getLong(3))
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static boolean isSetBy(ResultSet row, String column) throws SQLException {
        @Nullable String value = row.getString(2);
        return Decision.of(ReviewType.MODESTY, row.getString(1))
                .map(decision -> Projection.ofProduct(Verdict.of(decision, null, null, null, null)))
                .map(set -> Objects.equals(value, set.text(column)))
                .orElse(false);
    }

    static boolean hasColumn(Sql sql, String table, String column) throws SQLException {
        return sql.number("SELECT count(*) FROM pragma_table_info(?) WHERE name = ?", table, column) > 0;
    }
}
