package dev.tandem.stream.outbox;

import dev.tandem.schema.event.AssessmentEvent;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.EventJson;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.topic.Routing;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.register.VerdictRegister;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events on their way out, written in the transaction that made them. An entry is frozen: id, version and payload stay,
 * so that a resend is the same byte for byte.
 */
public final class Outbox {
    /** A page of entries is cut behind this, so that rows of any width fit into a small heap. */
    private static final long PAGE_CHARACTERS = 4L * 1024 * 1024;

    private final Sql sql;
    private final Node node;

    /** Of this node, in this file. */
    public Outbox(Sql sql, Node node) {
        this.sql = sql;
        this.node = node;
    }

    /**
     * An event as it will be sent.
     *
     * @param sequence grows with each event of this file and is never used again
     * @param found whether it gives way, until it is sent, to an event that says the same
     */
    public record Entry(
            long sequence,
            String eventId,
            String node,
            long time,
            String ceType,
            Topic topic,
            @Nullable String key,
            String value,
            @Nullable String answers,
            boolean found) {}

    /** Adds an event: to the topic of the truth on the server, to that of the changes elsewhere. */
    public void add(Envelope envelope) throws SQLException {
        add(envelope, false);
    }

    /**
     * Adds the event of a row or verdict that was there when the file was adopted. Until it is sent, it gives way to an
     * event that says the same: only what the stream does not have is published.
     */
    public void addFound(Envelope envelope) throws SQLException {
        add(envelope, true);
    }

    /** Takes an event out that was found on adopting and has not been sent; whether there was one. */
    public boolean giveWay(UUID event) throws SQLException {
        return sql.update("DELETE FROM tandem_outbox WHERE event = ? AND found = 1", event.toString()) > 0;
    }

    /** Whether events that were found on adopting wait: the stream may have them, and is to be read first. */
    public static boolean hasFound(Sql sql) throws SQLException {
        return sql.number("SELECT EXISTS (SELECT 1 FROM tandem_outbox WHERE found = 1)") > 0;
    }

    /** Whether an event was found on adopting and has not been sent. */
    public static boolean isFound(Sql sql, UUID event) throws SQLException {
        return sql.number("SELECT EXISTS (SELECT 1 FROM tandem_outbox WHERE event = ? AND found = 1)", event.toString())
                > 0;
    }

    private void add(Envelope envelope, boolean found) throws SQLException {
        TandemEvent event = envelope.event();
        boolean truth = node.role() == Role.SERVER;
        Topic topic = truth ? Routing.ofTruth(event) : Routing.ofChange(event);
        String answers = answers(envelope, truth);
        String key = truth ? Routing.truthKey(event) : Routing.changeKey(node.id(), event);
        sql.update(
                """
                INSERT INTO tandem_outbox (event, node, time, type, topic, key, value, answers, found)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                envelope.id().toString(),
                envelope.node(),
                envelope.time(),
                event.type().ceType(),
                topic.name(),
                key,
                EventJson.write(event),
                answers,
                found ? 1 : 0);
    }

    /**
     * What the server writes about a row or a register answers the capped event that last came there, for as long as the
     * topics may lack that one: on its laptop, whose clock still says otherwise, it must lose as well.
     */
    private @Nullable String answers(Envelope envelope, boolean truth) throws SQLException {
        UUID answers = envelope.answers();
        if (answers != null || !truth) {
            return answers == null ? null : answers.toString();
        }
        TandemEvent event = envelope.event();
        OptionalLong subject = OptionalLong.empty();
        if (event instanceof RowEvent row) {
            subject = OptionalLong.of(row.key().id());
        } else if (event instanceof AssessmentEvent verdict) {
            subject = OptionalLong.of(VerdictRegister.id(verdict.productUrl(), verdict.reviewType()));
        }
        return subject.isEmpty()
                ? null
                : sql.first(
                                """
                                SELECT event FROM tandem_history
                                 WHERE subject = ? AND outcome = 'capped' AND (type = ? OR type LIKE 'Assessment%')
                                 ORDER BY clock DESC LIMIT 1
                                """,
                                row -> row.getString(1),
                                subject.getAsLong(),
                                event.type().eventName())
                        .filter(capped -> !capped.equals(envelope.id().toString()))
                        .orElse(null);
    }

    /** The oldest entries after a sequence, in order: at most so many, and no more once they fill a page in memory. */
    public static List<Entry> after(Sql sql, long sequence, int limit) throws SQLException {
        long[] characters = {0};
        return sql.until(
                entry -> (characters[0] += entry.value().length()) >= PAGE_CHARACTERS,
                """
                SELECT seq, event, node, time, type, topic, key, value, answers, found
                  FROM tandem_outbox WHERE seq > ? ORDER BY seq LIMIT ?
                """,
                row -> new Entry(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getString(5),
                        Topic.valueOf(row.getString(6)),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        row.getBoolean(10)),
                sequence,
                limit);
    }

    /** Removes what the broker has confirmed: all entries up to and with this sequence. */
    public static void removeUpTo(Sql sql, long sequence) throws SQLException {
        sql.update("DELETE FROM tandem_outbox WHERE seq <= ?", sequence);
    }

    /** The ids of the events that wait. */
    public static Set<String> events(Sql sql) throws SQLException {
        return new HashSet<>(sql.all("SELECT event FROM tandem_outbox", row -> row.getString(1)));
    }

    /** How many events wait. */
    public static long depth(Sql sql) throws SQLException {
        return depth(sql, 0);
    }

    /** How many events wait after a sequence up to which the broker has confirmed them. */
    public static long depth(Sql sql, long sequence) throws SQLException {
        return sql.number("SELECT count(*) FROM tandem_outbox WHERE seq > ?", sequence);
    }

    /** Whether nothing waits. */
    public static boolean isEmpty(Sql sql) throws SQLException {
        return sql.number("SELECT EXISTS (SELECT 1 FROM tandem_outbox)") == 0;
    }
}
