package dev.tandem.schema.verdict;

import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.SyncTable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a verdict shows in the user's columns, and how it is read back from them. Pure. */
public final class Projection {
    private Projection() {}

    /** The columns of {@code products} that the verdict of a modesty review sets. */
    public static Columns ofProduct(Verdict verdict) {
        Columns.Builder columns = Columns.builder()
                .put("modesty_status", verdict.decision().text())
                .put("lifecycle_stage", verdict.lifecycleStage())
                .put("assessment_status", verdict.assessmentStatus())
                .put("shopify_status", verdict.shopifyStatus())
                .put("assessed_at", verdict.assessedAt());
        if (verdict.clothingType() != null) {
            columns.put("clothing_type", verdict.clothingType());
        }
        return columns.build();
    }

    /** The columns of {@code assessment_queue} that a verdict sets. */
    public static Columns ofQueueRow(Verdict verdict) {
        return Columns.builder()
                .put("status", "reviewed")
                .put("review_decision", verdict.decision().text())
                .put("reviewer_notes", verdict.notes())
                .put("reviewed_at", verdict.assessedAt())
                .put("reviewed_by", verdict.reviewer())
                .build();
    }

    /** What the columns of a table hold while nobody has decided and nothing else is known. */
    public static Columns pending(SyncTable table) {
        if (table.equals(SyncTable.PRODUCTS)) {
            return Columns.builder()
                    .put("modesty_status", null)
                    .put("lifecycle_stage", "pending_assessment")
                    .put("assessment_status", "queued")
                    .put("shopify_status", "draft")
                    .put("assessed_at", null)
                    .build();
        }
        return Columns.builder()
                .put("status", "pending")
                .put("review_decision", null)
                .put("reviewer_notes", null)
                .put("reviewed_at", null)
                .put("reviewed_by", null)
                .build();
    }

    /** The columns that a verdict sets in that table. */
    public static Columns of(SyncTable table, Verdict verdict) {
        return table.equals(SyncTable.PRODUCTS) ? ofProduct(verdict) : ofQueueRow(verdict);
    }

    /** The verdict that a row of that table shows, if it shows one. */
    public static Optional<Verdict> read(SyncTable table, String reviewType, Columns row) {
        Optional<ReviewType> type = ReviewType.of(reviewType);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        return table.equals(SyncTable.PRODUCTS) ? fromProduct(row) : fromQueueRow(type.get(), row);
    }

    private static Optional<Verdict> fromProduct(Columns row) {
        return Decision.of(ReviewType.MODESTY, row.text("modesty_status"))
                .map(decision -> new Verdict(
                        decision,
                        null,
                        null,
                        null,
                        row.text("assessed_at"),
                        set(row.text("lifecycle_stage")),
                        set(row.text("assessment_status")),
                        set(row.text("shopify_status"))));
    }

    private static Optional<Verdict> fromQueueRow(ReviewType type, Columns row) {
        if (!"reviewed".equals(row.text("status"))) {
            return Optional.empty();
        }
        return Decision.of(type, row.text("review_decision"))
                .map(decision -> new Verdict(
                        decision,
                        null,
                        row.text("reviewer_notes"),
                        row.text("reviewed_by"),
                        row.text("reviewed_at"),
                        null,
                        null,
                        null));
    }

    /** A blank status says as little as none. */
    private static @Nullable String set(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
