package dev.tandem.schema.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.AssessmentEvent.AssessmentRetracted;
import dev.tandem.schema.event.OperationalEvent.CatalogRunCompleted;
import dev.tandem.schema.event.OperationalEvent.DeadLetterSettled;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.event.OperationalEvent.SyncCompleted;
import dev.tandem.schema.event.RowEvent.ProductListed;
import dev.tandem.schema.event.RowEvent.ProductRemoved;
import dev.tandem.schema.event.RowEvent.ReviewRequested;
import dev.tandem.schema.event.RowEvent.ReviewWithdrawn;
import dev.tandem.schema.event.RowEvent.RowRemoved;
import dev.tandem.schema.event.RowEvent.RowUpserted;
import dev.tandem.schema.verdict.ReviewType;
import java.io.IOException;

/**
 * Events as plain JSON that a person can read in any Kafka tool. Unknown fields are ignored, so an older Tandem reads
 * what a newer one wrote; the schemas stand in {@code /schema} of this jar.
 */
public final class EventJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventJson() {}

    /** The event's value. The same event gives the same text. */
    public static String write(TandemEvent event) {
        return toJson(event).toString();
    }

    /**
     * Reads an event's value.
     *
     * @throws MalformedEventException if it is no JSON, or lacks what its type needs; the message names the field
     */
    public static TandemEvent read(EventType type, byte[] value) {
        JsonNode node;
        try {
            node = JSON.readTree(value);
        } catch (IOException e) {
            throw new MalformedEventException("the value is no JSON", e);
        }
        if (node == null || !node.isObject()) {
            throw new MalformedEventException("the value is no JSON object");
        }
        if (HalfCharacters.mayBeIn(value) && HalfCharacters.areIn(node)) {
            throw new MalformedEventException("the value holds half a character, which no database keeps as it is");
        }
        return fromJson(type, new FieldReader(node));
    }

    private static ObjectNode toJson(TandemEvent event) {
        FieldWriter out = new FieldWriter(JSON.createObjectNode());
        if (event instanceof ProductListed e) {
            out.text("url", e.url()).clock("clock", e.clock()).flag("capped", e.capped());
            out.columns("columns", e.columns()).older("older", e.older());
        } else if (event instanceof ProductRemoved e) {
            out.text("url", e.url()).clock("clock", e.clock()).flag("capped", e.capped());
        } else if (event instanceof ReviewRequested e) {
            out.text("productUrl", e.productUrl()).text("reviewType", e.reviewType());
            out.clock("clock", e.clock()).flag("capped", e.capped());
            out.columns("columns", e.columns()).older("older", e.older());
        } else if (event instanceof ReviewWithdrawn e) {
            out.text("productUrl", e.productUrl()).text("reviewType", e.reviewType());
            out.clock("clock", e.clock()).flag("capped", e.capped());
        } else if (event instanceof RowUpserted e) {
            out.rowKey(e.key()).clock("clock", e.clock()).flag("capped", e.capped());
            out.columns("columns", e.columns()).older("older", e.older());
        } else if (event instanceof RowRemoved e) {
            out.rowKey(e.key()).clock("clock", e.clock()).flag("capped", e.capped());
        } else if (event instanceof AssessmentRecorded e) {
            out.text("productUrl", e.productUrl())
                    .text("reviewType", e.reviewType().text());
            out.clock("clock", e.clock()).flag("capped", e.capped());
            out.verdict(e.given()).version("basedOn", e.basedOn()).optional("settles", e.settles());
        } else if (event instanceof AssessmentRetracted e) {
            out.text("productUrl", e.productUrl())
                    .text("reviewType", e.reviewType().text());
            out.clock("clock", e.clock()).flag("capped", e.capped());
            out.version("target", e.target()).verdict("restored", e.restored());
        } else if (event instanceof CatalogRunCompleted e) {
            out.text("runId", e.runId()).text("retailer", e.retailer()).text("category", e.category());
            out.clock("startedAt", e.startedAt()).clock("completedAt", e.completedAt());
            out.number("scanned", e.scanned()).number("existing", e.existing());
            out.number("new", e.added()).number("suspectedDuplicates", e.suspectedDuplicates());
            out.number("rejected", e.rejected());
        } else if (event instanceof SyncCompleted e) {
            out.text("node", e.node()).text("role", e.role()).clock("completedAt", e.completedAt());
            out.offsets("read", e.read()).number("applied", e.applied()).number("superseded", e.superseded());
            out.number("conflicts", e.conflicts()).number("deadLettered", e.deadLettered());
            out.number("sent", e.sent()).optional("digest", e.digest()).list("formerly", e.formerly());
        } else if (event instanceof EventDeadLettered e) {
            out.text("node", e.node()).text("cause", e.cause()).text("topic", e.topic());
            out.number("partition", e.partition()).number("offset", e.offset());
            out.clock("appendedAt", e.appendedAt()).optional("key", e.key());
            out.texts("headers", e.headers()).optional("value", e.value());
        } else if (event instanceof DeadLetterSettled e) {
            out.text("letter", e.letter()).text("outcome", e.outcome()).clock("settledAt", e.settledAt());
        }
        return out.node();
    }

    private static TandemEvent fromJson(EventType type, FieldReader in) {
        return switch (type) {
            case PRODUCT_LISTED ->
                new ProductListed(
                        in.text("url"), in.clock("clock"), in.flag("capped"), in.columns("columns"), in.older("older"));
            case PRODUCT_REMOVED -> new ProductRemoved(in.text("url"), in.clock("clock"), in.flag("capped"));
            case REVIEW_REQUESTED ->
                new ReviewRequested(
                        in.text("productUrl"),
                        in.text("reviewType"),
                        in.clock("clock"),
                        in.flag("capped"),
                        in.columns("columns"),
                        in.older("older"));
            case REVIEW_WITHDRAWN ->
                new ReviewWithdrawn(in.text("productUrl"), in.text("reviewType"), in.clock("clock"), in.flag("capped"));
            case ROW_UPSERTED ->
                new RowUpserted(
                        in.rowKey(), in.clock("clock"), in.flag("capped"), in.columns("columns"), in.older("older"));
            case ROW_REMOVED -> new RowRemoved(in.rowKey(), in.clock("clock"), in.flag("capped"));
            case ASSESSMENT_RECORDED ->
                new AssessmentRecorded(
                        in.text("productUrl"),
                        in.clock("clock"),
                        in.flag("capped"),
                        in.verdict(reviewType(in)),
                        in.version("basedOn"),
                        in.optional("settles"));
            case ASSESSMENT_RETRACTED ->
                new AssessmentRetracted(
                        in.text("productUrl"),
                        reviewType(in),
                        in.clock("clock"),
                        in.flag("capped"),
                        in.requiredVersion("target"),
                        in.has("restored") ? in.object("restored").verdict(reviewType(in)) : null);
            case CATALOG_RUN_COMPLETED ->
                new CatalogRunCompleted(
                        in.text("runId"),
                        in.text("retailer"),
                        in.text("category"),
                        in.clock("startedAt"),
                        in.clock("completedAt"),
                        in.number("scanned"),
                        in.number("existing"),
                        in.number("new"),
                        in.number("suspectedDuplicates"),
                        in.number("rejected"));
            case SYNC_COMPLETED ->
                new SyncCompleted(
                        in.text("node"),
                        in.text("role"),
                        in.clock("completedAt"),
                        in.offsets("read"),
                        in.number("applied"),
                        in.number("superseded"),
                        in.number("conflicts"),
                        in.number("deadLettered"),
                        in.number("sent"),
                        in.optional("digest"),
                        in.list("formerly"));
            case EVENT_DEAD_LETTERED ->
                new EventDeadLettered(
                        in.text("node"),
                        in.text("cause"),
                        in.text("topic"),
                        in.number("partition"),
                        in.longNumber("offset"),
                        in.clock("appendedAt"),
                        in.optional("key"),
                        in.texts("headers"),
                        in.base64("value"));
            case DEAD_LETTER_SETTLED ->
                new DeadLetterSettled(in.text("letter"), in.text("outcome"), in.clock("settledAt"));
        };
    }

    private static ReviewType reviewType(FieldReader in) {
        String text = in.text("reviewType");
        return ReviewType.of(text)
                .orElseThrow(() -> new MalformedEventException("reviewType '" + text + "' has no verdicts"));
    }
}
