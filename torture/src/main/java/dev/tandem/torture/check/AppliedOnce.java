package dev.tandem.torture.check;

import java.util.ArrayList;
import java.util.List;

/**
 * Nothing is applied twice. No history has a verdict's version as applied more than once, but where the node's own verdict
 * had covered it in between and gave way; each row is there once; and an event has one content under one id.
 */
final class AppliedOnce implements Check {
    @Override
    public String name() {
        return "nothing is applied twice";
    }

    @Override
    public List<String> broken(Evidence evidence) {
        List<String> broken = new ArrayList<>();
        for (NodeFile node : evidence.nodes()) {
            node.query("""
                    SELECT type, event, clock FROM (
                      SELECT type, event, clock, outcome, lag(outcome) OVER came AS stood,
                             row_number() OVER (PARTITION BY subject, event, clock, outcome ORDER BY seq) AS time
                        FROM tandem_history WHERE outcome IN ('applied', 'captured') AND type LIKE 'Assessment%'
                      WINDOW came AS (PARTITION BY subject ORDER BY seq))
                     WHERE outcome = 'applied' AND time > 1 AND stood <> 'captured'
                    """).forEach(row -> broken.add(node.name() + " has applied more than once: " + row.columns()));
            node.query("""
                    SELECT url AS twice FROM products GROUP BY url HAVING count(*) > 1
                    UNION ALL SELECT product_url || ' ' || review_type FROM assessment_queue
                     GROUP BY product_url, review_type HAVING count(*) > 1
                    """).forEach(row -> broken.add(node.name() + " has more than once: " + row.columns()));
        }
        return broken;
    }
}
