package dev.tandem.stream.merge;

import dev.tandem.schema.event.AssessmentEvent;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.register.History.Outcome;
import dev.tandem.stream.register.Rows;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Applies events to the file, inside the caller's transaction. An event is applied if its version is greater than the
 * stored one, so that order, repetition and grouping make no difference.
 *
 * <p>On the server, what wins is handed on under its id and version, and consequences are drawn, in the same
 * transaction.
 */
public final class Merge {
    private final Capping capping;
    private final RowMerge rows;
    private final VerdictMerge verdicts;
    private final Consequences consequences;
    private final Sql sql;
    private final TestProducts testProducts;
    private final Rows all;
    private final boolean draws;

    private Merge(NodeContext context, Sql sql, Rows rows, Forward forward) {
        this.sql = sql;
        this.capping = new Capping(context, sql);
        this.rows = new RowMerge(context, sql, rows, forward);
        this.verdicts = new VerdictMerge(context, sql, rows, this.rows, capping, forward);
        this.consequences = new Consequences(context, sql, rows, this.rows);
        this.testProducts = new TestProducts(sql, context);
        this.all = rows;
        this.draws = context.node().role() == Role.SERVER;
    }

    /** A merge into this file as this node; on the server with an outbox to hand on. */
    public static Merge into(Sql sql, NodeContext context) throws SQLException {
        Forward forward = Forward.NOTHING;
        if (context.node().role() == Role.SERVER) {
            forward = new Outbox(sql, context.node())::add;
        }
        return new Merge(context, sql, Rows.of(sql), forward);
    }

    /** A merge of events that this node itself issues: they are sent, whatever its role. */
    public static Merge issuing(Sql sql, NodeContext context) throws SQLException {
        return new Merge(context, sql, Rows.of(sql), new Outbox(sql, context.node())::add);
    }

    /** The rows as this merge sees them, with what was read ahead. */
    public Rows rows() {
        return all;
    }

    /** Reads ahead, in few statements, what the merge of these events will look at. */
    public void expect(List<TandemEvent> events) throws SQLException {
        Map<ReviewType, Set<String>> assessed = new EnumMap<>(ReviewType.class);
        for (TandemEvent event : events) {
            if (event instanceof AssessmentEvent assessment) {
                assessed.computeIfAbsent(assessment.reviewType(), type -> new LinkedHashSet<>())
                        .add(assessment.productUrl());
            }
        }
        if (!assessed.isEmpty()) {
            all.expect(assessed);
        }
    }

    /**
     * Merges an event.
     *
     * @param arrival microseconds UTC: when the record was appended, or the tap arrived. On the server a clock further
     *     ahead of it than the tolerance is capped to it; what the server wrote carries its capped clock
     */
    public MergeResult apply(Envelope envelope, long arrival) throws SQLException {
        TandemEvent event = envelope.event();
        Optional<MergeResult> passedOver = testProducts.passOver(event);
        if (passedOver.isPresent()) {
            return passedOver.get();
        }
        if (event instanceof RowEvent row) {
            if (!all.inStep().accepts(row.key().table())) {
                return passedOver(row);
            }
            requireIdentified(row.key());
            MergeResult result = rows.apply(envelope, capping.of(envelope, row, arrival));
            if (draws && result.outcome() == Outcome.APPLIED) {
                consequences.draw(row.key());
            }
            return result;
        }
        if (event instanceof AssessmentEvent assessment) {
            MergeResult result = verdicts.apply(envelope, assessment, arrival);
            if (result.outcome() == Outcome.APPLIED) {
                drawConsequences(assessment.productUrl(), assessment.reviewType());
            }
            return result;
        }
        throw new IllegalArgumentException(
                "no database merges a " + event.type().eventName());
    }

    /** Only tables that this node's settings name are taken from the stream. */
    private MergeResult passedOver(RowEvent event) throws SQLException {
        if (all.inStep().passOver(event.key().table())) {
            all.inStep().write(sql);
        }
        return new MergeResult(event, Outcome.PASSED_OVER);
    }

    private void requireIdentified(RowKey key) {
        if (!all.inStep().identifies(key)) {
            throw new MalformedEventException("the rows of '" + key.table() + "' are known there by "
                    + (key.isOrigin() ? "where they came from" : key.columns())
                    + ", and here by another key: its UNIQUE constraint is not the same in both databases");
        }
    }

    /** Draws what follows from the verdict that stands in a register, be it merged or captured; only the server does. */
    public void drawConsequences(String productUrl, ReviewType reviewType) throws SQLException {
        if (draws) {
            consequences.draw(all.verdicts().read(productUrl, reviewType));
        }
    }
}
