package dev.tandem.stream.preview;

import dev.tandem.schema.event.EventType;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.TableShape;
import dev.tandem.stream.register.Rows;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the server will make of verdicts that wait to be sent, and send back: a product of a reviewed queue row that has
 * none, and a modesty review of a product that is no duplicate. As far as this file knows: a server that has them already
 * makes none.
 */
public final class Follows {
    private static final String GIVEN = """
            WITH given AS MATERIALIZED (
              SELECT DISTINCT json_extract(value, '$.productUrl') AS url, json_extract(value, '$.reviewType') AS review_type,
                     json_extract(value, '$.decision') AS decision
                FROM tandem_outbox WHERE topic = ? AND type = ?)
            """;

    private Follows() {}

    /** The rows that follow. */
    public static Set<RowKey> of(Sql sql) throws SQLException {
        Set<RowKey> follows = new LinkedHashSet<>();
        if (TableShape.read(sql, SyncTable.PRODUCTS).isEmpty()
                || TableShape.read(sql, SyncTable.ASSESSMENT_QUEUE).isEmpty()) {
            return follows;
        }
        Rows rows = Rows.of(sql);
        for (String url : given(sql, """
                SELECT url FROM given WHERE review_type = ?
                   AND url IN (SELECT product_url FROM assessment_queue WHERE review_type = 'modesty')
                """, ReviewType.MODESTY.text())) {
            // A row may be there that shows the verdict alone: it has no version.
            if (rows.states().read(RowKey.product(url)).version() == null) {
                follows.add(RowKey.product(url));
            }
        }
        for (String url : given(sql, """
                SELECT url FROM given WHERE decision = ? AND url IN (SELECT product_url FROM assessment_queue)
                """, Decision.NOT_DUPLICATE.text())) {
            RowKey review = RowKey.queued(url, ReviewType.MODESTY.text());
            if (rows.verdictOf(review).verdict() == null) {
                follows.add(review);
            }
        }
        return follows;
    }

    private static Iterable<String> given(Sql sql, String which, String value) throws SQLException {
        String type = EventType.ASSESSMENT_RECORDED.ceType();
        return sql.all(GIVEN + which, row -> row.getString(1), Topic.CHANGES.name(), type, value);
    }
}
