package dev.tandem.stream.incarnation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.topic.Routing;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.digest.Buckets;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.Meta;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.verify.Standing;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A server publishes all that it holds of topics that were made anew, or that have lost records: from its registers, page
 * by page through the outbox, each page in a transaction of its own that also notes how far it has come. What changes
 * meanwhile comes after the page in the outbox, so that the last record of a key stays its greatest version.
 */
public final class Republication {
    private static final int PAGE = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SyncedFile file;
    private final NodeContext context;

    /** Of this server's file. */
    public Republication(SyncedFile file, NodeContext context) {
        this.file = file;
        this.context = context;
    }

    private record Entry(long id, String table) {}

    /** Begins, or begins again with these topics besides those that it was about. */
    static void begin(Sql sql, Set<Topic> topics) throws SQLException {
        Set<Topic> all = EnumSet.copyOf(topics);
        Optional<String> underWay = Meta.REPUBLISHING.read(sql);
        if (underWay.isPresent()) {
            all.addAll(topics(tree(underWay.get())));
        }
        ObjectNode state = JSON.createObjectNode();
        all.forEach(topic -> state.withArray("topics").add(topic.name()));
        Meta.REPUBLISHING.write(sql, state.put("verdicts", false).toString());
    }

    /** Whether one is under way. */
    public boolean isUnderWay() {
        return file.read("read", Meta.REPUBLISHING::read).isPresent();
    }

    /** Puts the next page into the outbox; whether there may be more. */
    public boolean page() {
        return file.write("publish again from", sql -> {
            Optional<String> underWay = Meta.REPUBLISHING.read(sql);
            if (underWay.isEmpty()) {
                return false;
            }
            ObjectNode state = tree(underWay.get());
            Set<Topic> topics = topics(state);
            boolean verdicts = state.path("verdicts").asBoolean();
            List<Entry> entries = entries(sql, verdicts, state.path("after").asLong(Long.MIN_VALUE));
            Rows rows = Rows.of(sql);
            Outbox outbox = new Outbox(sql, context.node());
            for (Entry entry : entries) {
                for (Envelope stands : Standing.of(rows, context, entry.table(), entry.id())) {
                    if (topics.contains(Routing.ofTruth(stands.event()))) {
                        outbox.add(stands);
                    }
                }
                state.put("after", entry.id());
            }
            if (entries.size() == PAGE) {
                Meta.REPUBLISHING.write(sql, state.toString());
            } else if (!verdicts && topics.contains(Topic.ASSESSMENTS)) {
                state.remove("after");
                Meta.REPUBLISHING.write(sql, state.put("verdicts", true).toString());
            } else {
                Meta.REPUBLISHING.clear(sql);
                return false;
            }
            return true;
        });
    }

    private static List<Entry> entries(Sql sql, boolean verdicts, long after) throws SQLException {
        // The smallest id of all stands for the beginning; no hash is known to be it.
        return verdicts
                ? sql.all(
                        "SELECT id FROM tandem_verdict WHERE id > ? ORDER BY id LIMIT ?",
                        row -> new Entry(row.getLong(1), Buckets.VERDICTS),
                        after,
                        PAGE)
                : sql.all(
                        "SELECT id, table_name FROM tandem_row WHERE id > ? ORDER BY id LIMIT ?",
                        row -> new Entry(row.getLong(1), row.getString(2)),
                        after,
                        PAGE);
    }

    private static Set<Topic> topics(ObjectNode state) {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        state.withArray("topics").forEach(name -> topics.add(Topic.valueOf(name.asText())));
        return topics;
    }

    private static ObjectNode tree(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tandem_meta was damaged: " + json, e);
        }
    }
}
