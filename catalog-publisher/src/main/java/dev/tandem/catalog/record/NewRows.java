package dev.tandem.catalog.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.catalog.feed.Item;
import dev.tandem.schema.row.Columns;
import java.util.List;
import java.util.Optional;

/** The rows that a new product becomes. Pure. */
final class NewRows {
    private static final String SOURCE = "catalog_monitor";
    private static final List<String> LISTED = List.of(
            "title",
            "price",
            "original_price",
            "product_code",
            "brand",
            "clothing_type",
            "sale_status",
            "stock_status",
            "description",
            "neckline",
            "sleeve_length");

    private NewRows() {}

    /** The product, waiting for its assessment; that of a baseline, or a draft, waits for nothing. */
    static Columns product(Item item, RunRequest request, String now) {
        Columns.Builder row = Columns.builder();
        row.put("url", item.url()).put("retailer", request.retailer());
        LISTED.forEach(name -> put(row, name, item.listing().path(name)));
        boolean draft = !request.baseline() && request.rules().isDraft(item);
        row.put(
                        "lifecycle_stage",
                        request.baseline() ? "baseline_only" : draft ? "imported_direct" : "pending_assessment")
                .put("assessment_status", request.baseline() || draft ? "not_for_assessment" : "queued")
                .put("shopify_status", draft ? "draft" : "not_uploaded")
                .put("image_count", item.listing().path("image_urls").size())
                .put("source", SOURCE);
        row.put("first_seen", now).put("last_seen", now).put("last_updated", now);
        return row.build();
    }

    /** The request to review its modesty, or whether it is the product that it may be. */
    static Columns review(Item item, Optional<SuspectedMatch> suspected, RunRequest request, String now) {
        ObjectNode data = item.listing().deepCopy();
        data.put("retailer", request.retailer()).put("catalog_url", item.url());
        Columns.Builder row = Columns.builder();
        suspected.ifPresent(
                match -> row.put("suspected_match_data", match.json().toString()));
        return row.put("product_url", item.url())
                .put("review_type", suspected.isPresent() ? "duplication" : "modesty")
                .put("status", "pending")
                .put("priority", "normal")
                .put("retailer", request.retailer())
                .put("category", request.category())
                .put("product_data", data.toString())
                .put("source_workflow", SOURCE)
                .put("added_at", seconds(now))
                .build();
    }

    /** A timestamp as SQLite's own CURRENT_TIMESTAMP writes it. */
    static String seconds(String timestamp) {
        return timestamp.substring(0, 19).replace('T', ' ');
    }

    private static void put(Columns.Builder row, String name, JsonNode value) {
        if (value.isTextual()) {
            row.put(name, value.textValue());
        } else if (value.isIntegralNumber() && value.canConvertToLong()) {
            row.put(name, value.longValue());
        } else if (value.isNumber()) {
            row.put(name, value.doubleValue());
        }
    }
}
