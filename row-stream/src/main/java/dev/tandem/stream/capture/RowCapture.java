package dev.tandem.stream.capture;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.ContentHash;
import dev.tandem.schema.row.Facet;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.node.AddedColumns;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.register.History;
import dev.tandem.stream.register.RowState;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.register.VerdictState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Turns what another program did to one row into events, with their versions, in the transaction at hand. */
final class RowCapture {
    private final NodeContext context;
    private final Sql sql;
    private final Rows rows;
    private final Outbox outbox;
    private final History history;
    private final Occasion occasion;
    private final ChangeClock clock;
    private final Captured captured;
    private final VerdictCapture verdicts;
    private final List<Decided> decided = new ArrayList<>();

    RowCapture(NodeContext context, Sql sql, Rows rows, Occasion occasion, Captured captured) {
        this.context = context;
        this.sql = sql;
        this.rows = rows;
        this.outbox = new Outbox(sql, context.node());
        this.history = new History(sql);
        this.occasion = occasion;
        this.clock = new ChangeClock(context, occasion, captured);
        this.captured = captured;
        this.verdicts =
                new VerdictCapture(context, sql, rows, occasion.into(outbox), history, occasion, clock, captured);
    }

    /** A register in which a verdict was found. */
    record Decided(String productUrl, ReviewType reviewType) {}

    /** The registers in which verdicts were found so far. */
    List<Decided> decided() {
        return decided;
    }

    /** Compares the row with what is known of it. Content that differs from its hash is a local change. */
    void look(RowKey key) throws SQLException {
        Version before = rows.verdictOf(key).version();
        VerdictState verdict = verdicts.look(key);
        if (verdict.version() != null && !verdict.version().equals(before)) {
            decided.add(new Decided(verdict.productUrl(), verdict.reviewType()));
        }
        RowState state = rows.states().read(key);
        Optional<Columns> row = rows.read(key);
        if (row.isPresent()) {
            lookAtContent(state, row.get(), verdict);
        } else if (state.shown()) {
            removed(state, verdict);
        }
    }

    private void lookAtContent(RowState state, Columns row, VerdictState verdict) throws SQLException {
        Columns content = state.content(row, verdict.shownIn(state.table()).names());
        if (state.shown() && state.hash() == ContentHash.of(content)) {
            return;
        }
        ChangeClock.Own own = ownTime(state.key(), row);
        long at = clock.of(own, state.version(), state.removed());
        // A column that adopting has just added is empty because nothing is known of it, not because somebody emptied
        // it.
        Columns known = occasion == Occasion.ADOPTING ? AddedColumns.read(sql).known(state.table(), content) : content;
        Envelope event =
                event(id -> RowEvent.content(state.key(), at, own.caps(at), Facet.of(new Version(at, id), known)));
        Version version = new Version(at, event.id());
        rows.states().write(state, state.holding(Facet.of(version, known)).showing(content));
        publish(event, state.key(), version);
        captured.listed();
    }

    private ChangeClock.Own ownTime(RowKey key, Columns row) {
        Optional<String> column =
                rows.table(key.table()).flatMap(table -> table.shape().table().clock());
        return column.isPresent() ? clock.read(key, column.get(), row.text(column.get())) : ChangeClock.Own.NONE;
    }

    private void removed(RowState state, VerdictState verdict) throws SQLException {
        long at = clock.of(ChangeClock.Own.NONE, state.version(), state.removed(), verdict.visibility());
        Envelope event = event(id -> RowEvent.removal(state.key(), at, false));
        Version version = new Version(at, event.id());
        rows.states().write(state, state.removedAt(version).lost());
        publish(event, state.key(), version);
        if (state.key().isOrigin()) {
            rows.table(state.key().table()).orElseThrow().origins().forget(state.key());
        }
        captured.removed();
    }

    private Envelope event(Function<UUID, RowEvent> made) {
        UUID id = context.ids().next();
        return new Envelope(id, context.node().id(), context.now(), made.apply(id));
    }

    private void publish(Envelope event, RowKey key, Version version) throws SQLException {
        occasion.into(outbox).accept(event);
        history.note(event.time(), key.id(), event, version, History.Outcome.CAPTURED, Columns.NONE);
    }
}
