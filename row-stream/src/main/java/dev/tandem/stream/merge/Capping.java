package dev.tandem.stream.merge;

import dev.tandem.schema.event.AssessmentEvent;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.register.History;
import dev.tandem.stream.register.VerdictRegister;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Takes a clock that is far ahead back to the time of arrival, and marks it, so that it does not win for ever. Only the
 * server does: what it writes carries the capped clock. A record that arrives a second time keeps the clock that it got
 * the first time.
 */
final class Capping {
    private final NodeContext context;
    private final Sql sql;

    Capping(NodeContext context, Sql sql) {
        this.context = context;
        this.sql = sql;
    }

    RowEvent of(Envelope envelope, RowEvent event, long arrival) throws SQLException {
        if (!caps(event.clock(), arrival)) {
            return event;
        }
        return event.cappedAt(capped(event.key().id(), envelope, event.version(envelope.id()), arrival));
    }

    AssessmentEvent of(Envelope envelope, AssessmentEvent event, long arrival) throws SQLException {
        if (!caps(event.clock(), arrival)) {
            return event;
        }
        long subject = VerdictRegister.id(event.productUrl(), event.reviewType());
        return event.cappedTo(capped(subject, envelope, event.version(envelope.id()), arrival));
    }

    private boolean caps(long clock, long arrival) {
        return context.node().role() == Role.SERVER && context.isAhead(clock, arrival);
    }

    /** The clock that it gets; it is noted, for whatever comes to stand over it has to say so to its laptop. */
    private long capped(long subject, Envelope envelope, Version came, long arrival) throws SQLException {
        Optional<Long> before = sql.first(
                "SELECT clock FROM tandem_history WHERE subject = ? AND event = ? AND outcome <> 'capped'",
                row -> row.getLong(1),
                subject,
                envelope.id().toString());
        if (before.isEmpty()) {
            new History(sql).note(context.now(), subject, envelope, came, History.Outcome.CAPPED, Columns.NONE);
        }
        return before.orElse(arrival);
    }
}
