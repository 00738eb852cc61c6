package dev.tandem.stream.guarantee;

import dev.tandem.schema.digest.Digest;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.digest.Buckets;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.verify.Recount;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All nodes end equal: rows, versions, verdicts and digests, on a laptop that knows only the topics as well; nothing is
 * left to capture or to send, the nodes come to rest, and the digests kept are those of the rows. No step failed
 * otherwise than its faults explain.
 *
 * <p>Columns that hold nothing are not compared, nor surrogate ids, nor the content of rows that are removed.
 */
final class Convergence implements Guarantee {
    @Override
    public List<String> broken(World world) {
        List<String> broken = new ArrayList<>(world.chronicle.surprises);
        Map<String, String> server = standing(world.server());
        for (Machine machine : world.machines()) {
            Map<String, String> mine = standing(machine);
            TreeSet<String> all = new TreeSet<>(server.keySet());
            all.addAll(mine.keySet());
            for (String name : all) {
                String here = mine.getOrDefault(name, "nothing");
                String there = server.getOrDefault(name, "nothing");
                if (!here.equals(there)) {
                    broken.add(machine.who + " has " + here + " as " + name + ", and the server " + there);
                }
            }
            int left = new Capture(machine.file(), machine.context()).run().events();
            if (left > 0 || !machine.query("SELECT 1 FROM tandem_outbox").isEmpty()) {
                broken.add(machine.who + " has something left to capture or to send");
            }
            digests(machine, broken);
        }
        return broken;
    }

    private static Map<String, String> standing(Machine machine) {
        Map<String, String> all = new TreeMap<>();
        for (Map.Entry<String, Noted> row : machine.other.rows().entrySet()) {
            StringBuilder columns = new StringBuilder();
            row.getValue().columns().asMap().forEach((name, value) -> {
                if (value != null) {
                    columns.append(name)
                            .append('=')
                            .append(value.getClass().getSimpleName())
                            .append(value)
                            .append(' ');
                }
            });
            all.put("the row " + row.getKey(), columns.toString());
        }
        machine.other.further().forEach((table, rows) -> all.put("the rows of " + table, rows));
        machine.file().read("read", sql -> {
            sql.all(
                    "SELECT table_name, key, shown, clock, event, removed_clock, removed_event FROM tandem_row",
                    row -> all.put(
                            "the versions of " + row.getString(1) + row.getString(2),
                            row.getString(3) + " " + row.getString(4) + "/" + row.getString(5) + " removed "
                                    + row.getString(6) + "/" + row.getString(7)));
            sql.all(
                    "SELECT product_url, review_type, clock, event, verdict FROM tandem_verdict",
                    row -> all.put(
                            "the verdict on " + row.getString(1) + " " + row.getString(2),
                            row.getString(3) + "/" + row.getString(4) + " " + row.getString(5)));
            Buckets.read(sql).forEach((table, sums) -> all.put("the digest of " + table, Digest.text(sums.total())));
            return true;
        });
        return all;
    }

    private static void digests(Machine machine, List<String> broken) {
        machine.file().read("count", sql -> {
            Rows rows = Rows.of(sql);
            List<String> tables = new ArrayList<>(List.of(Buckets.VERDICTS));
            SyncTable.ALL.forEach(table -> tables.add(table.name()));
            for (String table : tables) {
                for (int bucket : buckets(sql, table)) {
                    Recount recount = Recount.of(sql, rows, table, bucket);
                    if (!recount.isAsKept() || !recount.unnoticed().isEmpty()) {
                        broken.add(machine.who + " keeps a wrong digest of bucket " + bucket + " of " + table);
                    }
                }
            }
            return true;
        });
    }

    /** Those in which a table has rows, or is said to have some. */
    private static Set<Integer> buckets(Sql sql, String table) throws SQLException {
        Set<Integer> buckets = new TreeSet<>();
        String ids = table.equals(Buckets.VERDICTS)
                ? "SELECT id FROM tandem_verdict WHERE ? <> ''"
                : "SELECT id FROM tandem_row WHERE table_name = ?";
        sql.all(ids, row -> buckets.add(Digest.bucket(row.getLong(1))), table);
        sql.all("SELECT bucket FROM tandem_bucket WHERE table_name = ?", row -> buckets.add(row.getInt(1)), table);
        return buckets;
    }
}
