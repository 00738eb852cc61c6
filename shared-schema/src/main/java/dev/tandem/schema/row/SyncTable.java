package dev.tandem.schema.row;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table that Tandem keeps in step. {@link #PRODUCTS} and {@link #ASSESSMENT_QUEUE} always travel; further tables
 * travel whole, and what identifies their rows is found in the user's schema.
 *
 * @param name the table's name
 * @param key the columns that identify a row on every node; none where a row is known by its origin alone
 * @param local columns that are never carried and never compared
 * @param clock the column that holds the time of the row's last change, if there is one
 * @param verdict the columns in which a person's verdict shows, once there is one
 */
public record SyncTable(String name, List<String> key, Set<String> local, Optional<String> clock, Set<String> verdict) {
    /** The products. */
    public static final SyncTable PRODUCTS = new SyncTable(
            "products",
            List.of("url"),
            Set.of("id"),
            Optional.of("last_updated"),
            Set.of(
                    "lifecycle_stage",
                    "assessment_status",
                    "modesty_status",
                    "shopify_status",
                    "assessed_at",
                    "clothing_type"));

    /** The review queue. */
    public static final SyncTable ASSESSMENT_QUEUE = new SyncTable(
            "assessment_queue",
            List.of("product_url", "review_type"),
            Set.of("id"),
            Optional.of("added_at"),
            Set.of("status", "review_decision", "reviewer_notes", "reviewed_at", "reviewed_by"));

    /** The tables every node keeps in step, in the order in which they are read. */
    public static final List<SyncTable> ALL = List.of(PRODUCTS, ASSESSMENT_QUEUE);

    /** The further tables that travel where no setting says otherwise. */
    public static final List<String> USUAL_FURTHER =
            List.of("catalog_products", "catalog_baselines", "catalog_monitoring_runs");

    /** The table of that name. */
    public static SyncTable named(String name) {
        return ALL.stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Tandem keeps no table '" + name + "' in step"));
    }

    /** Whether a further table may have this name: a plain identifier that is none of Tandem's or SQLite's own. */
    public static boolean isFurtherName(String name) {
        return Columns.isCarriedName(name) && ALL.stream().noneMatch(t -> t.name.equals(name));
    }

    /**
     * A further table.
     *
     * @param key in whatever order; on every node the same order is made of it
     */
    public static SyncTable further(String name, List<String> key, Set<String> local, Optional<String> clock) {
        return new SyncTable(name, key.stream().sorted().toList(), Set.copyOf(local), clock, Set.of());
    }

    /** The table of a row, as far as its key tells: nothing is known of a further table's local columns and clock. */
    public static SyncTable of(RowKey key) {
        return isFurtherName(key.table())
                ? further(key.table(), key.columns(), Set.of(), Optional.empty())
                : named(key.table());
    }

    /** Whether a row of this table is known by the node that it came from and an id, because it has no key. */
    public boolean hasOrigins() {
        return key.isEmpty();
    }

    /** The key of the row whose key columns hold these values, or whose origin this is. */
    public RowKey keyOf(List<?> values) {
        return new RowKey(name, key, List.copyOf(values));
    }

    /** Whether the column is content: neither key nor local, under a name that may travel. */
    public boolean carries(String column) {
        return !key.contains(column) && !local.contains(column) && Columns.isCarriedName(column);
    }
}
