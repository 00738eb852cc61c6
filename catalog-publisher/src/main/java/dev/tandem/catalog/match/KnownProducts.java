package dev.tandem.catalog.match;

import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All products that a file knows, read as a stream, past what is sought among them. */
public final class KnownProducts {
    private static final int PAGE = 5_000;

    private final String retailer;
    /** Up to where all that was sought so far has been compared. */
    private final Map<KnownTable, Long> readTo = new EnumMap<>(KnownTable.class);

    /** As a run over this retailer's catalog sees them. */
    public KnownProducts(String retailer) {
        this.retailer = plain(retailer);
    }

    /** Seeks items among all products of the file, in many short reads. */
    public void passAll(SyncedFile file, Sought sought) {
        for (KnownTable table : KnownTable.values()) {
            long next = Long.MIN_VALUE;
            long from;
            do {
                from = next;
                long after = from;
                next = file.read("read the products of", sql -> passPage(sql, table, after, sought));
            } while (next > from);
            readTo.putIfAbsent(table, next);
        }
    }

    /** Whether other programs have added rows to the file in the meantime. */
    public boolean hasMore(Sql sql) throws SQLException {
        for (KnownTable table : KnownTable.values()) {
            if (table.isIn(sql) && sql.number(table.hasMore(), readTo(table)) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Seeks items among those, in the transaction at hand. */
    public void passMore(Sql sql, Sought sought) throws SQLException {
        for (KnownTable table : KnownTable.values()) {
            long next = readTo(table);
            long from;
            do {
                from = next;
                next = passPage(sql, table, from, sought);
            } while (next > from);
        }
    }

    private long readTo(KnownTable table) {
        return readTo.getOrDefault(table, Long.MIN_VALUE);
    }

    /** Up to which row it has read now. */
    private long passPage(Sql sql, KnownTable table, long after, Sought sought) throws SQLException {
        Set<String> columns = table.columnsIn(sql);
        if (!columns.contains(table.url())) {
            return after;
        }
        List<Long> rowids = sql.all(
                table.select(columns),
                row -> {
                    String url = row.getString(2);
                    if (url != null) {
                        Traits traits = table.traits(row, url);
                        sought.pass(isOfTheRetailer(row.getString(3)) ? traits : traits.ofAnother());
                    }
                    return row.getLong(1);
                },
                after,
                PAGE);
        return rowids.isEmpty() ? after : rowids.get(rowids.size() - 1);
    }

    private boolean isOfTheRetailer(@Nullable String other) {
        return other == null || plain(other).isEmpty() || plain(other).equals(retailer);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
