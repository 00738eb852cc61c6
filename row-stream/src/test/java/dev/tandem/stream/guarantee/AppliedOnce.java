package dev.tandem.stream.guarantee;

import java.util.ArrayList;
import java.util.List;

/**
 * Each event is applied once. On no node does the history have a verdict's version as applied twice; the user's tables
 * have each row once. A row's content may come again under the version of its last writer, with columns that another
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
                    SELECT type, event, clock, count(*) FROM tandem_history h
                     WHERE outcome = 'applied' AND type LIKE 'Assessment%'
                     GROUP BY subject, event, clock HAVING count(*) > 1
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
