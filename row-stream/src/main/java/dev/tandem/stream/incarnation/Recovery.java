package dev.tandem.stream.incarnation;

import dev.tandem.schema.event.AssessmentEvent;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.EventJson;
import dev.tandem.schema.event.EventType;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.topic.Routing;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.capture.Unnoticed;
import dev.tandem.stream.digest.Buckets;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.inbox.Offsets;
import dev.tandem.stream.kafka.Extent;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.merge.Merge;
import dev.tandem.stream.node.Meta;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.outbox.Written;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.register.VerdictRegister;
import dev.tandem.stream.verify.Standing;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * A server whose file lacks what its topics hold reads them as a laptop does: by version alone, handing nothing on,
 * capping nothing, drawing no consequences. Only then does what waits in its outbox go out, each key as it stands by then:
 * so no record of the topics is followed by an older one of its key.
 *
 * <p>Its steps can be repeated. Halted in between, it goes on at the next connection, before anything is published.
 */
final class Recovery {
    private static final int PAGE = 200;

    private final SyncedFile file;
    private final NodeContext context;

    Recovery(SyncedFile file, NodeContext context) {
        this.file = file;
        this.context = context;
    }

    /**
     * Begins, in the transaction that decides so: the topics are to be read from there on, or from where one that was
     * halted has still to read.
     */
    static void begin(Sql sql, Map<TopicPartition, Offsets.Position> from) throws SQLException {
        Map<TopicPartition, Offsets.Position> halted =
                Meta.RECOVERING.read(sql).isPresent() ? Offsets.read(sql) : Map.of();
        for (Map.Entry<TopicPartition, Offsets.Position> position : from.entrySet()) {
            if (!halted.containsKey(position.getKey())) {
                Offsets.write(sql, position.getKey(), position.getValue());
            }
        }
        Meta.RECOVERING.write(sql, "yes");
    }

    /**
     * Goes on from the beginning of each partition that does not go on from where a halted recovery stopped: there is
     * nothing else that a server could read.
     *
     * @return what the owner should know of it, a sentence each
     */
    static List<String> passGaps(Sql sql, Map<TopicPartition, Extent> extents) throws SQLException {
        List<String> notes = new ArrayList<>();
        for (Map.Entry<TopicPartition, Offsets.Position> read :
                Offsets.read(sql).entrySet()) {
            Extent extent = extents.get(read.getKey());
            if (extent != null && !goesOn(read.getValue(), extent)) {
                Offsets.write(sql, read.getKey(), new Offsets.Position(extent.topicId(), extent.beginning()));
                notes.add("The topic " + read.getKey() + " was made anew, or lost records, before this server had read"
                        + " back what it holds. It goes on from what is there; what a laptop has of the lost ones"
                        + " comes back with ./tandem verify --repair on that laptop.");
            }
        }
        return notes;
    }

    private static boolean goesOn(Offsets.Position position, Extent extent) {
        return position.topicId().equals(extent.topicId())
                && position.next() >= extent.beginning()
                && position.next() <= extent.end();
    }

    /** Whether one is under way. */
    static boolean isUnderWay(SyncedFile file) {
        return file.read("read", Meta.RECOVERING::read).isPresent();
    }

    /** Runs to the end. */
    void run(KafkaSettings settings, Map<Topic, TopicDescription> topics) {
        Node reader = new Node(context.node().id(), Role.LAPTOP);
        try (Inbox inbox = Inbox.open(file, context.as(reader), settings, topics)) {
            inbox.runToEnd();
        }
        long last = file.read("read", sql -> sql.number("SELECT coalesce(max(seq), 0) FROM tandem_outbox"));
        long[] after = {0};
        while (after[0] < last) {
            file.write("renew the outbox of", sql -> {
                Unnoticed.run(sql, () -> after[0] = renew(sql, after[0], last));
                return true;
            });
        }
        file.write("end the recovery of", sql -> {
            for (Topic topic : Inbox.topics(Role.LAPTOP)) {
                end(sql, settings.name(topic));
            }
            Meta.RECOVERING.clear(sql);
            return true;
        });
    }

    private static void end(Sql sql, String topic) throws SQLException {
        for (Map.Entry<TopicPartition, Offsets.Position> read :
                Offsets.read(sql).entrySet()) {
            if (read.getKey().topic().equals(topic)) {
                Written.reached(
                        sql,
                        read.getKey(),
                        read.getValue().topicId(),
                        read.getValue().next());
            }
        }
        sql.update("DELETE FROM tandem_offset WHERE topic = ?", topic);
    }

    /** Puts what stands by now in the place of entries that were made before the topics were read. */
    private long renew(Sql sql, long after, long last) throws SQLException {
        Rows rows = Rows.of(sql);
        Outbox outbox = new Outbox(sql, context.node());
        Merge merge = Merge.into(sql, context);
        long reached = last;
        for (Outbox.Entry entry : Outbox.after(sql, after, PAGE)) {
            if (entry.sequence() > last) {
                return last;
            }
            reached = entry.sequence();
            if (entry.topic().compacted()) {
                sql.update("DELETE FROM tandem_outbox WHERE seq = ?", entry.sequence());
                renew(rows, outbox, merge, entry);
            }
        }
        return reached;
    }

    private void renew(Rows rows, Outbox outbox, Merge merge, Outbox.Entry entry) throws SQLException {
        TandemEvent event =
                EventJson.read(EventType.ofCeType(entry.ceType()), entry.value().getBytes(StandardCharsets.UTF_8));
        String answers = entry.answers();
        for (Envelope stands : standing(rows, event)) {
            if (Objects.equals(Routing.truthKey(stands.event()), Routing.truthKey(event))) {
                outbox.add(new Envelope(
                        stands.id(),
                        stands.node(),
                        stands.time(),
                        stands.event(),
                        answers == null ? null : UUID.fromString(answers)));
            }
        }
        if (event instanceof AssessmentEvent assessment) {
            merge.drawConsequences(assessment.productUrl(), assessment.reviewType());
        }
    }

    private List<Envelope> standing(Rows rows, TandemEvent event) throws SQLException {
        if (event instanceof AssessmentEvent assessment) {
            long id = VerdictRegister.id(assessment.productUrl(), assessment.reviewType());
            return Standing.of(rows, context, Buckets.VERDICTS, id);
        }
        RowEvent row = (RowEvent) event;
        return Standing.of(rows, context, row.key().table(), row.key().id());
    }
}
