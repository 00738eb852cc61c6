package dev.tandem.service.queue;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The review queue in the synced database, read only. */
@Repository("products")
@JdbcRepository(dialect = Dialect.ANSI)
interface ReviewQueue extends GenericRepository<PendingReview, Long> {
    /** The pending reviews behind that place; a filter that is null lets everything through. {@code without} is a JSON list of keys. */
    @Query("""
        SELECT
            id, product_url, review_type, retailer, category, priority,
            product_data, suspected_match_data, added_at, source_workflow,
            CASE priority WHEN 'high' THEN 0 WHEN 'low' THEN 2 ELSE 1 END AS rank,
            CAST(round(coalesce(unixepoch(added_at, 'subsec'), 0) * 1000) AS INTEGER) AS added_millis
        FROM assessment_queue
        WHERE status = 'pending'
          AND (:retailer IS NULL OR retailer = :retailer)
          AND (:category IS NULL OR category = :category)
          AND (:reviewType IS NULL OR review_type = :reviewType)
          AND (:priority IS NULL OR priority = :priority)
          AND (rank, added_millis, id) > (:afterRank, :afterMillis, :afterId)
          AND review_type || ' ' || product_url NOT IN (SELECT value FROM json_each(:without))
        ORDER BY rank, added_millis, id
        LIMIT :most
        """)
    List<PendingReview> pendingAfter(
            @Nullable String retailer,
            @Nullable String category,
            @Nullable String reviewType,
            @Nullable String priority,
            int afterRank,
            long afterMillis,
            long afterId,
            String without,
            int most);

    /** How many reviews there are of each kind, and how many of them that reviewer did. */
    @Query("""
        SELECT
            retailer, category, review_type, priority, status, count(*) AS reviews,
            count(*) FILTER (WHERE unixepoch(reviewed_at) >= :today) AS reviewed_today,
            count(*) FILTER (WHERE reviewed_by = :reviewer) AS done_in_all,
            count(*) FILTER (WHERE reviewed_by = :reviewer AND unixepoch(reviewed_at) >= :today) AS done_today
        FROM assessment_queue
        GROUP BY retailer, category, review_type, priority, status
        """)
    List<ReviewCount> counts(long today, @Nullable String reviewer);
}
