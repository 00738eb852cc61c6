package dev.tandem.schema.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event with what CloudEvents calls its context: who says it, when, and under which id.
 *
 * @param id the event's id, UUIDv7
 * @param node the id of the node on which it happened; {@code ce_source} is {@code /nodes/} and this
 * @param time microseconds UTC: when the node noticed it ({@code ce_time})
 * @param event what happened
 * @param answers the id of a laptop's event that the server capped and that then lost to this one ({@code ce_answers}):
 *     the laptop, whose own clock still says otherwise, takes this in its place
 */
public record Envelope(
        UUID id,
        String node,
        long time,
        TandemEvent event,
        @Nullable UUID answers) {
    /** An event that answers none in particular. */
    public Envelope(UUID id, String node, long time, TandemEvent event) {
        this(id, node, time, event, null);
    }

    /** Whether this is the server's answer to that event. */
    public boolean isAnswerTo(UUID eventId) {
        return eventId.equals(answers);
    }
}
