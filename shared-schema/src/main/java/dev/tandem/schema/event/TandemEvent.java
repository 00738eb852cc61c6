package dev.tandem.schema.event;

/** Something that happened and that other nodes should know. Each record below is one event type of version 1. */
public sealed interface TandemEvent permits RowEvent, AssessmentEvent, OperationalEvent {
    /** The event's name and schema version. */
    EventType type();
}
