package dev.tandem.stream.register;

import dev.tandem.schema.event.ColumnsJson;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.file.Sql;
import java.sql.SQLException;
import java.util.Locale;

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
        CONFIRMED
    }

    /** Notes an event. {@code before} is the prior image of the columns that it changed. */
    public void note(long at, long subject, Envelope envelope, Version version, Outcome outcome, Columns before)
            throws SQLException {
        sql.update(
                """
                INSERT INTO tandem_history (at, subject, type, event, clock, node, outcome, before)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                at,
                subject,
                envelope.event().type().eventName(),
                version.eventId().toString(),
                version.clock(),
                envelope.node(),
                outcome.name().toLowerCase(Locale.ROOT),
                before.isEmpty() ? null : ColumnsJson.toJson(before).toString());
    }
}
