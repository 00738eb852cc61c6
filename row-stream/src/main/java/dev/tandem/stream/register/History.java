package dev.tandem.stream.register;

import dev.tandem.schema.event.ColumnsJson;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.EventType;
import dev.tandem.schema.event.VerdictJson;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.file.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Each version that this node has seen of a row or a verdict, what came of it, and what it replaced. */
public final class History {
    private final Sql sql;

    /** In this file. */
    public History(Sql sql) {
        this.sql = sql;
    }

    /** What came of an event. */
    public enum Outcome {
        /** Made here, by another program that wrote to the file. */
        CAPTURED,
        /** Merged: it was newer. */
        APPLIED,
        /** Not merged: what stands is newer. */
        SUPERSEDED,
        /** Known already: a repetition, or this node's own event as the server forwarded it. */
        CONFIRMED,
        /** Asked for here: a retraction, which comes to stand once the server agrees. */
        ASKED,
        /** What stands was restored: another program had emptied it. The version is that of what stands. */
        RESTORED,
        /** On the server: its clock was far ahead, and was taken back; the version is the one that it came with. */
        CAPPED,
        /** Of a table that this node does not take from the stream; such an event is not noted. */
        PASSED_OVER;

        /** Whether the event came to stand with this. */
        public boolean cameToStand() {
            return this == CAPTURED || this == APPLIED || this == CONFIRMED;
        }
    }

    /**
     * One version.
     *
     * @param seq its place among all that is noted: grows
     * @param at microseconds UTC: when this node noted it
     * @param type the event's name
     * @param node where it was made
     * @param before the prior image of the columns that it changed
     * @param verdict of a verdict's event, as JSON
     */
    public record Entry(
            long seq,
            long at,
            String type,
            Version version,
            String node,
            Outcome outcome,
            Columns before,
            @Nullable String verdict) {}

    /** What is known of a row or a register, in the order in which it was noted. */
    public List<Entry> about(long subject) throws SQLException {
        return sql.all(
                """
                SELECT seq, at, type, clock, event, node, outcome, before, verdict FROM tandem_history
                 WHERE subject = ? ORDER BY seq
                """,
                row -> new Entry(
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3),
                        new Version(row.getLong(4), UUID.fromString(row.getString(5))),
                        row.getString(6),
                        Outcome.valueOf(row.getString(7).toUpperCase(Locale.ROOT)),
                        RowRegister.columns(row.getString(8)),
                        row.getString(9)),
                subject);
    }

    /** Whether a retraction was asked for here, of which nothing has come yet. */
    public boolean isAsked(long subject, UUID event) throws SQLException {
        return sql.all(
                        "SELECT outcome FROM tandem_history WHERE subject = ? AND event = ?",
                        row -> row.getString(1),
                        subject,
                        event.toString())
                .equals(List.of(Outcome.ASKED.name().toLowerCase(Locale.ROOT)));
    }

    /** Forgets an event of this node's that nobody has ever learned of; not that a program had emptied its verdict. */
    public void forget(long subject, UUID event) throws SQLException {
        sql.update(
                "DELETE FROM tandem_history WHERE subject = ? AND event = ? AND outcome <> 'restored'",
                subject,
                event.toString());
    }

    /** Notes something about what stands in a register, which is no event. */
    public void note(long at, VerdictState stands, Version version, Outcome outcome) throws SQLException {
        sql.update(
                """
                INSERT INTO tandem_history (at, subject, type, event, clock, node, outcome, before, verdict)
                VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?)
                """,
                at,
                stands.id(),
                EventType.ASSESSMENT_RECORDED.eventName(),
                version.eventId().toString(),
                version.clock(),
                stands.node(),
                outcome.name().toLowerCase(Locale.ROOT),
                stands.verdict() == null ? null : VerdictJson.write(stands.verdict()));
    }

    /** Notes that the server did not agree to a retraction that was asked for here. */
    public void noteRefused(long at, long subject, UUID event) throws SQLException {
        sql.update("""
                INSERT INTO tandem_history (at, subject, type, event, clock, node, outcome, before, verdict)
                SELECT ?, subject, type, event, clock, node, 'superseded', NULL, verdict
                  FROM tandem_history WHERE subject = ? AND event = ?
                """, at, subject, event.toString());
    }

    /** Notes an event about a row. {@code before} is the prior image of the columns that it changed. */
    public void note(long at, long subject, Envelope envelope, Version version, Outcome outcome, Columns before)
            throws SQLException {
        note(at, subject, envelope, version, outcome, before, null);
    }

    /** Notes an event; one about a register with the verdict that it carries, or that stands again. */
    public void note(
            long at,
            long subject,
            Envelope envelope,
            Version version,
            Outcome outcome,
            Columns before,
            @Nullable Verdict verdict)
            throws SQLException {
        sql.update(
                """
                INSERT INTO tandem_history (at, subject, type, event, clock, node, outcome, before, verdict)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                at,
                subject,
                envelope.event().type().eventName(),
                version.eventId().toString(),
                version.clock(),
                envelope.node(),
                outcome.name().toLowerCase(Locale.ROOT),
                before.isEmpty() ? null : ColumnsJson.toJson(before).toString(),
                verdict == null ? null : VerdictJson.write(verdict));
    }
}
