package dev.tandem.schema.event;

import java.util.UUID;

/**
 * An event with what CloudEvents calls its context: who says it, when, and under which id.
 *
 * @param id the event's id, UUIDv7
 * @param node the id of the node on which it happened; {@code ce_source} is {@code /nodes/} and this
 * @param time microseconds UTC: when the node noticed it ({@code ce_time})
 * @param event what happened
 */
public record Envelope(UUID id, String node, long time, TandemEvent event) {}
