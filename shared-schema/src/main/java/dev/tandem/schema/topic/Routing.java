package dev.tandem.schema.topic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tandem.schema.event.AssessmentEvent;
import dev.tandem.schema.event.AssessmentEvent.AssessmentRetracted;
import dev.tandem.schema.event.OperationalEvent.CatalogRunCompleted;
import dev.tandem.schema.event.OperationalEvent.SyncCompleted;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.row.RowKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which topic and key an event has. A key has one writer, and its last record says all there is to say. */
public final class Routing {
    private Routing() {}

    /** The topic that the server writes an event to, as the truth that laptops merge. */
    public static Topic ofTruth(TandemEvent event) {
        if (event instanceof AssessmentEvent) {
            return Topic.ASSESSMENTS;
        }
        if (event instanceof RowEvent row) {
            return switch (row.key().table()) {
                case "products" -> Topic.PRODUCTS;
                case "assessment_queue" -> Topic.ASSESSMENT_QUEUE;
                default -> Topic.ROWS;
            };
        }
        return ofOperation(event);
    }

    /**
     * The key that goes with {@link #ofTruth}: the url, or the url and the review type, or the table and the row's key.
     * A removal has a key of its own,
     * so that compaction keeps what was removed beside it: a later verdict brings the row back whole.
     */
    public static @Nullable String truthKey(TandemEvent event) {
        if (event instanceof AssessmentEvent assessment) {
            return json(List.of(assessment.productUrl(), assessment.reviewType().text()));
        }
        if (event instanceof RowEvent row) {
            List<String> key = new ArrayList<>();
            if (row.isOfFurtherTable()) {
                key.add(row.key().table());
            }
            key.addAll(row.key().texts());
            if (row instanceof RowEvent.Removal) {
                key.add("existence");
            }
            return key.size() == 1 ? key.get(0) : json(key);
        }
        return operationKey(event);
    }

    /** The topic that every other node writes an event to. */
    public static Topic ofChange(TandemEvent event) {
        return event instanceof RowEvent || event instanceof AssessmentEvent ? Topic.CHANGES : ofOperation(event);
    }

    /** The key that goes with {@link #ofChange}: node, table, row key and facet. */
    public static @Nullable String changeKey(String node, TandemEvent event) {
        if (event instanceof AssessmentEvent assessment) {
            RowKey queued = RowKey.queued(
                    assessment.productUrl(), assessment.reviewType().text());
            // Asking for a retraction must not make compaction take the verdict that it names.
            return changeKey(node, queued, assessment instanceof AssessmentRetracted ? "retraction" : "verdict");
        }
        if (event instanceof RowEvent row) {
            return changeKey(node, row.key(), row instanceof RowEvent.Removal ? "existence" : "content");
        }
        return operationKey(event);
    }

    private static String changeKey(String node, RowKey key, String facet) {
        List<String> parts = new ArrayList<>();
        parts.add(node);
        parts.add(key.table());
        parts.addAll(key.texts());
        parts.add(facet);
        return json(parts);
    }

    private static Topic ofOperation(TandemEvent event) {
        if (event instanceof CatalogRunCompleted) {
            return Topic.CATALOG_RUNS;
        }
        return event instanceof SyncCompleted ? Topic.SYNC_RECEIPTS : Topic.DEAD_LETTERS;
    }

    private static @Nullable String operationKey(TandemEvent event) {
        if (event instanceof CatalogRunCompleted run) {
            return run.runId();
        }
        if (event instanceof SyncCompleted receipt) {
            return receipt.node();
        }
        return null;
    }

    private static String json(List<String> parts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        parts.forEach(array::add);
        return array.toString();
    }
}
