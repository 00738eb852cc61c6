package dev.tandem.service.live;

import dev.tandem.service.live.Moved.Review;
import dev.tandem.stream.file.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has happened to reviews since a place in the history. What is told is how they stand now, so that telling it twice
 * or late does no harm.
 */
final class QueueMoves {
    /** Above this a page had better ask for everything anew. */
    static final int MOST = 500;

    private QueueMoves() {}

    /** The place behind all that has happened so far. */
    static long end(Sql sql) throws SQLException {
        return sql.number("SELECT coalesce(max(seq), 0) FROM tandem_history");
    }

    /**
     * The reviews that something happened to, by the name of the event that tells it; more than {@link #MOST} if there
     * are too many to tell.
     */
    static Map<String, List<Review>> between(Sql sql, long from, long to) throws SQLException {
        Map<String, List<Review>> moves = new LinkedHashMap<>();
        sql.all(
                """
                WITH moved AS (
                  SELECT v.product_url, v.review_type
                    FROM tandem_history h JOIN tandem_verdict v ON v.id = h.subject
                   WHERE h.seq > ? AND h.seq <= ?
                  UNION
                  SELECT json_extract(r.key, '$[0]'), json_extract(r.key, '$[1]')
                    FROM tandem_history h JOIN tandem_row r ON r.id = h.subject
                   WHERE h.seq > ? AND h.seq <= ? AND r.table_name = 'assessment_queue'
                )
                SELECT m.product_url, m.review_type,
                       CASE q.status WHEN 'pending' THEN 'requested' WHEN 'reviewed' THEN 'assessed' ELSE 'withdrawn' END
                  FROM moved m
                  LEFT JOIN assessment_queue q ON q.product_url = m.product_url AND q.review_type = m.review_type
                 LIMIT ?
                """,
                row -> moves.computeIfAbsent(row.getString(3), event -> new ArrayList<>())
                        .add(new Review(row.getString(1), row.getString(2))),
                from,
                to,
                from,
                to,
                MOST + 1);
        return moves;
    }
}
