package dev.tandem.stream.history;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version of a product, of a review of it, or of a verdict.
 *
 * @param seq its place among all that this node has noted: grows
 * @param id the event's id
 * @param about such as {@code product}, {@code modesty review}, {@code modesty verdict}
 * @param at when this node noted it
 * @param clock by which it wins or loses; null where no time is known
 * @param here whether it was made on this node
 * @param before the columns that it changed here, as they were
 * @param outcome {@code captured}, {@code applied}, {@code superseded}, {@code confirmed}, {@code asked} (a retraction,
 *     before the server's answer) or {@code restored} (a program had emptied it)
 * @param stands whether it stands now
 * @param why it won or lost
 */
public record SeenVersion(
        long seq,
        String id,
        String about,
        String type,
        @Nullable String at,
        @Nullable String clock,
        String node,
        boolean here,
        @Nullable String decision,
        @Nullable String reviewer,
        @Nullable String assessedAt,
        @Nullable String notes,
        Map<String, @Nullable Object> before,
        String outcome,
        boolean stands,
        String why) {}
