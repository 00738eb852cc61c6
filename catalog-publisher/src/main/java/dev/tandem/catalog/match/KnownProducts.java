package dev.tandem.catalog.match;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All products that a file knows, read as a stream, past what is sought among them. */
public final class KnownProducts {
    private static final int PAGE = 2_000;
    private static final int MOST_NAMES = 1_000;
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String retailer;
    private final Optional<Pattern> rule;
    /** Up to where all that was sought so far has been compared. */
    private final Map<KnownTable, Long> readTo = new EnumMap<>(KnownTable.class);
    /** Whether a name is the retailer's, of those that rows have. */
    private final Map<String, Boolean> names = new ConcurrentHashMap<>();

    /**
     * As a run over this retailer's catalog sees them.
     *
     * @param rule where the retailer's product codes are in its addresses
     */
    public KnownProducts(String retailer, Optional<Pattern> rule) {
        this.retailer = plain(retailer);
        this.rule = rule;
    }

    /**
     * Which of these addresses the file knows, as far as that can be looked up: what is known by its address needs no
     * looking for by its title while all products pass by, which takes the most time.
     */
    public Set<String> known(SyncedFile file, Collection<String> addresses) {
        String list = JSON.valueToTree(addresses).toString();
        return file.read("read the products of", sql -> {
            Set<String> known = new LinkedHashSet<>();
            for (KnownTable table : KnownTable.values()) {
                if (table.isByAddress(sql)) {
                    known.addAll(sql.all(table.selectAddresses(), row -> row.getString(1), list));
                }
            }
            return known;
        });
    }

    /** Seeks items among all products of the file, in many short reads. */
    public void passAll(SyncedFile file, Sought sought) {
        sought.begin();
        for (KnownTable table : KnownTable.values()) {
            long last = KnownPages.forEach(
                    row -> file.read("read the products of", sql -> page(sql, table, row)),
                    page -> looked(sought, table, page),
                    looks -> looks.forEach(sought::take));
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
        sought.begin();
        for (KnownTable table : KnownTable.values()) {
            long row = readTo(table);
            KnownPages.Page page = page(sql, table, row);
            while (page.readTo() > row) {
                looked(sought, table, page).forEach(sought::take);
                row = page.readTo();
                page = page(sql, table, row);
            }
        }
    }

    private long readTo(KnownTable table) {
        return readTo.getOrDefault(table, Long.MIN_VALUE);
    }

    private List<Look> looked(Sought sought, KnownTable table, KnownPages.Page page) {
        Sought.Lookout lookout = sought.lookout();
        return page.rows().stream()
                .map(row -> lookout.at(Known.of(traits(table, row))))
                .toList();
    }

    private Traits traits(KnownTable table, KnownTable.Row row) {
        Traits traits = table.traits(row, rule);
        return isOfTheRetailer(row.retailer()) ? traits : traits.ofAnother();
    }

    private static KnownPages.Page page(Sql sql, KnownTable table, long behind) throws SQLException {
        Set<String> columns = table.columnsIn(sql);
        if (!columns.contains(table.url())) {
            return new KnownPages.Page(behind, List.of());
        }
        List<KnownTable.Row> rows = new ArrayList<>();
        List<Long> rowids = sql.all(
                table.select(columns),
                row -> {
                    String url = row.getString(2);
                    if (url != null) {
                        rows.add(table.row(row, url));
                    }
                    return row.getLong(1);
                },
                behind,
                PAGE);
        return new KnownPages.Page(rowids.isEmpty() ? behind : rowids.get(rowids.size() - 1), rows);
    }

    private boolean isOfTheRetailer(@Nullable String other) {
        if (other == null) {
            return true;
        }
        Boolean known = names.get(other);
        if (known == null) {
            String letters = plain(other);
            known = letters.isEmpty() || letters.equals(retailer);
            if (names.size() < MOST_NAMES) {
                names.put(other, known);
            }
        }
        return known;
    }

    private static String plain(String name) {
        return NO_LETTERS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
