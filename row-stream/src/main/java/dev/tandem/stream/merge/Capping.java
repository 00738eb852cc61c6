package dev.tandem.stream.merge;

import dev.tandem.schema.event.AssessmentEvent;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.register.VerdictRegister;
import java.sql.SQLException;
import java.util.UUID;

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

    RowEvent of(UUID id, RowEvent event, long arrival) throws SQLException {
        if (!caps(event.clock(), arrival)) {
            return event;
        }
        long clock = firstArrival(event.key().id(), id, arrival);
        return event.cappedAt(clock);
    }

    AssessmentEvent of(UUID id, AssessmentEvent event, long arrival) throws SQLException {
        if (!caps(event.clock(), arrival)) {
            return event;
        }
        long clock = firstArrival(VerdictRegister.id(event.productUrl(), event.reviewType()), id, arrival);
        return event.cappedTo(clock);
    }

    private boolean caps(long clock, long arrival) {
        return context.node().role() == Role.SERVER && context.isAhead(clock, arrival);
    }

    private long firstArrival(long subject, UUID id, long arrival) throws SQLException {
        return sql.first(
                        "SELECT clock FROM tandem_history WHERE subject = ? AND event = ?",
                        row -> row.getLong(1),
                        subject,
                        id.toString())
                .orElse(arrival);
    }
}
