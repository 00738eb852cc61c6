package dev.tandem.catalog.record;

import dev.tandem.schema.event.OperationalEvent.CatalogRunCompleted;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.version.Timestamps;
import java.time.ZoneId;

/**
 * That a run took place: for whoever reads the stream, and for the user's own table of runs. Times are microseconds UTC.
 */
record RunRecord(String runId, RunRequest request, long startedAt, long completedAt, Tally tally) {
    /** For the stream. */
    CatalogRunCompleted event() {
        return new CatalogRunCompleted(
                runId,
                request.retailer(),
                request.category(),
                startedAt,
                completedAt,
                tally.scanned(),
                tally.existing(),
                tally.added(),
                tally.suspected(),
                tally.rejected());
    }

    /** For the table {@code catalog_monitoring_runs}. */
    Columns row(ZoneId zone) {
        return Columns.builder()
                .put("run_id", runId)
                .put("run_type", request.baseline() ? "baseline_establishment" : "catalog_run")
                .put("retailer", request.retailer())
                .put("category", request.category())
                .put("actual_start_time", time(startedAt, zone))
                .put("crawl_strategy", "feed")
                .put("early_stop_enabled", 0)
                .put("total_products_crawled", tally.scanned())
                .put("new_products_found", tally.added())
                .put("existing_products_encountered", tally.existing())
                .put("total_runtime", Math.floorDiv(completedAt - startedAt, 10_000L) / 100.0)
                .put("run_status", "completed")
                .put("error_count", tally.rejected())
                .put("completion_percentage", 100)
                .put("products_for_review", request.baseline() ? 0 : tally.added() + tally.suspected() - tally.drafts())
                .put("completed_at", time(completedAt, zone))
                .put("created_at", NewRows.seconds(time(completedAt, zone)))
                .build();
    }

    private static String time(long micros, ZoneId zone) {
        return Timestamps.formatNaive(micros, zone).replace('T', ' ');
    }
}
