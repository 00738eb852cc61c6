package dev.tandem.catalog.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.catalog.feed.Item;
import dev.tandem.stream.file.Sql;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes over what a feed says otherwise of known products, and writes down what stood before. It touches the listing and
 * its clock, never an assessment.
 */
public final class ListingChanges {
    private final Sql sql;
    private final String runId;
    private final TableRows products;
    private final Scratch feed;
    private final DuplicateLinks links;

    /** Of a run, in the transaction at hand. */
    ListingChanges(Sql sql, String runId, TableRows products, Scratch feed) throws SQLException {
        this.sql = sql;
        this.runId = runId;
        this.products = products;
        this.feed = feed;
        this.links = DuplicateLinks.of(sql);
        sql.script("""
                CREATE TABLE IF NOT EXISTS tandem_catalog_change (
                  run_id TEXT NOT NULL,
                  product_url TEXT NOT NULL,
                  title TEXT NOT NULL,
                  field TEXT NOT NULL,
                  before TEXT,
                  after TEXT NOT NULL
                )
                """);
    }

    /**
     * Takes over what an item says of the product under this address; how many fields changed. A duplicate speaks for the
     * product that it is, unless that is in the feed itself.
     */
    int take(String known, Item item, String now) throws SQLException {
        String url = links.productOf(known);
        if (!url.equals(known) && feed.listing(url).isPresent()) {
            return 0;
        }
        List<ListingChange> changes = ListingChange.of(sql, products, url, item);
        for (ListingChange change : changes) {
            products.set(sql, change.field(), value(item.listing().path(change.field())), "url", url);
            sql.update(
                    "INSERT INTO tandem_catalog_change (run_id, product_url, title, field, before, after)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    runId,
                    url,
                    change.title(),
                    change.field(),
                    change.before(),
                    change.after());
        }
        if (!changes.isEmpty() && products.has("last_updated")) {
            products.set(sql, "last_updated", now, "url", url);
        }
        return changes.size();
    }

    /** What a run has changed; none where no run of this file has changed anything. */
    public static List<ListingChange> of(Sql sql, String runId) throws SQLException {
        if (!TableRows.of(sql, "tandem_catalog_change").exists()) {
            return List.of();
        }
        return sql.all(
                "SELECT product_url, title, field, before, after FROM tandem_catalog_change WHERE run_id = ? ORDER BY rowid",
                row -> new ListingChange(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)),
                runId);
    }

    private static @Nullable Object value(JsonNode said) {
        if (said.isIntegralNumber() && said.canConvertToLong()) {
            return said.longValue();
        }
        return said.isNumber() ? (Object) said.doubleValue() : said.asText();
    }
}
