package dev.tandem.schema.row;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table that Tandem keeps in step.
 *
 * @param name the table's name
 * @param key the columns that identify a row on every node
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

    /** The table of that name. */
    public static SyncTable named(String name) {
        return ALL.stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Tandem keeps no table '" + name + "' in step"));
    }

    /** Whether the column is content: neither key nor local, under a name that may travel. */
    public boolean carries(String column) {
        return !key.contains(column) && !local.contains(column) && Columns.isCarriedName(column);
    }
}
