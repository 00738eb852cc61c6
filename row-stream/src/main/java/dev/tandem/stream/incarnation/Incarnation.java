package dev.tandem.stream.incarnation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.GapException;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.inbox.Offsets;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.Extent;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Meta;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.outbox.Unanswered;
import dev.tandem.stream.outbox.Written;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * What a node does before it publishes anything: it reads what it has written itself since the position in its file. If
 * there is something of which the file knows nothing, the file is an old copy (a restored backup) or has a twin (it was
 * copied, and both are in use). Then it goes on under a new id, and the topics are read first.
 */
public final class Incarnation {

    /** No record of a node is older than the node; the clocks of laptop and broker may differ by this much. */
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private final SyncedFile file;
    private final NodeContext context;
    private final KafkaSettings settings;
    private final Map<Topic, TopicDescription> topics;
    private final Node node;
    private final List<String> notes = new ArrayList<>();

    private Incarnation(
            SyncedFile file,
            NodeContext context,
            KafkaSettings settings,
            Map<Topic, TopicDescription> topics,
            Node node) {
        this.file = file;
        this.context = context;
        this.settings = settings;
        this.topics = topics;
        this.node = node;
    }

    /**
     * Checks, and does what has to be done before anything is published.
     *
     * @return what was found and done, a sentence each, for a person to read; nothing usually
     * @throws GapException if what a laptop has sent may be lost and the server had not answered for it
     */
    public static List<String> check(
            SyncedFile file,
            NodeContext context,
            KafkaSettings settings,
            Admin admin,
            Map<Topic, TopicDescription> topics) {
        Node node = file.read("read", Node::read).orElse(context.node());
        Incarnation incarnation = new Incarnation(file, context, settings, topics, node);
        if (node.role() == Role.LAPTOP) {
            incarnation.laptop(admin);
        } else {
            incarnation.server(admin);
        }
        return incarnation.notes;
    }

    private void laptop(Admin admin) {
        GapException.guard(Unanswered.check(file, admin, settings, topics));
        Map<TopicPartition, Extent> extents = new HashMap<>();
        Map<TopicPartition, Long> from = new HashMap<>();
        try {
            extents.putAll(Extent.of(admin, topics, List.of(Topic.CHANGES)));
            Map<TopicPartition, Written.Position> written = file.read("read", Written::read);
            for (Map.Entry<TopicPartition, Extent> partition : extents.entrySet()) {
                Written.Position position = written.get(partition.getKey());
                Extent extent = partition.getValue();
                from.put(
                        partition.getKey(),
                        position == null ? sinceAdopting(admin, partition.getKey(), extent) : resume(position, extent));
            }
        } catch (ExecutionException e) {
            throw Clients.explain("look at the topics", settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Clients.explain("look at the topics", settings, e);
        }
        Optional<OwnRecords> own = read(extents, from);
        if (own.isPresent() && own.get().unknown() > 0) {
            file.write("begin anew in", sql -> {
                if (begin(sql, own.get(), extents)) {
                    Meta.RECOVERING.write(sql, "yes");
                }
                return true;
            });
        } else {
            file.write("note what was written in", sql -> Written.reached(sql, extents));
        }
        if (Recovery.isUnderWay(file)) {
            catchUp(file.read("read", Node::read).orElse(node));
        }
    }

    /**
     * A server alone writes the topics that laptops merge. What stands there and not in its file it takes in first; what
     * they lack, because they were made anew or have lost records, it publishes again.
     */
    private void server(Admin admin) {
        Map<TopicPartition, Extent> extents = extents(admin);
        Map<TopicPartition, Written.Position> written = file.read("read", Written::read);
        Map<TopicPartition, Long> from = new HashMap<>();
        Set<TopicPartition> lacking = new HashSet<>();
        extents.forEach((partition, extent) -> {
            Written.Position position = written.get(partition);
            from.put(partition, position == null ? extent.beginning() : resume(position, extent));
            boolean anew = position != null
                    && (!position.topicId().equals(extent.topicId()) || position.next() > extent.end());
            if (anew || extent.beginning() > (position == null ? 0 : position.wholeFrom())) {
                lacking.add(partition);
            }
        });
        Optional<OwnRecords> own = read(extents, from);
        boolean unknown = own.isPresent() && own.get().unknown() > 0;
        boolean recovering = file.write(unknown ? "begin anew in" : "note what was written in", sql -> {
            // One transaction: once the positions are moved, nothing else tells which topics lack something.
            if (unknown) {
                begin(sql, own.get(), extents);
                Map<TopicPartition, Offsets.Position> positions = new HashMap<>();
                from.forEach((partition, offset) ->
                        positions.put(partition, new Offsets.Position(topicId(extents, partition), offset)));
                Recovery.begin(sql, positions);
            }
            if (!lacking.isEmpty()) {
                publishAgain(sql, extents, lacking);
            }
            if (Meta.RECOVERING.read(sql).isEmpty()) {
                Written.reached(sql, extents);
                return false;
            }
            notes.addAll(Recovery.passGaps(sql, extents));
            return true;
        });
        if (recovering) {
            Node now = file.read("read", Node::read).orElse(node);
            new Recovery(file, context.as(now)).run(settings, topics);
        }
    }

    private Map<TopicPartition, Extent> extents(Admin admin) {
        try {
            return Extent.of(admin, topics, Inbox.topics(Role.LAPTOP));
        } catch (ExecutionException e) {
            throw Clients.explain("look at the topics", settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Clients.explain("look at the topics", settings, e);
        }
    }

    private static String topicId(Map<TopicPartition, Extent> extents, TopicPartition partition) {
        return Objects.requireNonNull(extents.get(partition)).topicId();
    }

    private void publishAgain(Sql sql, Map<TopicPartition, Extent> extents, Set<TopicPartition> lacking)
            throws SQLException {
        Set<Topic> again = EnumSet.noneOf(Topic.class);
        for (TopicPartition partition : lacking) {
            Extent extent = Objects.requireNonNull(extents.get(partition));
            Written.write(sql, partition, new Written.Position(extent.topicId(), extent.end(), null, extent.end()));
            for (Topic topic : Inbox.topics(Role.LAPTOP)) {
                if (settings.name(topic).equals(partition.topic())) {
                    again.add(topic);
                }
            }
        }
        Republication.begin(sql, again);
        String names = again.stream().map(settings::name).sorted().collect(Collectors.joining(", "));
        notes.add((again.size() == 1 ? "The topic " + names + " has" : "The topics " + names + " have")
                + " been made anew, or lost records, since this server wrote there."
                + " It publishes all it holds once more, so that laptops find it there.");
    }

    /** From where a position still means something. */
    private static long resume(Written.Position position, Extent extent) {
        boolean goesOn = position.topicId().equals(extent.topicId()) && position.next() <= extent.end();
        return goesOn ? Math.max(position.next(), extent.beginning()) : extent.beginning();
    }

    private long sinceAdopting(Admin admin, TopicPartition partition, Extent extent)
            throws ExecutionException, InterruptedException {
        Optional<String> adopted = file.read("read", Meta.ADOPTED_AT::read);
        if (adopted.isEmpty() || extent.end() == extent.beginning()) {
            return extent.beginning();
        }
        Instant since = Timestamps.toInstant(Timestamps.parse(adopted.get(), context.zone()))
                .minus(CLOCKS_DIFFER);
        long offset = admin.listOffsets(Map.of(partition, OffsetSpec.forTimestamp(since.toEpochMilli())))
                .partitionResult(partition)
                .get()
                .offset();
        return offset < 0 ? extent.end() : offset;
    }

    private Optional<OwnRecords> read(Map<TopicPartition, Extent> extents, Map<TopicPartition, Long> from) {
        Map<TopicPartition, Long> to = new HashMap<>();
        extents.forEach((partition, extent) -> to.put(partition, extent.end()));
        return to.equals(from) ? Optional.empty() : Optional.of(OwnRecords.read(file, node, settings, from, to));
    }

    /** The new id, and that what was looked at need not be looked at again; not if another process was quicker. */
    private boolean begin(Sql sql, OwnRecords own, Map<TopicPartition, Extent> extents) throws SQLException {
        if (!Node.read(sql).map(node::equals).orElse(false)) {
            return false;
        }
        Node reborn = new Node(UUID.randomUUID().toString(), node.role());
        boolean neverSent = Meta.CONFIRMED_SEQUENCE.read(sql).isEmpty() && node.role() == Role.SERVER;
        if (neverSent) {
            reborn = node;
        } else {
            String former = Meta.FORMER_IDS.read(sql).map(ids -> ids + ",").orElse("") + node.id();
            Meta.FORMER_IDS.write(sql, former);
            reborn.write(sql);
        }
        Written.reached(sql, extents);
        for (long sent : own.known()) {
            sql.update("DELETE FROM tandem_outbox WHERE seq = ?", sent);
        }
        String why = neverSent ? whyNew(own) : why(own);
        ObjectNode note = new ObjectMapper().createObjectNode();
        note.put("at", Timestamps.format(context.now()));
        note.put("former", node.id());
        note.put("why", why);
        Meta.INCARNATION.write(sql, note.toString());
        notes.add(why);
        return true;
    }

    private static String whyNew(OwnRecords own) {
        return "This database is new to Kafka, whose topics hold " + own.unknown()
                + " records that a server has written. It reads them first, and goes on from there.";
    }

    private static String why(OwnRecords own) {
        return "This database is an older copy, or was copied and its twin is in use: Kafka holds "
                + (own.unknown() == 1 ? "a change" : own.unknown() + " changes")
                + " of its own that it does not know, the last one of "
                + Instant.ofEpochMilli(own.newestAt())
                + ". It goes on as a new node; the topics are read first, and nothing is overwritten.";
    }

    /**
     * Its read positions are as old as the file, so reading on brings back all that it has lost. Halted in between, or
     * stopped by a gap, it goes on at the next connection.
     */
    private void catchUp(Node reborn) {
        try (Inbox inbox = Inbox.open(file, context.as(reborn), settings, topics)) {
            inbox.runToEnd();
        }
        file.write("end the recovery of", sql -> {
            if (Node.read(sql).map(reborn::equals).orElse(false)) {
                Meta.RECOVERING.clear(sql);
            }
            return true;
        });
    }
}
