package dev.tandem.stream.verify;

import dev.tandem.schema.event.AssessmentEvent;
import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.AssessmentEvent.AssessmentRetracted;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.Facet;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.digest.Buckets;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.register.RowState;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.register.VerdictState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands in a row or a register, as the events that would make it so on another node. */
public final class Standing {
    private Standing() {}

    /** Of the row or register with that id; empty where nothing is known of it. */
    public static List<Envelope> of(Rows rows, NodeContext context, String table, long id) throws SQLException {
        if (table.equals(Buckets.VERDICTS)) {
            Optional<VerdictState> state =
                    rows.verdicts().between(id, id).stream().findFirst();
            return state.isEmpty() ? List.of() : List.of(verdict(context, state.get(), null));
        }
        Optional<RowKey> key = rows.states().key(table, id);
        return key.isEmpty() ? List.of() : row(rows, context, key.get());
    }

    private static List<Envelope> row(Rows rows, NodeContext context, RowKey key) throws SQLException {
        RowState state = rows.states().read(key);
        List<Envelope> events = new ArrayList<>();
        Optional<Facet> facet = facet(rows, state);
        if (facet.isPresent()) {
            events.add(content(context, key, facet.get()));
        }
        if (state.removed() != null) {
            events.add(removal(context, key, state.removed()));
        }
        return events;
    }

    /** The row's facet as it was carried, be the row shown or hidden; empty where none has arrived, or it is lost. */
    static Optional<Facet> facet(Rows rows, RowState state) throws SQLException {
        Optional<Columns> row = rows.read(state.key());
        VerdictState verdict = rows.verdictOf(state.key());
        Columns content = row.map(r -> state.carriedContent(
                        state.content(r, verdict.shownIn(state.table()).names())))
                .orElse(state.hidden());
        return state.facet(content).filter(facet -> !facet.columns().isEmpty());
    }

    static Envelope content(NodeContext context, RowKey key, Facet facet) {
        Version version = facet.version();
        return envelope(context, version, RowEvent.content(key, version.clock(), false, facet));
    }

    static Envelope removal(NodeContext context, RowKey key, Version removed) {
        return envelope(context, removed, RowEvent.removal(key, removed.clock(), false));
    }

    /**
     * A register's verdict.
     *
     * @param target what a verdict that was taken back is to take back there
     */
    static Envelope verdict(NodeContext context, VerdictState state, @Nullable Version target) {
        Version version = Objects.requireNonNull(state.version());
        AssessmentEvent event = state.verdict() == null
                ? new AssessmentRetracted(
                        state.productUrl(),
                        state.reviewType(),
                        version.clock(),
                        false,
                        target == null ? version : target,
                        null)
                : new AssessmentRecorded(state.productUrl(), version.clock(), false, state.verdict(), state.basedOn());
        return new Envelope(version.eventId(), state.node(), context.now(), event);
    }

    private static Envelope envelope(NodeContext context, Version version, RowEvent event) {
        return new Envelope(version.eventId(), context.node().id(), context.now(), event);
    }
}
