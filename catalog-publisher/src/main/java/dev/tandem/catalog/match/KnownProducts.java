package dev.tandem.catalog.match;

import dev.tandem.catalog.feed.Item;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An index of all products that a file knows, by normalized address. It stands in a temporary table of another
 * connection, which SQLite spills to disk: neither the user's file nor the heap grows with it.
 */
public final class KnownProducts {
    private static final int PAGE = 5_000;
    private static final int BEFORE_THE_FEED = -1;

    private static final List<Source> SOURCES = List.of(
            new Source("products", "url", "SELECT rowid, url FROM products WHERE rowid > ? ORDER BY rowid LIMIT ?"),
            new Source(
                    "assessment_queue",
                    "product_url",
                    "SELECT rowid, product_url FROM assessment_queue WHERE rowid > ? ORDER BY rowid LIMIT ?"),
            new Source(
                    "catalog_products",
                    "catalog_url",
                    "SELECT rowid, catalog_url FROM catalog_products WHERE rowid > ? ORDER BY rowid LIMIT ?"));

    private final Sql scratch;
    private final Map<Source, Long> readTo = new HashMap<>();

    private KnownProducts(Sql scratch) {
        this.scratch = scratch;
    }

    /** Where addresses of products stand, and how to read those behind a row id. */
    private record Source(String table, String column, String select) {
        boolean isIn(Sql sql) throws SQLException {
            return sql.number("SELECT count(*) FROM pragma_table_info(?) WHERE lower(name) = ?", table, column) > 0;
        }
    }

    /** An empty index in this scratch database. */
    public static KnownProducts in(Sql scratch) throws SQLException {
        scratch.script("""
                CREATE TEMP TABLE known (
                  normalized TEXT NOT NULL,
                  url TEXT NOT NULL,
                  place INTEGER NOT NULL,   -- in the feed; before all of it where the file knows the product
                  PRIMARY KEY (normalized, url)
                ) WITHOUT ROWID
                """);
        return new KnownProducts(scratch);
    }

    /** Adds what a file knows, in many short reads. */
    public void addAllOf(SyncedFile file) {
        boolean more = true;
        while (more) {
            more = file.read("read the products of", sql -> addPage(sql, PAGE));
        }
    }

    /** Adds what other programs have added to the file in the meantime, in the transaction at hand. */
    public void catchUp(Sql sql) throws SQLException {
        while (addPage(sql, PAGE)) {}
    }

    /** Adds an item, so that its like later in the feed is known. */
    public void add(Item item) throws SQLException {
        scratch.update(
                "INSERT OR IGNORE INTO temp.known (normalized, url, place) VALUES (?, ?, ?)",
                NormalizedUrl.of(item.url()),
                item.url(),
                item.index());
    }

    /** The known product that an item is, if it is one: of the file, or earlier in the feed. */
    public Optional<Match> find(Item item) throws SQLException {
        List<String> candidates = scratch.all(
                "SELECT url FROM temp.known WHERE normalized = ? AND place < ? ORDER BY url = ? DESC LIMIT 10",
                row -> row.getString(1),
                NormalizedUrl.of(item.url()),
                item.index(),
                item.url());
        return Match.best(item, candidates);
    }

    private boolean addPage(Sql sql, int limit) throws SQLException {
        boolean more = false;
        for (Source source : SOURCES) {
            if (!source.isIn(sql)) {
                continue;
            }
            List<String> urls = new ArrayList<>();
            List<Long> rowids = sql.all(
                    source.select(),
                    row -> {
                        String url = row.getString(2);
                        if (url != null) {
                            urls.add(url);
                        }
                        return row.getLong(1);
                    },
                    readTo.getOrDefault(source, Long.MIN_VALUE),
                    limit);
            for (String url : urls) {
                add(url);
            }
            if (!rowids.isEmpty()) {
                readTo.put(source, rowids.get(rowids.size() - 1));
            }
            more |= rowids.size() == limit;
        }
        return more;
    }

    private void add(String url) throws SQLException {
        scratch.update(
                "INSERT OR REPLACE INTO temp.known (normalized, url, place) VALUES (?, ?, ?)",
                NormalizedUrl.of(url),
                url,
                BEFORE_THE_FEED);
    }
}
