package dev.tandem.torture.check;

import dev.tandem.schema.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** All databases are alike: rows, column by column, and versions; and SQLite finds each of them sound. */
final class AllAlike implements Check {
    private static final String NOTHING = "nothing";

    @Override
    public String name() {
        return "all databases are alike";
    }

    @Override
    public List<String> broken(Evidence evidence) {
        List<String> broken = new ArrayList<>();
        Map<String, String> server = contents(evidence.server());
        for (NodeFile laptop : evidence.laptops()) {
            Map<String, String> mine = contents(laptop);
            TreeSet<String> all = new TreeSet<>(server.keySet());
            all.addAll(mine.keySet());
            for (String name : all) {
                String here = mine.getOrDefault(name, NOTHING);
                String there = server.getOrDefault(name, NOTHING);
                if (!here.equals(there)) {
                    broken.add(laptop.name() + " has as " + name + ": " + here + ", and the server: " + there);
                }
            }
        }
        for (NodeFile node : evidence.nodes()) {
            String sound = node.query("PRAGMA integrity_check").get(0).text("integrity_check");
            if (!sound.equals("ok")) {
                broken.add(node.name() + " is damaged: " + sound);
            }
            if (node.query("SELECT topic, event FROM tandem_outbox").stream()
                    .anyMatch(entry -> !isSent(evidence, entry))) {
                broken.add(node.name() + " has something left to send");
            }
        }
        return broken;
    }

    /** The service keeps what is confirmed in its outbox for a while. */
    private static boolean isSent(Evidence evidence, NodeFile.Row entry) {
        String topic = Topic.valueOf(entry.text("topic")).name("tandem");
        return evidence.ids(topic).contains(entry.text("event"));
    }

    private static Map<String, String> contents(NodeFile node) {
        Map<String, String> contents = new TreeMap<>();
        node.query("SELECT * FROM products").forEach(row -> contents.put("product " + row.text("url"), columns(row)));
        node.query("SELECT * FROM assessment_queue")
                .forEach(row -> contents.put(
                        "review " + row.text("product_url") + " " + row.text("review_type"), columns(row)));
        node.query("SELECT product_url, review_type, clock, event, verdict FROM tandem_verdict")
                .forEach(row -> contents.put(
                        "verdict " + row.text("product_url") + " " + row.text("review_type"), columns(row)));
        node.query("SELECT table_name, key, clock, event FROM tandem_row WHERE shown")
                .forEach(row -> contents.put("version of " + row.text("table_name") + row.text("key"), columns(row)));
        return contents;
    }

    /** Surrogate ids are local, and a column that holds nothing is as good as none. */
    private static String columns(NodeFile.Row row) {
        Map<String, String> columns = new TreeMap<>();
        row.columns().forEach((name, value) -> {
            if (value != null && !name.equals("id")) {
                columns.put(name, value);
            }
        });
        return columns.toString();
    }
}
