package dev.tandem.schema.event;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The event types of this version of Tandem, each with the newest schema version that it can read. */
public enum EventType {
    /** {@link RowEvent.ProductListed}. */
    PRODUCT_LISTED("ProductListed"),
    /** {@link RowEvent.ProductRemoved}. */
    PRODUCT_REMOVED("ProductRemoved"),
    /** {@link RowEvent.ReviewRequested}. */
    REVIEW_REQUESTED("ReviewRequested"),
    /** {@link RowEvent.ReviewWithdrawn}. */
    REVIEW_WITHDRAWN("ReviewWithdrawn"),
    /** {@link RowEvent.RowUpserted}. */
    ROW_UPSERTED("RowUpserted"),
    /** {@link RowEvent.RowRemoved}. */
    ROW_REMOVED("RowRemoved"),
    /** {@link AssessmentEvent.AssessmentRecorded}. */
    ASSESSMENT_RECORDED("AssessmentRecorded"),
    /** {@link AssessmentEvent.AssessmentRetracted}. */
    ASSESSMENT_RETRACTED("AssessmentRetracted"),
    /** {@link OperationalEvent.CatalogRunCompleted}. */
    CATALOG_RUN_COMPLETED("CatalogRunCompleted"),
    /** {@link OperationalEvent.SyncCompleted}. */
    SYNC_COMPLETED("SyncCompleted"),
    /** {@link OperationalEvent.EventDeadLettered}. */
    EVENT_DEAD_LETTERED("EventDeadLettered"),
    /** {@link OperationalEvent.DeadLetterSettled}. */
    DEAD_LETTER_SETTLED("DeadLetterSettled");

    private static final int VERSION = 1;
    private static final Pattern CE_TYPE = Pattern.compile("dev\\.tandem\\.([A-Za-z]+)\\.v([0-9]{1,6})");

    private final String eventName;

    EventType(String eventName) {
        this.eventName = eventName;
    }

    /** The event's name, a past-tense word. */
    public String eventName() {
        return eventName;
    }

    /** The {@code ce_type} attribute, for example {@code dev.tandem.ProductListed.v1}. */
    public String ceType() {
        return "dev.tandem." + eventName + ".v" + VERSION;
    }

    /**
     * Reads a {@code ce_type}.
     *
     * @throws MalformedEventException if it names no event type of Tandem, or a schema version newer than this one
     */
    public static EventType ofCeType(String ceType) {
        Matcher matcher = CE_TYPE.matcher(ceType);
        if (!matcher.matches()) {
            throw new MalformedEventException("'" + ceType + "' is no event type of Tandem");
        }
        EventType type = named(matcher.group(1))
                .orElseThrow(
                        () -> new MalformedEventException("this version of Tandem knows no event '" + ceType + "'"));
        if (Integer.parseInt(matcher.group(2)) > VERSION) {
            throw new MalformedEventException("'" + ceType
                    + "' is of a newer major version than this Tandem reads; update Tandem and redrive it");
        }
        return type;
    }

    private static Optional<EventType> named(String name) {
        for (EventType type : values()) {
            if (type.eventName.equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
