package dev.tandem.stream.guarantee;

import java.util.ArrayList;
import java.util.List;

/**
 * Each event is applied once. On no node does the history have a verdict's version as applied twice; the user's tables
 * have each row once. One that a node's own verdict had covered may come again, if the server capped that one's clock. A row's content may come again under the version of its last writer, with columns that another
 * writer carried, so it is not counted. Whenever a node was
 * halted, and at the end, its file agrees with its offsets: what lies before them has been taken in, and nothing behind
 * them has been applied.
 *
 * <p>The last is looked at over the stream in memory only, whose every record is known.
 */
final class AppliedOnce implements Guarantee {
    @Override
    public List<String> broken(World world) {
        List<String> broken = new ArrayList<>(world.chronicle.contradictions);
        for (Machine machine : world.machines()) {
            for (String twice : machine.query("""
                    SELECT type, event, clock FROM (
                      SELECT subject, type, event, clock, outcome, lag(outcome) OVER came AS stood,
                             row_number() OVER (PARTITION BY subject, event, clock, outcome ORDER BY seq) AS time
                        FROM tandem_history WHERE outcome IN ('applied', 'captured') AND type LIKE 'Assessment%'
                      WINDOW came AS (PARTITION BY subject ORDER BY seq))
                     WHERE outcome = 'applied' AND time > 1 AND stood <> 'captured'
                    """)) {
                broken.add(machine.who + " has applied more than once: " + twice);
            }
            for (String twice : machine.query("""
                    SELECT 'product', url, count(*) FROM products GROUP BY url HAVING count(*) > 1
                    UNION ALL
                    SELECT 'review', product_url || ' ' || review_type, count(*) FROM assessment_queue
                     GROUP BY product_url, review_type HAVING count(*) > 1
                    """)) {
                broken.add(machine.who + " has more than once: " + twice);
            }
        }
        return broken;
    }
}
