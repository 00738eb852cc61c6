package dev.tandem.catalog.record;

import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.file.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * What the {@code duplicate} verdicts of a file link: the address of each duplicate with the product that it is. The
 * link is the reviewed row of the queue itself, so that all nodes have it, and a retraction takes it away.
 */
final class DuplicateLinks {
    private static final int LONGEST_CHAIN = 10;

    private final Map<String, String> links;

    private DuplicateLinks(Map<String, String> links) {
        this.links = links;
    }

    /** Of a file, in the transaction at hand. */
    static DuplicateLinks of(Sql sql) throws SQLException {
        Map<String, String> links = new HashMap<>();
        TableRows queue = TableRows.of(sql, SyncTable.ASSESSMENT_QUEUE.name());
        if (queue.has("suspected_match_data") && queue.has("review_decision")) {
            sql.all(
                    "SELECT product_url, json_extract(suspected_match_data, '$.url') FROM assessment_queue"
                            + " WHERE review_type = 'duplication' AND status = 'reviewed'"
                            + " AND review_decision = 'duplicate' AND json_valid(suspected_match_data)",
                    row -> {
                        String duplicate = row.getString(1);
                        String product = row.getString(2);
                        return duplicate == null || product == null ? "" : links.put(duplicate, product);
                    });
        }
        return new DuplicateLinks(links);
    }

    /** The product that is under this address, or that what is there is a duplicate of. */
    String productOf(String url) {
        String product = url;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            String next = links.get(product);
            if (next == null) {
                return product;
            }
            product = next;
        }
        return url;
    }
}
