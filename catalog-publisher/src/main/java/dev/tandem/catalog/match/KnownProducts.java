package dev.tandem.catalog.match;

import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All products that a file knows, read as a stream, past what is sought among them. */
public final class KnownProducts {
    private static final int PAGE = 5_000;
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final String retailer;
    private final Optional<Pattern> rule;
    /** Up to where all that was sought so far has been compared. */
    private final Map<KnownTable, Long> readTo = new EnumMap<>(KnownTable.class);

    /**
     * As a run over this retailer's catalog sees them.
     *
     * @param rule where the retailer's product codes are in its addresses
     */
    public KnownProducts(String retailer, Optional<Pattern> rule) {
        this.retailer = plain(retailer);
        this.rule = rule;
    }

    /** Seeks items among all products of the file, in many short reads. */
    public void passAll(SyncedFile file, Sought sought) {
        for (KnownTable table : KnownTable.values()) {
            long last = KnownPages.forEach(
                    row -> file.read("read the products of", sql -> page(sql, table, row)),
                    page -> page.products().forEach(sought::pass));
            readTo.putIfAbsent(table, last);
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
            long row = readTo(table);
            KnownPages.Page page = page(sql, table, row);
            while (page.readTo() > row) {
                page.products().forEach(sought::pass);
                row = page.readTo();
                page = page(sql, table, row);
            }
        }
    }

    private long readTo(KnownTable table) {
        return readTo.getOrDefault(table, Long.MIN_VALUE);
    }

    private KnownPages.Page page(Sql sql, KnownTable table, long behind) throws SQLException {
        KnownPages.Page page = KnownPages.Page.behind(behind);
        Set<String> columns = table.columnsIn(sql);
        if (!columns.contains(table.url())) {
            return page;
        }
        List<Long> rowids = sql.all(
                table.select(columns),
                row -> {
                    String url = row.getString(2);
                    if (url != null) {
                        Traits traits = table.traits(row, url, rule);
                        page.products().add(Known.of(isOfTheRetailer(row.getString(3)) ? traits : traits.ofAnother()));
                    }
                    return row.getLong(1);
                },
                behind,
                PAGE);
        return rowids.isEmpty() ? page : new KnownPages.Page(rowids.get(rowids.size() - 1), page.products());
    }

    private boolean isOfTheRetailer(@Nullable String other) {
        return other == null || plain(other).isEmpty() || plain(other).equals(retailer);
    }

    private static String plain(String name) {
        return NO_LETTERS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
