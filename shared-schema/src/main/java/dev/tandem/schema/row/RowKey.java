package dev.tandem.schema.row;

import java.util.ArrayList;
import java.util.List;

/**
 * Identifies a row on every node: its table and the values of its key columns. Surrogate ids are local and no part of it.
 *
 * @param table the table's name
 * @param values the key columns' values, in the order of {@link SyncTable#key()}
 */
public record RowKey(String table, List<String> values) {
    /** Copies the values. */
    public RowKey {
        values = List.copyOf(values);
    }

    /** The key of a product. */
    public static RowKey product(String url) {
        return new RowKey(SyncTable.PRODUCTS.name(), List.of(url));
    }

    /** The key of a row in the review queue. */
    public static RowKey queued(String productUrl, String reviewType) {
        return new RowKey(SyncTable.ASSESSMENT_QUEUE.name(), List.of(productUrl, reviewType));
    }

    /** 64 bits that stand for this key in Tandem's own tables. */
    public long id() {
        List<String> all = new ArrayList<>(values);
        all.add(0, table);
        return ContentHash.of(all);
    }
}
