package dev.tandem.schema.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.SyncTable;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    private final Verdict modest = Verdict.of(Decision.MODEST, "dress", "fine", "Ada", "2025-11-23 23:00:00");

    @Test
    void a_verdict_sets_the_rest_of_the_product() {
        assertThat(Projection.ofProduct(modest).asMap())
                .containsEntry("modesty_status", "modest")
                .containsEntry("lifecycle_stage", "assessed_approved")
                .containsEntry("assessment_status", "assessed")
                .containsEntry("shopify_status", "published")
                .containsEntry("clothing_type", "dress")
                .containsEntry("assessed_at", "2025-11-23 23:00:00");
        Verdict rejected = Verdict.of(Decision.NOT_MODEST, null, null, null, null);
        assertThat(Projection.ofProduct(rejected).asMap())
                .containsEntry("lifecycle_stage", "assessed_rejected")
                .containsEntry("shopify_status", "draft")
                .doesNotContainKey("clothing_type");
    }

    @Test
    void a_verdict_is_read_back_from_both_of_its_projections() {
        Verdict fromProduct = Projection.read(SyncTable.PRODUCTS, "modesty", Projection.ofProduct(modest))
                .orElseThrow();
        assertThat(fromProduct.decision()).isEqualTo(Decision.MODEST);
        Verdict fromQueue = Projection.read(SyncTable.ASSESSMENT_QUEUE, "modesty", Projection.ofQueueRow(modest))
                .orElseThrow();
        assertThat(fromQueue.reviewer()).isEqualTo("Ada");
        assertThat(fromQueue.assessedAt()).isEqualTo("2025-11-23 23:00:00");
    }

    @Test
    void pending_and_unknown_texts_are_no_verdict() {
        for (String text : new String[] {"", "pending", "pending_review", "Modest", "duplicate"}) {
            Columns row = Columns.of(Map.of("modesty_status", text));
            assertThat(Projection.read(SyncTable.PRODUCTS, "modesty", row)).isEmpty();
        }
        assertThat(Projection.read(SyncTable.PRODUCTS, "modesty", Columns.NONE)).isEmpty();
    }
}
